#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

namespace waybill {

/// How far words begin from one that is looked for: letters left out, added, changed, or two that changed places, each
/// counts as one. Words are bytes, a byte a letter. At most 64 of the pattern count.
class WordDistance
{
public:
    explicit WordDistance(std::string_view pattern);

    /// What may be wrong in a word of this length for it still to be meant: 0 below four letters, 1 below eight,
    /// else 2.
    int allowed() const { return m_allowed; }
    /// The letters of a word as a set, for mayBe().
    static std::uint32_t letters(std::string_view word);
    /// False where a word with these letters and this length cannot be near enough: quick.
    bool mayBe(std::uint32_t letters, std::size_t length) const
    {
        return length + std::size_t(m_allowed) >= m_length && std::popcount(m_letters & ~letters) <= m_allowed;
    }
    /// The least distance to the whole word or to how it begins; more than allowed() where it is not near.
    int to(std::string_view word) const;

private:
    std::array<std::uint64_t, 256> m_places{}; ///< by letter, a bit for each place in the pattern
    std::size_t m_length;
    int m_allowed;
    std::uint32_t m_letters;
};

} // namespace waybill
