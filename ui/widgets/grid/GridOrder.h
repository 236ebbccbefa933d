#pragma once

#include <QString>

#include <vector>

namespace waybill {

struct GridSortKey {
    int column = 0;
    bool descending = false;
    bool operator==(const GridSortKey &) const = default;
};

/// What a column's values must be like for a row to stay.
struct GridFilter {
    enum class Is { Containing, NotContaining, Equal, NotEqual, Less, AtMost, Greater, AtLeast, Null, NotNull };

    int column = 0;
    Is is = Is::Containing;
    QString text; ///< of Containing in any case of letters; numbers and times are compared as such

    /// As a person types it: `retail` is contained, `=retail` equal, `!retail` not contained, `!=`, `<`, `<=`, `>`,
    /// `>=` compare, `null` and `!null` ask for the missing value. A text in quotes is taken as it is.
    static GridFilter typed(int column, const QString &text);
    /// What typed() reads as this.
    QString asTyped() const;
    bool operator==(const GridFilter &) const = default;
};

/// Which rows a grid shows and in which order. Columns are numbered as in the rows.
struct GridOrder {
    std::vector<GridSortKey> sort;   ///< the first decides first; rows that are equal in all keep their order
    std::vector<GridFilter> filters; ///< all must hold
    QString anywhere;                ///< some column contains it, in any case of letters

    bool isFiltered() const { return !filters.empty() || !anywhere.isEmpty(); }
    /// All rows as they came.
    bool isPlain() const { return sort.empty() && !isFiltered(); }
    bool operator==(const GridOrder &) const = default;
};

} // namespace waybill
