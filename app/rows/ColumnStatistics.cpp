#include "app/rows/ColumnStatistics.h"

#include "app/rows/CellOrder.h"

#include <algorithm>
#include <unordered_map>

namespace waybill {

namespace {

constexpr std::size_t rowsBetweenLooks = 4'096;

struct Key {
    CellClass cellClass;
    std::string_view text;

    bool operator==(const Key &) const = default;
};
struct KeyHash {
    std::size_t operator()(const Key &key) const
    {
        return std::hash<std::string_view>()(key.text) + std::size_t(key.cellClass);
    }
};
struct Counted {
    CellKind kind;
    qint64 count = 0;
    std::size_t place = 0; // among the values in the order in which they appear
};

class Counting
{
public:
    explicit Counting(qsizetype mostDistinct) : m_mostDistinct(std::size_t(mostDistinct)) {}

    void add(quint32 row, const CellView &cell)
    {
        ++m_all.rows;
        if (cell.kind == CellKind::Absent) {
            ++m_all.absent;
        } else if (cell.kind == CellKind::Null) {
            ++m_all.null;
        } else if (cell.text.empty()) {
            ++m_all.emptyTexts;
        } else if (const CellClass cellClass = classOf(cell); cellClass == CellClass::EmptyDate) {
            ++m_all.emptyDates;
        } else {
            ++m_all.values;
            addValue(row, cell, cellClass);
        }
    }

    ColumnStatistics take(int topCount)
    {
        m_all.distinct = qint64(m_values.size());
        std::vector<std::pair<Key, Counted>> values(m_values.begin(), m_values.end());
        const auto count = std::min(values.size(), std::size_t(std::max(topCount, 0)));
        std::partial_sort(values.begin(), values.begin() + std::ptrdiff_t(count), values.end(),
                          [](const auto &a, const auto &b) {
                              return a.second.count != b.second.count ? a.second.count > b.second.count
                                                                      : a.second.place < b.second.place;
                          });
        for (std::size_t i = 0; i < count; ++i)
            m_all.top.push_back({values[i].second.kind, std::string(values[i].first.text), values[i].second.count});
        return std::move(m_all);
    }

private:
    void addValue(quint32 row, const CellView &cell, CellClass cellClass)
    {
        const Key key{cellClass, cell.text};
        auto found = m_values.find(key);
        if (found != m_values.end()) {
            ++found->second.count;
            return; // the bounds know it already
        }
        if (m_values.size() < m_mostDistinct)
            m_values.emplace(key, Counted{cell.kind, 1, m_values.size()});
        else
            m_all.distinctExact = false;
        if (!m_all.min || compareCells(cell, m_least) < 0) {
            m_all.min = row;
            m_least = cell;
        }
        if (!m_all.max || compareCells(cell, m_most) > 0) {
            m_all.max = row;
            m_most = cell;
        }
    }

    std::size_t m_mostDistinct;
    ColumnStatistics m_all;
    CellView m_least;
    CellView m_most;
    std::unordered_map<Key, Counted, KeyHash> m_values;
};

} // namespace

std::optional<ColumnStatistics> columnStatistics(const RowStore &store, int column, std::span<const quint32> rows,
                                                 const std::stop_token &stop, int topCount, qsizetype mostDistinct)
{
    Counting counting(mostDistinct);
    CellReader cells(store, column);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i % rowsBetweenLooks == 0 && stop.stop_requested())
            return std::nullopt;
        counting.add(rows[i], cells.at(rows[i]));
    }
    return counting.take(topCount);
}

} // namespace waybill
