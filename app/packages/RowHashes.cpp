#include "app/packages/RowHashes.h"

#include <QHashFunctions>

#include <algorithm>
#include <bit>

namespace waybill {

namespace {
constexpr qint64 toldAfter = 1 << 20; ///< bytes
}

QString comparedName(QStringView name)
{
    return name.toString().toCaseFolded();
}

void RowHashes::meet(std::string_view name, int column)
{
    if (std::size_t(column) >= m_columns.size())
        m_columns.resize(std::size_t(column) + 1);
    const QString compared = comparedName(QString::fromUtf8(name.data(), qsizetype(name.size())));
    Column &met = m_columns[std::size_t(column)];
    // Never 0, which is that of a column not met yet.
    met.seed = qHash(compared, m_plan.seed) | 1;
    met.counts = !m_plan.left.contains(compared);
    for (std::size_t key = 0; key < m_plan.keys.size(); ++key)
        met.keys |= m_plan.keys[key].contains(compared) ? 1U << key : 0U;
}

void RowHashes::beginRow()
{
    m_row = 0;
    std::fill_n(m_key, m_plan.keys.size(), 0);
    std::fill_n(m_cells, m_plan.keys.size(), 0);
}

void RowHashes::value(std::string_view name, const PageValue &value)
{
    if (value.text.empty())
        return;
    const auto column = std::size_t(value.name);
    if (column >= m_columns.size() || m_columns[column].seed == 0)
        meet(name, value.name);
    const Column &known = m_columns[column];
    m_bytes += qint64(value.text.size()) + 1;
    if (!known.counts)
        return;
    const quint64 cell = qHashBits(value.text.data(), value.text.size(), known.seed);
    // Sums do not mind the order; a product keeps them from meeting.
    const quint64 mixed = (cell ^ (cell >> 32)) * 0x9E3779B97F4A7C15;
    m_row += mixed;
    for (unsigned keys = known.keys; keys != 0; keys &= keys - 1) {
        const auto key = std::size_t(std::countr_zero(keys));
        m_key[key] += mixed;
        ++m_cells[key];
    }
}

void RowHashes::endRow()
{
    m_rows.push_back(m_row);
    for (std::size_t key = 0; key < m_plan.keys.size(); ++key) {
        m_keys[key].push_back(m_key[key]);
        m_whole[key] += m_cells[key] == m_plan.keys[key].size() ? 1 : 0;
    }
    ++m_bytes;
    if (m_bytes >= toldAfter && m_took) {
        m_took(m_bytes);
        m_bytes = 0;
    }
}

} // namespace waybill
