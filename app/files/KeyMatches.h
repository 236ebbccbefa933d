#pragma once

#include "app/files/Record.h"

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace waybill {

/// Where one candidate for the key (a column, or several joined) met the wanted ids while a file was read.
class KeyMatches
{
public:
    /// The record met the id of this number; `wanted` is how many ids there are. The last record that meets it counts,
    /// in whichever order they are read: of records with one key the earlier is taken and the later refused as a
    /// duplicate.
    void meet(int id, const RecordPlace &place, int wanted)
    {
        if (m_places.empty())
            m_places.resize(std::size_t(wanted));
        RecordPlace &met = m_places[std::size_t(id)];
        m_found += met.number == 0 ? 1 : 0;
        ++m_hits;
        m_next = id + 1;
        if (met.number < place.number)
            met = place;
    }
    /// Whether values are noted still, to learn whether they repeat: only the first ones are.
    bool noting() const
    {
        constexpr std::size_t mostNoted = 20'000;
        return m_noted.size() < mostNoted;
    }
    /// Notes a value's hash.
    void note(std::size_t hash) { m_noted.push_back(hash); }

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
    void finish(int wanted)
    {
        for (const auto &[id, place] : m_empty) {
            if (m_places.empty() || m_places[std::size_t(id)].number == 0)
                meet(id, place, wanted);
        }
        m_empty.clear();
        std::ranges::sort(m_noted);
        const auto repeated = std::ranges::unique(m_noted);
        m_uniqueness = m_noted.empty() ? 0.0 : 1.0 - double(repeated.size()) / double(m_noted.size());
        m_noted.clear();
    }

    /// The id that the next record meets most likely: errors mostly come in the order of the file.
    int likelyNext() const { return m_next; }
    int found() const { return m_found; }  ///< ids met
    qint64 hits() const { return m_hits; } ///< records that met an id
    /// Distinct values by noted values, 1 where all differ; known once finished.
    double uniqueness() const { return m_uniqueness; }
    /// By id number; number 0 where no record met the id. Empty when nothing was met.
    const std::vector<RecordPlace> &places() const { return m_places; }
    /// True where its values are a key, or nearly: a few duplicates are just what may have failed.
    bool isKey(qint64 records) const
    {
        constexpr qint64 fewRecords = 50;
        const bool seldomTwice = 2 * m_hits <= 3 * qint64(m_found);
        return m_found > 0 &&
               (seldomTwice || uniqueness() >= 0.9 || (records < fewRecords && m_hits <= 4 * qint64(m_found)));
    }

private:
    std::vector<RecordPlace> m_places;
    std::unordered_map<int, RecordPlace> m_empty;
    std::vector<std::size_t> m_noted;
    double m_uniqueness = 0;
    qint64 m_hits = 0;
    int m_found = 0;
    int m_next = 0;
};

} // namespace waybill
