#pragma once

#include <QtGlobal>

#include <string>
#include <string_view>

/// The parts of JSON's grammar that simdjson leaves to whoever asks for a value.
namespace waybill::json {

inline bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/// The length of the number that `text` begins with, by JSON's grammar; 0 where there is none.
std::size_t numberLength(std::string_view text);

/// Appends what stands between the quotes of a JSON text, its escapes resolved. A half of a character alone becomes
/// U+FFFD and counts into `loneSurrogates`. False where an escape is none of JSON's.
bool unescape(std::string_view inner, std::string &into, qint64 &loneSurrogates);

/// Whether `text` is one sound JSON value; depth costs a bit of memory a level and no stack. UTF-8 is not looked at.
bool isSound(std::string_view text);

/// Where the first byte stands that is no UTF-8; text.size() when all are.
std::size_t firstBadByte(std::string_view text);

/// Appends `text` with quotes and the escapes that JSON asks for.
void quote(std::string_view text, std::string &into);

} // namespace waybill::json
