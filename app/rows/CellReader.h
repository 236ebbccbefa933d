#pragma once

#include "app/rows/RowStore.h"

namespace waybill {

/// The kind and text of a cell.
struct CellView {
    CellKind kind = CellKind::Absent;
    std::string_view text;
};

/// Reads the cells of one column, quickest where rows follow each other. It keeps a reference to the store, which must
/// not grow meanwhile.
class CellReader
{
public:
    CellReader(const RowStore &store, int column) : m_store(store), m_column(column), m_kinds(store.kinds(column)) {}

    CellView at(qsizetype row)
    {
        if (row < m_first || row >= m_end)
            enter(row);
        const qsizetype slot = m_cells == nullptr ? -1 : m_cells->slotOf(row - m_first);
        if (slot < 0)
            return {};
        const qsizetype entry = m_cells->entryOf(slot);
        return {kindIn(m_kinds, m_cells->kind(entry)), m_cells->text(entry)};
    }

private:
    void enter(qsizetype row)
    {
        const RowStore::Piece &piece = m_store.pieceOf(row);
        m_first = piece.first;
        m_end = piece.first + piece.block->rows();
        m_cells = piece.cells(m_column);
    }

    const RowStore &m_store;
    int m_column;
    CellKinds m_kinds;
    qsizetype m_first = 0;
    qsizetype m_end = 0;
    const ColumnBlock *m_cells = nullptr;
};

} // namespace waybill
