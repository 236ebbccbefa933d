#pragma once

#include "app/rows/BytesCompare.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/// Looks at bytes behind which 32 more may be read: 32 at once, without a branch that depends on how many they are,
/// which processors often foretell wrongly. What lies behind the end does not count.
namespace waybill::padded {

#ifdef __SSE2__

/// A bit for each of 32 bytes, set where the two are the same.
inline quint32 sameMask(const char *a, const char *b)
{
    const auto at = [](const char *bytes) { return _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes)); };
    const auto low = quint32(_mm_movemask_epi8(_mm_cmpeq_epi8(at(a), at(b))));
    const auto high = quint32(_mm_movemask_epi8(_mm_cmpeq_epi8(at(a + 16), at(b + 16))));
    return low | high << 16;
}
/// The bits of those of 32 bytes that lie behind the end; the first `left` do not.
inline quint32 behind(std::size_t left)
{
    return left < 32 ? ~quint32(0) << left : 0;
}

/// Whether `size` bytes are the same.
inline bool same(const char *a, const char *b, std::size_t size)
{
    std::size_t at = 0;
    for (; size - at > 32; at += 32) {
        if (sameMask(a + at, b + at) != ~quint32(0))
            return false;
    }
    return (sameMask(a + at, b + at) | behind(size - at)) == ~quint32(0);
}

/// Whether one of the bytes is `wanted`.
inline bool contains(std::string_view text, char wanted)
{
    char many[32];
    std::memset(many, wanted, sizeof many);
    std::size_t at = 0;
    for (; text.size() - at > 32; at += 32) {
        if (sameMask(text.data() + at, many) != 0)
            return true;
    }
    return (sameMask(text.data() + at, many) & ~behind(text.size() - at)) != 0;
}

#else

inline bool same(const char *a, const char *b, std::size_t size)
{
    return sameBytes(a, b, size);
}
inline bool contains(std::string_view text, char wanted)
{
    return text.find(wanted) != std::string_view::npos;
}

#endif

} // namespace waybill::padded
