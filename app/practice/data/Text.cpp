#include "app/practice/data/Text.h"

#include <algorithm>
#include <cstring>

namespace practice {

namespace {

constexpr int kShownCharacters = 60;

bool isAscii(std::string_view text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

/// The length of the character that a byte begins, or 0 where none begins with it.
std::size_t characterLength(unsigned char lead)
{
    if (lead < 0x80)
        return lead == 0 ? 0 : 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        return 2;
    if (lead >= 0xE0 && lead <= 0xEF)
        return 3;
    return lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
}

/// Whether the second byte suits the first: no overlong forms, surrogates or too large values.
bool secondByteFits(unsigned char lead, unsigned char second)
{
    if ((second & 0xC0) != 0x80)
        return false;
    switch (lead) {
    case 0xE0:
        return second >= 0xA0;
    case 0xED:
        return second < 0xA0;
    case 0xF0:
        return second >= 0x90;
    case 0xF4:
        return second < 0x90;
    default:
        return true;
    }
}

/// How many of the bytes, up to `length`, can be the character that the first of them begins.
std::size_t fittingBytes(std::string_view bytes, std::size_t length)
{
    std::size_t fitting = 1;
    while (fitting < std::min(length, bytes.size())) {
        const auto byte = static_cast<unsigned char>(bytes[fitting]);
        const bool fits =
            fitting == 1 ? secondByteFits(static_cast<unsigned char>(bytes[0]), byte) : (byte & 0xC0) == 0x80;
        if (!fits)
            break;
        ++fitting;
    }
    return fitting;
}

} // namespace

std::string folded(std::string_view text)
{
    if (!isAscii(text))
        return toQString(text).toUpper().toStdString();
    std::string result(text);
    for (char &c : result) {
        if (c >= 'a' && c <= 'z')
            c = char(c - 'a' + 'A');
    }
    return result;
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlanks = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

QString toQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

QString forMessage(std::string_view text)
{
    // No character of UTF-8 takes more than four bytes, so the rest can be left unread.
    QString result = toQString(text.substr(0, kShownCharacters * 4 + 4)).simplified();
    if (result.size() <= kShownCharacters)
        return result;
    result.truncate(result.at(kShownCharacters - 1).isHighSurrogate() ? kShownCharacters - 1 : kShownCharacters);
    return result + QChar(0x2026);
}

int utf16Length(std::string_view text)
{
    int length = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80)
            length += byte >= 0xF0 ? 2 : 1;
    }
    return length;
}

std::uint64_t stableHash(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 0x100000001b3ULL;
    }
    hash ^= hash >> 32;
    hash *= 0x9e3779b97f4a7c15ULL;
    return hash ^ (hash >> 29);
}

std::size_t soundPrefix(std::string_view bytes)
{
    constexpr std::uint64_t kHighBits = 0x8080808080808080ULL;
    constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
    std::size_t at = 0;
    while (at < bytes.size()) {
        if (bytes.size() - at >= sizeof(std::uint64_t)) {
            std::uint64_t word;
            std::memcpy(&word, bytes.data() + at, sizeof word);
            // Eight bytes that are all ASCII and none of them NUL.
            if (((word | (word - kOnes)) & kHighBits) == 0) {
                at += sizeof word;
                continue;
            }
        }
        const std::size_t length = characterLength(static_cast<unsigned char>(bytes[at]));
        if (length == 0 || fittingBytes(bytes.substr(at), length) < length)
            return at;
        at += length;
    }
    return at;
}

bool isUnfinishedCharacter(std::string_view bytes)
{
    if (bytes.empty())
        return false;
    const std::size_t length = characterLength(static_cast<unsigned char>(bytes[0]));
    return bytes.size() < length && fittingBytes(bytes, length) == bytes.size();
}

} // namespace practice
