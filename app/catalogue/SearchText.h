#pragma once

#include <QString>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace waybill {

/// A text as it is searched: without case and accents, in UTF-8, with the places where its words begin. A word begins
/// after a space or sign, at a capital after a small letter and at a digit after one: `CustCustomerV3` has three.
struct SearchText {
    std::string folded;
    std::vector<std::uint8_t> starts; ///< 1 for each byte of `folded` that begins a word
};

/// Appends the folded form of UTF-8 text.
void appendFolded(SearchText &to, std::string_view text);
/// The words of what somebody looks for, folded: at spaces alone, or also where words begin inside of one.
std::vector<std::string> wordsOfQuery(const QString &text, bool alsoInside);

/// UTF-8 with one byte for each character, so that letters can be compared by place. Two letters of different scripts
/// may share a byte; ASCII stays as it is.
std::string lettersOf(std::string_view folded);

} // namespace waybill
