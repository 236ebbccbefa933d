#pragma once

#include "ui/widgets/RowTable.h"
#include "ui/widgets/grid/GridColumns.h"
#include "ui/widgets/grid/GridSelection.h"

#include <QAbstractScrollArea>

#include <optional>

namespace waybill {

class GridFilterStrip;
class GridHeader;
class GridModel;

/// The cells of a GridModel under their header: rows of one height, a gutter with row numbers, pinned columns at the
/// left. It looks at what is on screen only, so that its costs do not grow with the rows; what is selected are ranges.
/// Its accessible interface is a table whose children are the header and the cells on screen; any other cell is had by
/// row and column.
class GridView final : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit GridView(GridModel *model, QWidget *parent = nullptr);

    GridModel *model() const { return m_model; }
    GridColumns &columns() const;
    GridHeader *header() const { return m_header; }
    GridFilterStrip *filterStrip() const { return m_strip; }
    void setRowSize(RowSize size);

    /// -1 where there is none. Rows are those shown; columns as in the rows; places as shown.
    int currentRow() const { return m_row; }
    int currentColumn() const { return m_column; }
    int currentPlace() const;
    /// Makes a cell current, selects it alone and brings it into sight.
    void setCurrent(int row, int column);

    const GridSelection &selection() const { return m_selection; }
    void selectAll();
    void selectColumn(int column);
    void selectRows(int first, int last);
    void setSelection(const GridRange &range);

    int rowCount() const;
    int rowHeight() const { return m_rowHeight; }
    int gutterWidth() const { return m_gutter; }
    /// How many of the pinned columns fit in; those stay at the left.
    int frozenCount() const;
    /// From the left of the viewport to where the columns that scroll begin.
    int frozenWidth() const { return m_gutter + columns().left(frozenCount()); }
    /// The left edge of a place in the viewport.
    int placeLeft(int place) const;
    /// The part of a place that is not under a frozen column; null out of sight.
    QRect placeRect(int place, int top, int height) const;
    QRect cellRect(int row, int place) const;
    /// Rows on screen, the first and the last; the last is less than the first where there are none.
    std::pair<int, int> rowsOnScreen() const;
    /// Places on screen, also half of them; the last less than the first where there are none. Frozen ones lie before.
    std::pair<int, int> scrolledPlacesOnScreen() const;
    std::vector<int> placesOnScreen() const;
    /// -1 beside the cells.
    int rowAt(int y) const;
    int placeAt(int x) const;
    void bringIntoSight(int row, int place);

    /// Marks where this text stands in the cells; empty marks nothing.
    void setMarked(const QString &text);
    /// As wide as what is on screen of it and its title.
    void fitColumn(int column);
    /// Gives columns that nobody sized a width by their titles and first values.
    void suggestWidths();
    /// What stands in the middle while there are no rows.
    void setEmptyText(const QString &text);
    /// To be called when `columns()` were changed from outside; what was selected were places.
    void rearrange();
    /// The same when only widths were.
    void resizeColumns();
    /// The header cell's menu is wanted by the keyboard.
    void askForColumnMenu();

signals:
    void currentChanged();
    void selectionChanged();
    void sortWanted(int column, bool add);
    void columnMenuWanted(int column, const QPoint &at);
    void cellMenuWanted(const QPoint &at);
    /// Enter or a double click on a cell.
    void activated(int row, int column);
    /// A person arranged columns.
    void arranged();
    void copyWanted(bool withHeader);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void changeEvent(QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    bool viewportEvent(QEvent *event) override;

private:
    enum class Select { Only, Extend, Toggle };
    enum class Drag { None, Cells, Rows };

    void rowsChanged();
    void orderChanged();
    void updateGeometries();
    void place(int row, int place, Select how, bool wholeRows = false);
    void moveBy(QKeyEvent *event);
    bool moveTarget(const QKeyEvent *event, int &row, int &place) const;
    void drag(const QPoint &to);
    void showTip(const QPoint &at, const QPoint &global);
    void tellCurrent();

    GridModel *m_model;
    GridHeader *m_header;
    GridFilterStrip *m_strip;
    RowSize m_size = RowSize::Compact;
    int m_rowHeight = 24;
    int m_gutter = 40;
    int m_rows = 0; ///< as last seen
    int m_row = -1, m_column = -1;
    qsizetype m_currentStoreRow = -1;
    int m_anchorRow = 0, m_anchorPlace = 0; ///< where a selection that is being extended began
    GridRange m_extended;                   ///< its present range
    GridSelection m_selection;
    Drag m_drag = Drag::None;
    QPoint m_dragged;
    int m_dragTimer = 0;
    int m_hovered = -1;
    QString m_marked;
    QString m_emptyText;
};

} // namespace waybill
