#pragma once

#include <QtEndian>

#include <algorithm>
#include <bit>
#include <string_view>

#if defined(__SSE2__) || defined(_M_X64)
#define WAYBILL_HAS_SSE2
#include <emmintrin.h>
#endif

/// Finding a text whatever the case of its ASCII letters, many places at once. The text has small letters only.
namespace waybill {

inline char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c;
}

/// Eight bytes of a text at once, and which of them may be one wanted byte, a letter in either case: of a letter the
/// bit 0x20 does not count. For any processor.
class EightBytes
{
public:
    static constexpr std::size_t width = 8;

    explicit EightBytes(char wanted)
        : m_case(wanted >= 'a' && wanted <= 'z' ? each * 0x20 : 0), m_wanted(each * quint8(wanted))
    {
    }
    /// Calls `place(n)`, from the first n to the last, wherever `a` stands n bytes behind `atA` and `b` as far behind
    /// `atB`, and perhaps where they do not; until it says true, which is what comes back.
    template <class Place>
    static bool both(const EightBytes &a, const char *atA, const EightBytes &b, const char *atB, const Place &place)
    {
        const quint64 differences = a.differences(atA) | b.differences(atB);
        // The highest bit of every byte that is zero, and perhaps of one above such.
        for (quint64 zeros = (differences - each) & ~differences & (each * 0x80); zeros != 0; zeros &= zeros - 1) {
            if (place(std::size_t(std::countr_zero(zeros)) / 8))
                return true;
        }
        return false;
    }

private:
    static constexpr quint64 each = 0x0101010101010101;

    /// Zero in every byte that is the wanted one.
    quint64 differences(const char *at) const { return (qFromLittleEndian<quint64>(at) | m_case) ^ m_wanted; }

    quint64 m_case;
    quint64 m_wanted;
};

#ifdef WAYBILL_HAS_SSE2

/// The same with 32 bytes, as every processor of x86-64 can.
class ManyBytes
{
public:
    static constexpr std::size_t width = 32;

    explicit ManyBytes(char wanted)
        : m_case(_mm_set1_epi8(wanted >= 'a' && wanted <= 'z' ? 0x20 : 0)), m_wanted(_mm_set1_epi8(wanted))
    {
    }
    template <class Place>
    static bool both(const ManyBytes &a, const char *atA, const ManyBytes &b, const char *atB, const Place &place)
    {
        const __m128i low = _mm_and_si128(a.same(atA), b.same(atB));
        const __m128i high = _mm_and_si128(a.same(atA + 16), b.same(atB + 16));
        if (_mm_movemask_epi8(_mm_or_si128(low, high)) == 0) // mostly
            return false;
        for (quint32 found = quint32(_mm_movemask_epi8(low)) | quint32(_mm_movemask_epi8(high)) << 16; found != 0;
             found &= found - 1) {
            if (place(std::size_t(std::countr_zero(found))))
                return true;
        }
        return false;
    }

private:
    /// All bits of every byte that is the wanted one.
    __m128i same(const char *at) const
    {
        const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(at));
        return _mm_cmpeq_epi8(_mm_or_si128(bytes, m_case), m_wanted);
    }

    __m128i m_case;
    __m128i m_wanted;
};

#else
using ManyBytes = EightBytes;
#endif

/// Where `text`, which is not empty, first stands in `within` from `from` on; npos where it does not. `rarest` and
/// `rare` are places in `text`: of its bytes that are looked for first.
template <class Bytes>
std::size_t findFolded(std::string_view text, std::size_t rarest, std::size_t rare, std::string_view within,
                       std::size_t from)
{
    if (from > within.size() || text.size() > within.size() - from)
        return std::string_view::npos;
    const auto standsAt = [&](std::size_t at) {
        return std::equal(text.begin(), text.end(), within.data() + at, [](char a, char b) { return a == lowered(b); });
    };
    const Bytes first(text[rarest]), second(text[rare]);
    const std::size_t end = within.size() - text.size() + 1; // of the places where it may begin
    const std::size_t last = std::max(rarest, rare);
    std::size_t at = from;
    std::size_t found = 0;
    const auto isPlace = [&](std::size_t n) { return (found = at + n) < end && standsAt(found); };
    for (; at < end && at + last + Bytes::width <= within.size(); at += Bytes::width) {
        const char *const begin = within.data() + at;
        if (Bytes::both(first, begin + rarest, second, begin + rare, isPlace))
            return found;
    }
    for (; at < end; ++at) {
        if (standsAt(at))
            return at;
    }
    return std::string_view::npos;
}

} // namespace waybill
