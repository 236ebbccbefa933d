#pragma once

#include <QStringList>

#include <bitset>
#include <stop_token>
#include <string>
#include <vector>

namespace waybill {

/// A key's text without the white space around it.
QStringView trimmedKey(QStringView text);
/// Hash and equality of trimmed keys: Latin letters count without case.
std::size_t keyHash(QStringView key);
bool sameKey(QStringView a, QStringView b);

/// For tables of keys that are asked with views.
struct KeyHash {
    using is_transparent = void;
    std::size_t operator()(QStringView key) const { return keyHash(key); }
};
struct KeyEqual {
    using is_transparent = void;
    bool operator()(QStringView a, QStringView b) const { return sameKey(a, b); }
};

/// Tells of nearly every text that is none of some keys, by its length and first character alone.
class KeyShapes
{
public:
    void add(QStringView key) { m_shapes.set(shape(key)); }
    bool has(QStringView key) const { return m_shapes.test(shape(key)); }

private:
    static constexpr std::size_t kSide = 64;
    static std::size_t shape(QStringView key)
    {
        // 0x20 is all that parts a Latin letter from its capital.
        const std::size_t first = key.isEmpty() ? 0 : (key.front().unicode() | 0x20U) % kSide;
        return std::min(std::size_t(key.size()), kSide - 1) * kSide + first;
    }

    std::bitset<kSide * kSide> m_shapes;
};

/// Finds record ids by their text. Latin letters count without case and outer white space not at all, as keys do in
/// F&O.
class KeyIndex
{
public:
    /// The ids' distinct texts get numbers from 0; an id that is empty gets -1, and so do all that are left when a stop
    /// is requested.
    explicit KeyIndex(const QStringList &ids, const std::stop_token &stop = {});

    /// False for a trimmed text that no id can be; quick.
    bool mayHave(QStringView key) const { return m_shapes.has(key); }
    /// The number of a trimmed text; -1 where no id is written so. Quickest when it is the `likely` one.
    int find(QStringView key, int likely = -1) const;
    /// For each id, in the order given, the number of its text.
    const std::vector<int> &numbers() const { return m_numbers; }
    /// The distinct texts, trimmed, by number. Valid as long as the index.
    QStringView text(int number) const
    {
        const std::size_t begin = m_ends[std::size_t(number)];
        return QStringView(m_texts).sliced(qsizetype(begin), qsizetype(m_ends[std::size_t(number) + 1] - begin));
    }
    int size() const { return int(m_ends.size()) - 1; }
    /// How many of the ids have the text of this number.
    int mentions(int number) const { return m_mentions[std::size_t(number)]; }

private:
    struct Slot {
        quint32 hash = 0;
        int number = -1; ///< -1: free
    };
    /// The slot of a text with this hash, or the free one that it would take.
    std::size_t slotOf(QStringView key, std::size_t hash) const;

    std::vector<int> m_numbers;
    std::vector<int> m_mentions;
    std::u16string m_texts; ///< one after the other, so that looking many of them up stays in the cache
    std::vector<std::size_t> m_ends{0};
    std::vector<Slot> m_slots; ///< open addressing; at most half of them are taken
    KeyShapes m_shapes;
};

} // namespace waybill
