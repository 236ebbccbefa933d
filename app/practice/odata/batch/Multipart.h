// The shape of multipart/mixed, RFC 2046: boundaries, parts, header lines.
#pragma once

#include "app/practice/odata/query/Problem.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace practice::odata {

/// Header lines, and what comes behind the empty line that ends them. All of it points into what was read.
struct MimeHead {
    std::vector<std::pair<std::string_view, std::string_view>> lines; ///< name and value, blanks around it left out
    std::string_view rest;

    /// The first value of that name, regardless of case; nothing where there is none.
    std::optional<std::string_view> value(std::string_view name) const;
};

/// No head has more lines or bytes than these.
constexpr std::size_t mostHeaderLines = 100;
constexpr std::size_t longestHead = 64 * 1024;

bool isSameWord(std::string_view left, std::string_view right);

/// The first line of a text, without its end, which is taken off `text`; nothing where no line ends.
std::optional<std::string_view> takeLine(std::string_view &text);

/// Reads header lines up to an empty line or to the end of the text. Folded lines, names that are no tokens and control
/// characters are refused.
std::variant<MimeHead, Problem> readHead(std::string_view text);

/// "multipart/mixed" of "Multipart/Mixed; boundary=x", in lower case.
std::string mediaTypeOf(std::string_view contentType);

/// The boundary that a Content-Type names, with or without quotes; nothing where it names none that RFC 2046 allows.
std::optional<std::string> boundaryOf(std::string_view contentType);

/// The parts between the boundaries, at most so many; what stands before the first and behind the last is passed over.
/// A body that does not end with its closing boundary is refused, as is one without parts.
std::variant<std::vector<std::string_view>, Problem> partsOf(std::string_view body, std::string_view boundary,
                                                             std::size_t most, const Problem &tooMany);

} // namespace practice::odata
