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

inline quint32 fourBytesAt(const char *at)
{
    quint32 word;
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

} // namespace waybill
