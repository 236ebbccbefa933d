#pragma once

#include <cstdint>
#include <vector>

namespace practice {

/// A set of 64-bit hashes with open addressing: 11 to 22 bytes a member, so that ten million keys
/// fit into memory. Two keys with the same hash count as one; among ten million keys that has a
/// chance of about one in 400,000.
class KeySet
{
public:
    bool contains(std::uint64_t hash) const { return !m_slots.empty() && m_slots[place(adjusted(hash))] != 0; }

    /// False when it is a member already.
    bool insert(std::uint64_t hash)
    {
        if ((m_count + 1) * 4 > m_slots.size() * 3)
            grow();
        const std::uint64_t member = adjusted(hash);
        std::uint64_t &slot = m_slots[place(member)];
        if (slot != 0)
            return false;
        slot = member;
        ++m_count;
        return true;
    }

    std::size_t size() const { return m_count; }

private:
    /// Zero marks an empty slot and is no member.
    static std::uint64_t adjusted(std::uint64_t hash) { return hash == 0 ? 1 : hash; }

    std::size_t place(std::uint64_t member) const
    {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t at = std::size_t(member) & mask;
        while (m_slots[at] != 0 && m_slots[at] != member)
            at = (at + 1) & mask;
        return at;
    }

    void grow()
    {
        std::vector<std::uint64_t> old(m_slots.empty() ? 1024 : m_slots.size() * 2);
        old.swap(m_slots);
        for (const std::uint64_t member : old) {
            if (member != 0)
                m_slots[place(member)] = member;
        }
    }

    std::vector<std::uint64_t> m_slots;
    std::size_t m_count = 0;
};

} // namespace practice
