#pragma once

#include "ui/widgets/grid/GridColumn.h"
#include "ui/widgets/grid/GridCopy.h"
#include "ui/widgets/grid/GridLayoutState.h"
#include "ui/widgets/grid/GridProgress.h"

#include <QWidget>

#include <memory>
#include <vector>

class QSplitter;
class QStackedWidget;

namespace waybill {

class EmptyState;
class GridBar;
class GridFindBar;
class GridFinding;
class GridFooter;
class GridInspector;
class GridMenus;
class GridModel;
class GridView;
class RowStore;
struct GridOrder;

/// Everything that shows the rows of a RowStore: quick filters, the grid, find, a row's inspector and a footer. Nothing
/// it does waits for the rows: filters, sorting, finding, statistics and copying run on workers and can be stopped.
/// GUI thread.
class GridPane final : public QWidget
{
    Q_OBJECT

public:
    explicit GridPane(QWidget *parent = nullptr);
    ~GridPane() override;

    /// Null shows nothing. Sorting and filters go, the arrangement of columns stays. The store stays the caller's to
    /// append to, in this thread; setProgress() or rowsAppended() tells that there are more.
    void setStore(std::shared_ptr<RowStore> store);
    void rowsAppended();
    /// May come before or after the rows; columns it does not name are shown by what their values are.
    void setColumns(std::vector<GridColumn> columns);

    GridLayoutState layoutState() const;
    /// May come before the columns are known.
    void restoreLayoutState(const GridLayoutState &state);
    /// Names, in the order shown.
    QStringList shownColumns() const;
    /// The store's rows as filtered and sorted; null: all as they came.
    std::shared_ptr<const RowNumbers> shownRows() const;

    /// How far reading is; looks for appended rows, too.
    void setProgress(const GridProgress &progress);
    /// What stands where rows would, when there are none.
    void setEmptyTexts(const QString &title, const QString &sentence);

    GridView *view() const { return m_view; }

signals:
    /// A term that a query's `$filter` may take in by `and`, such as `CustomerGroupId eq '30'`.
    void filterWanted(const QString &term);
    /// Rows are numbered as in the store.
    void openRecordWanted(qsizetype row);
    void relationWanted(qsizetype row, const QString &column);
    void chartWanted(const QStringList &columns);
    /// A person moved, hid, pinned or sized columns.
    void layoutStateChanged();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Work;

    void setUpBar();
    void setUpView();
    void setUpKeys();
    void setOrder(const GridOrder &order);
    void typeFilter(int column, const QString &text);
    void showOrder();
    void showRows();
    void showSelection();
    void showInspector(bool shown);
    void goSomewhere();
    void showStatistics(int column);
    void chooseColumns(const QPoint &at);
    void copy(GridCopy::As as);
    QStringList chartColumns() const;

    GridModel *m_model;
    GridBar *m_bar;
    GridView *m_view;
    GridMenus *m_menus;
    GridInspector *m_inspector;
    GridFindBar *m_findBar;
    GridFinding *m_finding;
    GridFooter *m_footer;
    EmptyState *m_empty;
    QStackedWidget *m_pages;
    QSplitter *m_splitter;
    std::unique_ptr<Work> m_work;
};

} // namespace waybill
