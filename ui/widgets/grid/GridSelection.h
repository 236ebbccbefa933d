#pragma once

#include <QtGlobal>

#include <utility>
#include <vector>

namespace waybill {

/// Cells from a row to a row and from a place to a place, all included. Places are columns in the order shown.
struct GridRange {
    int top = 0;
    int left = 0;
    int bottom = -1;
    int right = -1;

    bool isEmpty() const { return bottom < top || right < left; }
    bool contains(int row, int place) const { return row >= top && row <= bottom && place >= left && place <= right; }
    qint64 cells() const { return isEmpty() ? 0 : qint64(bottom - top + 1) * (right - left + 1); }
    GridRange intersected(const GridRange &other) const;
    /// From one corner to the other, however they lie.
    static GridRange between(int row, int place, int otherRow, int otherPlace);
    bool operator==(const GridRange &) const = default;
};

/// What is selected in a grid, as ranges that do not overlap: a million rows cost what one cell costs.
class GridSelection
{
public:
    using Spans = std::vector<std::pair<int, int>>; ///< first and last, ascending, apart from each other

    const std::vector<GridRange> &ranges() const { return m_ranges; }
    bool isEmpty() const { return m_ranges.empty(); }
    bool contains(int row, int place) const;
    qint64 cells() const;
    /// The rows and the places in which at least one cell is selected.
    Spans rows() const;
    Spans places() const;
    static qint64 length(const Spans &spans);

    void clear() { m_ranges.clear(); }
    void set(const GridRange &range);
    void add(const GridRange &range);
    void remove(const GridRange &range);
    bool operator==(const GridSelection &) const = default;

private:
    std::vector<GridRange> m_ranges;
};

} // namespace waybill
