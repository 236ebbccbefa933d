#pragma once

#include "app/files/Record.h"

#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace waybill {

/// Where one candidate for the key (a column, or several joined) met the wanted ids while a file was read.
class KeyMatches
{
public:
    /// The record met the id of this number; `wanted` is how many ids there are. The last record that meets it counts:
    /// of records with one key the earlier is taken and the later refused as a duplicate.
    void meet(int id, const RecordPlace &place, int wanted)
    {
        if (m_places.empty())
            m_places.resize(std::size_t(wanted));
        m_found += m_places[std::size_t(id)].number == 0 ? 1 : 0;
        ++m_hits;
        m_places[std::size_t(id)] = place;
    }
    /// Notes a value's hash to learn whether the values repeat; only the first ones are kept.
    void note(std::size_t hash)
    {
        constexpr qint64 mostNoted = 20'000;
        if (m_noted < mostNoted) {
            ++m_noted;
            m_values.insert(hash);
        }
    }

    /// A record whose number is this id has nothing in this column: a record without a key can only be named by its
    /// number. Of these only the first ones are kept.
    void meetEmpty(int id, const RecordPlace &place)
    {
        constexpr std::size_t mostEmpty = 5'000;
        if (m_empty.size() < mostEmpty)
            m_empty.emplace(id, place);
    }
    /// Gives the ids that met no value the record without one that has their number.
    void fillFromEmpty(int wanted)
    {
        for (const auto &[id, place] : m_empty) {
            if (m_places.empty() || m_places[std::size_t(id)].number == 0)
                meet(id, place, wanted);
        }
        m_empty.clear();
    }

    int found() const { return m_found; }  ///< ids met
    qint64 hits() const { return m_hits; } ///< records that met an id
    /// Distinct values by noted values, 1 where all differ.
    double uniqueness() const { return m_noted == 0 ? 0.0 : double(m_values.size()) / double(m_noted); }
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
    std::unordered_set<std::size_t> m_values;
    qint64 m_hits = 0;
    qint64 m_noted = 0;
    int m_found = 0;
};

} // namespace waybill
