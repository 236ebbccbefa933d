#include "app/packages/RowHashes.h"

#include "app/rows/CellHash.h"

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
    Column &met = m_columns[std::size_t(column)];
    met.name = comparedName(QString::fromUtf8(name.data(), qsizetype(name.size())));
    // Never 0, which is that of a column not met yet.
    const auto *const units = reinterpret_cast<const char *>(met.name.utf16());
    met.seed = cellHash({units, std::size_t(met.name.size()) * 2}, m_plan.seed) | 1;
    met.counts = !m_plan.left.contains(met.name);
    for (std::size_t key = 0; key < m_plan.keys.size(); ++key)
        met.keys |= m_plan.keys[key].contains(met.name) ? 1U << key : 0U;
}

void RowHashes::beginRow()
{
    m_row = 0;
    std::fill_n(m_key, m_plan.keys.size(), 0);
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
    m_kept.add(value.name, value.text);
    if (!known.counts)
        return;
    // Sums do not mind the order.
    const quint64 cell = cellHash(value.text, known.seed);
    m_row += cell;
    for (unsigned keys = known.keys; keys != 0; keys &= keys - 1) {
        const auto key = std::size_t(std::countr_zero(keys));
        m_key[key] += cell;
    }
}

void RowHashes::endRow()
{
    m_rows.push_back(m_row);
    m_kept.endRow();
    for (std::size_t key = 0; key < m_plan.keys.size(); ++key) {
        m_keys[key].push_back(m_key[key]);
    }
    ++m_bytes;
    if (m_bytes >= toldAfter && m_took) {
        m_took(m_bytes);
        m_bytes = 0;
    }
}

} // namespace waybill
