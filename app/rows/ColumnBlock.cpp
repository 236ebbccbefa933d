#include "app/rows/ColumnBlock.h"

#include <algorithm>

namespace waybill {

qsizetype ColumnBlock::slotOf(qsizetype row) const
{
    if (m_rows.empty())
        return row < m_slots ? row : -1;
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), quint32(row));
    return found != m_rows.end() && *found == quint32(row) ? found - m_rows.begin() : -1;
}

qint64 ColumnBlock::bytes() const
{
    return qint64(sizeof(*this) + m_rows.capacity() * sizeof(quint32) + m_narrow.capacity() +
                  m_wide.capacity() * sizeof(quint16) + m_ends.capacity() * sizeof(quint32) + m_texts.capacity() +
                  m_kinds.capacity());
}

} // namespace waybill
