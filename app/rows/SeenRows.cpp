#include "app/rows/SeenRows.h"

#include "app/rows/CellHash.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace waybill {

namespace {
constexpr std::size_t fewestSlots = 1 << 12; ///< slots
}

bool SeenRows::contains(quint64 row) const
{
    if (m_slots.empty())
        return false;
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = row & mask; m_slots[at] != 0; at = (at + 1) & mask) {
        if (m_slots[at] == row)
            return true;
    }
    return false;
}

void SeenRows::insert(quint64 row)
{
    if (2 * (m_used + 1) > m_slots.size())
        grow();
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = row & mask;
    while (m_slots[at] != 0)
        at = (at + 1) & mask;
    m_slots[at] = row;
    ++m_used;
}

void SeenRows::grow()
{
    const std::vector<quint64> before = std::exchange(m_slots, {});
    m_slots.resize(std::max(fewestSlots, before.size() * 2));
    m_used = 0;
    for (const quint64 row : before) {
        if (row != 0)
            insert(row);
    }
}

void SeenRows::takePage(std::vector<quint64> rows)
{
    if (m_areAlike)
        return;
    for (quint64 &row : rows)
        row += row == 0; // which is a free slot's
    std::sort(rows.begin(), rows.end());
    if (std::adjacent_find(rows.begin(), rows.end()) != rows.end()) {
        m_areAlike = true;
        m_slots = {};
        return;
    }
    bool hasNew = false;
    for (const quint64 row : rows) {
        if (contains(row)) {
            ++m_repeated;
            continue;
        }
        hasNew = true;
        if (qint64(m_used) < mostRows)
            insert(row);
    }
    if (!rows.empty())
        m_pagesWithoutNew = hasNew ? 0 : m_pagesWithoutNew + 1;
}

RowNumbering::RowNumbering() : m_seed(QRandomGenerator::global()->generate64()) {}

void RowNumbering::beginPage(RowHandler *to)
{
    m_to = to;
    m_names.clear();
    m_rows.clear();
}

void RowNumbering::beginRow()
{
    m_row = 0;
    m_hasEtag = false;
    m_left = all;
    m_to->beginRow();
}

void RowNumbering::value(std::string_view name, const PageValue &value)
{
    if (m_left > 0) {
        count(name, value);
        --m_left;
    }
    m_to->value(name, value);
}

void RowNumbering::count(std::string_view name, const PageValue &value)
{
    const auto at = std::size_t(value.name);
    if (at >= m_names.size())
        m_names.resize(at + 1);
    if (m_names[at] == 0)
        m_names[at] = cellHash(name, m_seed) | 1;
    if (value.annotation && name == "@odata.etag") {
        m_hasEtag = true;
        if (m_left == all)
            m_left = behindEtag + 1;
    }
    m_row += cellHash(value.raw, m_names[at]); // sums do not mind the order
}

void RowNumbering::endRow()
{
    m_rows.push_back(m_row);
    m_haveEtags = m_haveEtags && m_hasEtag;
    m_to->endRow();
}

std::vector<quint64> RowNumbering::take()
{
    return std::exchange(m_rows, {});
}

} // namespace waybill
