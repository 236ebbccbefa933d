#pragma once

#include <QtGlobal>

#include <cstring>
#include <string_view>

/// Loops over a few bytes, where a call into the C library would take longer than the work.
namespace waybill {

inline quint64 eightBytesAt(const char *at)
{
    quint64 word;
    std::memcpy(&word, at, sizeof word);
    return word;
}

/// Whether `size` bytes are the same.
inline bool sameBytes(const char *a, const char *b, std::size_t size)
{
    if (size >= 8) {
        for (std::size_t at = 0; at + 8 < size; at += 8) {
            if (eightBytesAt(a + at) != eightBytesAt(b + at))
                return false;
        }
        return eightBytesAt(a + size - 8) == eightBytesAt(b + size - 8);
    }
    for (std::size_t at = 0; at < size; ++at) {
        if (a[at] != b[at])
            return false;
    }
    return true;
}
inline bool sameBytes(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && sameBytes(a.data(), b.data(), a.size());
}

/// Whether a byte stands in a text.
inline bool hasByte(std::string_view text, char byte)
{
    constexpr quint64 ones = 0x0101010101010101;
    const quint64 wanted = ones * static_cast<unsigned char>(byte);
    std::size_t at = 0;
    for (; at + 8 <= text.size(); at += 8) {
        const quint64 word = eightBytesAt(text.data() + at) ^ wanted;
        if (((word - ones) & ~word & (ones << 7)) != 0)
            return true;
    }
    for (; at < text.size(); ++at) {
        if (text[at] == byte)
            return true;
    }
    return false;
}

} // namespace waybill
