#pragma once

#include "app/files/KeyIndex.h"
#include "app/files/Record.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace waybill {

/// Where one candidate for the key (a column, or several joined) met the wanted ids while a file was read.
class KeyMatches
{
public:
    /// The record met the id of this number. Of the records that meet it the last ones count, as many as it is named
    /// times and in whichever order they are read: of records with one key the earlier are taken and the later refused
    /// as duplicates.
    void meet(int id, const RecordPlace &place, const KeyIndex &ids)
    {
        if (m_last.empty())
            m_last.resize(std::size_t(ids.size()));
        RecordPlace &last = m_last[std::size_t(id)];
        m_found += last.number == 0 ? 1 : 0;
        ++m_hits;
        m_next = id + 1;
        RecordPlace earlier = place;
        if (last.number < place.number)
            std::swap(last, earlier);
        if (earlier.number > 0 && ids.mentions(id) > 1)
            keepEarlier(id, earlier, std::size_t(ids.mentions(id)) - 1);
    }
    /// Whether values are noted still, to learn whether they repeat: only the first ones are.
    bool noting() const
    {
        constexpr std::size_t mostNoted = 20'000;
        return m_noted.size() + m_notedEmpty < mostNoted;
    }
    /// Notes a value's hash.
    void note(std::size_t hash) { m_noted.push_back(hash); }
    /// Notes that there is no value: all of these are alike, and only counted.
    void noteEmpty() { ++m_notedEmpty; }

    /// A record whose number is this id has nothing in this column: a record without a key can only be named by its
    /// number. Of these only the first ones are kept.
    void meetEmpty(int id, const RecordPlace &place)
    {
        constexpr std::size_t mostEmpty = 5'000;
        if (m_empty.size() < mostEmpty)
            m_empty.emplace(id, place);
    }
    /// To be called when all records were read: gives the ids that met no value the record without one that has their
    /// number, and counts the distinct values.
    void finish(const KeyIndex &ids)
    {
        for (const auto &[id, place] : m_empty) {
            if (m_last.empty() || m_last[std::size_t(id)].number == 0)
                meet(id, place, ids);
        }
        m_empty.clear();
        std::ranges::sort(m_noted);
        const auto repeated = std::unique(m_noted.begin(), m_noted.end()); // clang 14 cannot read the one of ranges
        const std::size_t distinct = std::size_t(repeated - m_noted.begin()) + (m_notedEmpty > 0 ? 1 : 0);
        const std::size_t noted = m_noted.size() + m_notedEmpty;
        m_uniqueness = noted == 0 ? 0.0 : double(distinct) / double(noted);
        m_noted.clear();
    }

    /// The id that the next record meets most likely: errors mostly come in the order of the file.
    int likelyNext() const { return m_next; }
    int found() const { return m_found; }  ///< ids met
    qint64 hits() const { return m_hits; } ///< records that met an id
    /// Distinct values by noted values, 1 where all differ; known once finished.
    double uniqueness() const { return m_uniqueness; }
    /// The first of the id's records that was not given out yet, so that each time it is named means one of them; the
    /// last is given again where there are fewer. Nothing when no record met it.
    std::optional<RecordPlace> giveOut(int id)
    {
        if (m_last.empty() || m_last[std::size_t(id)].number == 0)
            return std::nullopt;
        const auto found = m_earlier.find(id);
        if (found == m_earlier.end() || found->second.empty())
            return m_last[std::size_t(id)];
        return takeFirst(found->second);
    }
    /// True where its values are a key, or nearly: a few duplicates are just what may have failed.
    bool isKey(qint64 records) const
    {
        constexpr qint64 fewRecords = 50;
        const bool seldomTwice = 2 * m_hits <= 3 * qint64(m_found);
        return m_found > 0 &&
               (seldomTwice || uniqueness() >= 0.9 || (records < fewRecords && m_hits <= 4 * qint64(m_found)));
    }

private:
    static RecordPlace takeFirst(std::vector<RecordPlace> &heap)
    {
        std::ranges::pop_heap(heap, std::greater(), &RecordPlace::number);
        const RecordPlace first = heap.back();
        heap.pop_back();
        return first;
    }
    void keepEarlier(int id, const RecordPlace &place, std::size_t most)
    {
        std::vector<RecordPlace> &heap = m_earlier[id];
        heap.push_back(place);
        std::ranges::push_heap(heap, std::greater(), &RecordPlace::number);
        if (heap.size() > most)
            takeFirst(heap);
    }

    std::vector<RecordPlace> m_last; ///< by id number; number 0 where no record met the id
    /// What stands before the last, for ids that are named several times: heaps, the first record on top.
    std::unordered_map<int, std::vector<RecordPlace>> m_earlier;
    std::unordered_map<int, RecordPlace> m_empty;
    std::vector<std::size_t> m_noted;
    std::size_t m_notedEmpty = 0;
    double m_uniqueness = 0;
    qint64 m_hits = 0;
    int m_found = 0;
    int m_next = 0;
};

} // namespace waybill
