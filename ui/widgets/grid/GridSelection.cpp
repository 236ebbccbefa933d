#include "ui/widgets/grid/GridSelection.h"

#include <algorithm>
#include <numeric>

namespace waybill {

namespace {
GridSelection::Spans united(GridSelection::Spans spans)
{
    std::ranges::sort(spans);
    GridSelection::Spans result;
    for (const auto &[first, last] : spans) {
        if (!result.empty() && first <= result.back().second + 1)
            result.back().second = std::max(result.back().second, last);
        else
            result.emplace_back(first, last);
    }
    return result;
}
} // namespace

GridRange GridRange::intersected(const GridRange &other) const
{
    return {std::max(top, other.top), std::max(left, other.left), std::min(bottom, other.bottom),
            std::min(right, other.right)};
}

GridRange GridRange::between(int row, int place, int otherRow, int otherPlace)
{
    return {std::min(row, otherRow), std::min(place, otherPlace), std::max(row, otherRow), std::max(place, otherPlace)};
}

bool GridSelection::contains(int row, int place) const
{
    return std::ranges::any_of(m_ranges, [=](const GridRange &range) { return range.contains(row, place); });
}

qint64 GridSelection::cells() const
{
    return std::accumulate(m_ranges.begin(), m_ranges.end(), qint64(0),
                           [](qint64 sum, const GridRange &range) { return sum + range.cells(); });
}

GridSelection::Spans GridSelection::rows() const
{
    Spans spans;
    for (const GridRange &range : m_ranges)
        spans.emplace_back(range.top, range.bottom);
    return united(std::move(spans));
}

GridSelection::Spans GridSelection::places() const
{
    Spans spans;
    for (const GridRange &range : m_ranges)
        spans.emplace_back(range.left, range.right);
    return united(std::move(spans));
}

qint64 GridSelection::length(const Spans &spans)
{
    return std::accumulate(spans.begin(), spans.end(), qint64(0),
                           [](qint64 sum, const auto &span) { return sum + span.second - span.first + 1; });
}

void GridSelection::set(const GridRange &range)
{
    m_ranges.clear();
    if (!range.isEmpty())
        m_ranges.push_back(range);
}

void GridSelection::add(const GridRange &range)
{
    if (range.isEmpty())
        return;
    remove(range);
    m_ranges.push_back(range);
}

void GridSelection::remove(const GridRange &range)
{
    std::vector<GridRange> left;
    for (const GridRange &one : m_ranges) {
        const GridRange hole = one.intersected(range);
        if (hole.isEmpty()) {
            left.push_back(one);
            continue;
        }
        // What is above, below and at both sides of the hole.
        for (const GridRange &piece : {GridRange{one.top, one.left, hole.top - 1, one.right},
                                       GridRange{hole.bottom + 1, one.left, one.bottom, one.right},
                                       GridRange{hole.top, one.left, hole.bottom, hole.left - 1},
                                       GridRange{hole.top, hole.right + 1, hole.bottom, one.right}}) {
            if (!piece.isEmpty())
                left.push_back(piece);
        }
    }
    m_ranges = std::move(left);
}

} // namespace waybill
