#pragma once

#include "app/rows/Cell.h"
#include "app/rows/TextBytes.h"

#include <string>
#include <string_view>
#include <vector>

namespace waybill {

/// One column of one page, immutable once ColumnBuilder has made it; any number of threads may read it.
///
/// A *slot* is a cell that is there; rows without one are Absent and cost nothing. A slot shows an *entry*: its kind
/// and its text, which stand one behind the other in one piece of memory. Where values repeat, slots share entries
/// through codes of one or two bytes, or of none where there is only one entry; elsewhere each slot has its own.
class ColumnBlock
{
public:
    /// The slot of a row of the page; -1 where the cell is Absent.
    qsizetype slotOf(qsizetype row) const;
    qsizetype rowOf(qsizetype slot) const { return m_rows.empty() ? slot : qsizetype(m_rows[std::size_t(slot)]); }
    qsizetype slotCount() const { return m_slots; }

    qsizetype entryOf(qsizetype slot) const
    {
        if (!m_narrow.empty())
            return m_narrow[std::size_t(slot)];
        if (!m_wide.empty())
            return m_wide[std::size_t(slot)];
        return m_ends.size() == 1 ? 0 : slot;
    }
    /// Not more than there are slots, save where a row named a member twice.
    qsizetype entryCount() const { return qsizetype(m_ends.size()); }
    /// Slots share entries; otherwise slot n shows entry n.
    bool isShared() const { return qsizetype(m_ends.size()) != m_slots || !m_narrow.empty() || !m_wide.empty(); }

    CellKind kind(qsizetype entry) const { return m_kinds.empty() ? m_only : m_kinds[std::size_t(entry)]; }
    std::string_view text(qsizetype entry) const
    {
        const std::size_t begin = entry == 0 ? 0 : m_ends[std::size_t(entry) - 1];
        return {m_texts.data() + begin, m_ends[std::size_t(entry)] - begin};
    }
    /// The texts of all entries one behind the other, and where entry n ends in them.
    std::string_view texts() const { return {m_texts.data(), m_texts.size()}; }
    const std::vector<quint32> &ends() const { return m_ends; }

    /// The kinds of its entries.
    CellKinds kinds() const { return m_seen; }
    /// Bytes of memory, its own size included.
    qint64 bytes() const;

private:
    friend class ColumnBuilder;

    qsizetype m_slots = 0;
    std::vector<quint32> m_rows; // of each slot; empty: slot n is row n
    std::vector<quint8> m_narrow;
    std::vector<quint16> m_wide;
    std::vector<quint32> m_ends;
    TextBytes m_texts;
    std::vector<CellKind> m_kinds; // of each entry; empty: all are m_only
    CellKind m_only = CellKind::Null;
    CellKinds m_seen = 0;
};

} // namespace waybill
