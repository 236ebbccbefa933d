#pragma once

#include "ui/widgets/grid/GridColumn.h"
#include "ui/widgets/grid/GridLayoutState.h"

#include <optional>
#include <vector>

namespace waybill {

/// The columns of a grid and how they are arranged. A column is a number as in the rows; a place is a number in the
/// order shown, pinned ones first. Lengths are device-independent pixels.
class GridColumns
{
public:
    static constexpr int leastWidth = 40;
    static constexpr int mostWidth = 1'600;

    /// The names of all columns; those known before keep what is known of them.
    void setNames(const QStringList &names);
    /// What a catalogue knows, by name; may come before the names.
    void setAbout(const std::vector<GridColumn> &about);

    int count() const { return int(m_columns.size()); }
    const GridColumn &about(int column) const { return m_columns[size_t(column)].about; }
    /// The label, or the name, as one line that is safe to show.
    QString title(int column) const;
    /// -1 where there is none.
    int columnNamed(const QString &name) const { return m_byName.value(name, -1); }

    int shownCount() const { return int(m_shown.size()); }
    int columnAt(int place) const { return m_shown[size_t(place)]; }
    /// -1 for a hidden column.
    int placeOf(int column) const { return m_places[size_t(column)]; }
    bool isHidden(int column) const { return m_columns[size_t(column)].hidden; }
    bool isPinned(int column) const { return m_columns[size_t(column)].pinned; }
    int pinnedCount() const { return m_pinned; }

    /// From the left of the first place, nothing scrolled.
    int left(int place) const { return m_lefts[size_t(place)]; }
    int width(int place) const { return m_lefts[size_t(place) + 1] - m_lefts[size_t(place)]; }
    int pinnedWidth() const { return m_lefts[size_t(m_pinned)]; }
    int totalWidth() const { return m_lefts.back(); }
    /// The place that has `x`, measured as left() is; -1 beyond the last one.
    int placeAt(int x) const;
    /// Whether a person, or restored state, gave this column its width.
    bool isSized(int column) const { return m_columns[size_t(column)].sized; }

    /// Moves a column to where another one stands; it becomes pinned or not as its new neighbours are.
    void move(int place, int to);
    /// The last shown column cannot be hidden: returns false.
    bool setHidden(int column, bool hidden);
    void setPinned(int column, bool pinned);
    void setWidth(int column, int width);
    /// Widths by column that hold until a person chooses others; 0 leaves one as it is.
    void suggestWidths(const std::vector<int> &widths);

    GridLayoutState state() const;
    void restore(const GridLayoutState &state);
    QStringList shownNames() const;

private:
    struct Column {
        GridColumn about;
        int width = 120;
        bool hidden = false;
        bool pinned = false;
        bool sized = false;
    };

    void applyState();
    void arrange();

    std::vector<Column> m_columns;
    QHash<QString, int> m_byName;
    QHash<QString, GridColumn> m_about;
    std::vector<int> m_order; ///< all columns, hidden ones where they would stand
    std::vector<int> m_shown;
    std::vector<int> m_places;   ///< by column
    std::vector<int> m_lefts{0}; ///< by place, and the total
    int m_pinned = 0;
    std::optional<GridLayoutState> m_state; ///< restored; names may still come
};

} // namespace waybill
