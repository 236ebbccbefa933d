#pragma once

#include <QString>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace practice {

/// The text in capitals: F&O compares keys without regard to case. UTF-8 in, UTF-8 out.
std::string folded(std::string_view text);

/// Without blanks at either end.
std::string_view trimmed(std::string_view text);

QString toQString(std::string_view text);

/// The text for a message: cut after 60 characters, line breaks shown as blanks.
QString forMessage(std::string_view text);

/// The length in UTF-16 units, which is how F&O counts.
int utf16Length(std::string_view text);

/// A well mixed hash that is the same in every run.
std::uint64_t stableHash(std::string_view text);

/// How many bytes at the beginning are whole, sound UTF-8 characters other than NUL.
std::size_t soundPrefix(std::string_view bytes);

/// True when the bytes are the beginning of a character that may yet be completed.
bool isUnfinishedCharacter(std::string_view bytes);

} // namespace practice
