#include "app/catalogue/WordDistance.h"

#include <algorithm>

namespace waybill {

namespace {
constexpr std::size_t longest = 64;
}

WordDistance::WordDistance(std::string_view pattern)
    : m_length(std::min(pattern.size(), longest)), m_allowed(m_length < 4   ? 0
                                                             : m_length < 8 ? 1
                                                                            : 2),
      m_letters(letters(pattern.substr(0, longest)))
{
    for (std::size_t i = 0; i < m_length; ++i)
        m_places[static_cast<unsigned char>(pattern[i])] |= std::uint64_t(1) << i;
}

std::uint32_t WordDistance::letters(std::string_view word)
{
    std::uint32_t set = 0;
    for (const char c : word)
        set |= std::uint32_t(1) << (static_cast<unsigned char>(c) % 32);
    return set;
}

int WordDistance::to(std::string_view word) const
{
    // Myers' bit vectors with Hyyrö's change of places: one column of the table a letter of the word.
    if (m_length == 0)
        return 0;
    const std::uint64_t last = std::uint64_t(1) << (m_length - 1);
    std::uint64_t more = ~std::uint64_t(0), less = 0, same = 0, before = 0;
    int distance = int(m_length);
    int least = distance;
    const std::size_t end = std::min(word.size(), m_length + std::size_t(m_allowed));
    for (std::size_t i = 0; i < end; ++i) {
        const std::uint64_t here = m_places[static_cast<unsigned char>(word[i])];
        const std::uint64_t swapped = ((~same & here) << 1) & before;
        same = (((here & more) + more) ^ more) | here | less | swapped;
        std::uint64_t up = less | ~(same | more);
        std::uint64_t down = same & more;
        distance += (up & last) ? 1 : 0;
        distance -= (down & last) ? 1 : 0;
        up = (up << 1) | 1;
        down <<= 1;
        more = down | ~(same | up);
        less = up & same;
        before = here;
        least = std::min(least, distance);
    }
    return least;
}

} // namespace waybill
