#pragma once

#include "ui/widgets/grid/GridCopy.h"
#include "ui/widgets/grid/GridOrder.h"

#include <QObject>

class QMenu;

namespace waybill {

class GridView;

/// The menus of a grid's titles and cells. What concerns the view alone they do themselves.
class GridMenus final : public QObject
{
    Q_OBJECT

public:
    explicit GridMenus(GridView *view);

    void openColumnMenu(int column, const QPoint &at);
    void openCellMenu(const QPoint &at);
    /// A click on a title: ascending, descending, not at all; `add` leaves the other columns in the order.
    void sortNext(int column, bool add);

signals:
    void orderWanted(const waybill::GridOrder &order);
    void filterFieldWanted(int column);
    void statisticsWanted(int column);
    void columnsWanted(const QPoint &at);
    void copyWanted(waybill::GridCopy::As as);
    void detailsWanted();
    void filterWanted(const QString &term);
    void openRecordWanted(qsizetype row);
    void relationWanted(qsizetype row, const QString &column);
    void chartWanted(const QStringList &columns);

private:
    void setSort(int column, bool descending, bool add);
    void addFilters(QMenu *menu, int row, int column);
    void narrow(const GridFilter &filter);
    /// How a null is written, to be chosen.
    void addNullMenu(QMenu *menu);
    void hide(int column);
    void move(int column, int by);

    GridView *m_view;
};

/// The names of the columns in which something is selected.
QStringList selectedColumns(const GridView &view);

} // namespace waybill
