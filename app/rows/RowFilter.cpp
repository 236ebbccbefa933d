#include "app/rows/RowFilter.h"

#include "app/rows/CellOrder.h"
#include "app/rows/TextSearch.h"

#include <algorithm>

namespace waybill {

namespace {

/// A mark for each row of a piece.
using Marks = std::vector<quint8>;
using Piece = RowStore::Piece;

/// Calls `found(entry)` once for each entry of the column that has the text.
template <class Found>
void searchEntries(const ColumnBlock &cells, TextSearch search, const Found &found)
{
    if (search.foldsBeyondAscii()) {
        for (qsizetype entry = 0; entry < cells.entryCount(); ++entry) {
            if (search.isIn(cells.text(entry)))
                found(entry);
        }
        return;
    }
    // Through all texts at once; what reaches over the end of one is no match.
    const std::string_view texts = cells.texts();
    search.tuneTo(texts);
    const std::vector<quint32> &ends = cells.ends();
    auto end = ends.begin();
    for (std::size_t at = search.find(texts); at != std::string_view::npos;) {
        // Matches are mostly near each other: double the steps.
        for (std::ptrdiff_t step = 1; *end <= at; step *= 2) {
            const auto far = ends.end() - end > step ? end + step : ends.end();
            if (far == ends.end() || *far > at) {
                end = std::upper_bound(end, far, quint32(at));
                break;
            }
            end = far;
        }
        const auto entry = qsizetype(end - ends.begin());
        if (at + search.size() <= *end) {
            found(entry);
            at = search.find(texts, *end);
        } else {
            at = search.find(texts, at + 1);
        }
    }
}

/// Marks the rows of a piece whose slot shows a marked entry.
void markSlots(const ColumnBlock &cells, const Marks &entries, Marks &rows)
{
    for (qsizetype slot = 0; slot < cells.slotCount(); ++slot)
        rows[std::size_t(cells.rowOf(slot))] |= entries[std::size_t(cells.entryOf(slot))];
}

void markContaining(const ColumnBlock &cells, const TextSearch &search, Marks &rows)
{
    if (!cells.isShared()) {
        searchEntries(cells, search, [&](qsizetype entry) { rows[std::size_t(cells.rowOf(entry))] = 1; });
        return;
    }
    Marks entries(std::size_t(cells.entryCount()), 0);
    bool any = false;
    searchEntries(cells, search, [&](qsizetype entry) {
        entries[std::size_t(entry)] = 1;
        any = true;
    });
    if (any)
        markSlots(cells, entries, rows);
}

void markEqual(const ColumnBlock &cells, CellKinds kinds, const CellView &wanted, Marks &rows)
{
    Marks entries(std::size_t(cells.entryCount()), 0);
    for (qsizetype entry = 0; entry < cells.entryCount(); ++entry)
        entries[std::size_t(entry)] =
            isSameValue({kindIn(kinds, cells.kind(entry)), cells.text(entry)}, wanted) ? 1 : 0;
    markSlots(cells, entries, rows);
}

class Filter
{
public:
    Filter(const RowStore &store, const RowCondition &condition)
        : m_store(store), m_condition(condition),
          m_search(condition.text, condition.matchCase ? TextSearch::Case::Matters : TextSearch::Case::Folded)
    {
    }

    /// Clears the marks of the rows for which the condition does not hold.
    void apply(const Piece &piece, Marks &rows, const std::stop_token &stop) const
    {
        if (m_condition.is == RowCondition::Is::Containing && m_search.isEmpty())
            return;
        Marks hits(rows.size(), 0);
        if (m_condition.is != RowCondition::Is::Containing) {
            equal(piece, hits);
        } else if (m_condition.column != RowCondition::anyColumn) {
            if (const ColumnBlock *const cells = piece.cells(m_condition.column))
                markContaining(*cells, m_search, hits);
        } else {
            for (const RowBlock::Column &column : piece.block->columns()) {
                if (stop.stop_requested())
                    return;
                markContaining(column.cells, m_search, hits);
            }
        }
        const quint8 turn = m_condition.is == RowCondition::Is::Different ? 1 : 0;
        for (std::size_t row = 0; row < rows.size(); ++row)
            rows[row] &= hits[row] ^ turn;
    }

private:
    void equal(const Piece &piece, Marks &hits) const
    {
        const CellView wanted{m_condition.kind, m_condition.text};
        const ColumnBlock *const cells = piece.cells(m_condition.column);
        // Rows without the cell are like those with null.
        if (isSameValue({}, wanted)) {
            std::fill(hits.begin(), hits.end(), quint8(1));
            for (qsizetype slot = 0; cells != nullptr && slot < cells->slotCount(); ++slot)
                hits[std::size_t(cells->rowOf(slot))] = 0;
        }
        if (cells != nullptr)
            markEqual(*cells, m_store.kinds(m_condition.column), wanted, hits);
    }

    const RowStore &m_store;
    const RowCondition &m_condition;
    TextSearch m_search;
};

} // namespace

RowCondition conditionOf(const RowStore &store, qsizetype row, int column, RowCondition::Is is)
{
    return {is, column, std::string(store.text(row, column)), store.kind(row, column)};
}

std::optional<RowNumbers> filteredRows(const RowStore &store, std::span<const RowCondition> conditions,
                                       const std::stop_token &stop, qsizetype from)
{
    std::vector<Filter> filters;
    for (const RowCondition &condition : conditions)
        filters.emplace_back(store, condition);
    RowNumbers kept;
    for (const Piece &piece : store.pieces()) {
        const qsizetype rows = piece.block->rows();
        if (piece.first + rows <= from)
            continue;
        Marks marks(std::size_t(rows), 1);
        for (const Filter &filter : filters) {
            if (stop.stop_requested())
                return std::nullopt;
            filter.apply(piece, marks, stop);
        }
        for (qsizetype row = std::max(qsizetype(0), from - piece.first); row < rows; ++row) {
            if (marks[std::size_t(row)] != 0)
                kept.push_back(quint32(piece.first + row));
        }
    }
    return stop.stop_requested() ? std::nullopt : std::optional(std::move(kept));
}

} // namespace waybill
