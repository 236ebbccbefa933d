#pragma once

#include "app/rows/BytesCompare.h"

#include <string_view>

namespace waybill {

/// Both halves of a product of 128 bits, one laid over the other.
inline quint64 foldedProduct(quint64 a, quint64 b)
{
#ifdef __SIZEOF_INT128__
    __extension__ using Wide = unsigned __int128;
    const Wide product = Wide(a) * b;
    return quint64(product) ^ quint64(product >> 64);
#else
    const quint64 aLow = quint32(a), aHigh = a >> 32, bLow = quint32(b), bHigh = b >> 32;
    const quint64 low = aLow * bLow, one = aHigh * bLow + (low >> 32), other = aLow * bHigh + quint32(one);
    return a * b ^ (aHigh * bHigh + (one >> 32) + (other >> 32));
#endif
}

/// A number of a text that nobody can foretell who does not know the seed; quickest for short texts.
inline quint64 cellHash(std::string_view text, quint64 seed)
{
    constexpr quint64 first = 0xA0761D6478BD642F, second = 0xE7037ED1A0B428DB, third = 0x8EBC6AF09C88C6E3;
    const char *at = text.data();
    std::size_t left = text.size();
    quint64 hash = seed ^ first;
    for (; left > 16; left -= 16, at += 16)
        hash = foldedProduct(eightBytesAt(at) ^ second, eightBytesAt(at + 8) ^ hash);
    quint64 a = 0, b = 0;
    if (left >= 8) {
        a = eightBytesAt(at);
        b = eightBytesAt(at + left - 8);
    } else if (left > 0) {
        std::memcpy(&a, at, left);
    }
    return foldedProduct(third ^ text.size(), foldedProduct(a ^ second, b ^ hash));
}

} // namespace waybill
