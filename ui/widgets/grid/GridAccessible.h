#pragma once

#include <QAccessibleWidget>
#include <QHash>

namespace waybill {

class GridView;

/// What assistive tools see of a GridView: a table of all rows and shown columns. Its children are the titles and the
/// cells on screen; a cell anywhere is had by cellAt. Nothing here costs more for more rows. Columns are places.
class GridAccessible final : public QAccessibleWidget, public QAccessibleTableInterface
{
public:
    explicit GridAccessible(GridView *view);
    ~GridAccessible() override;

    /// The child that is this cell; -1 where it is not on screen.
    int childOf(int row, int place) const;
    QAccessibleInterface *titleAt(int place) const { return made(titleRow, place); }

    void *interface_cast(QAccessible::InterfaceType type) override;
    QString text(QAccessible::Text type) const override;
    QAccessible::State state() const override;
    int childCount() const override;
    QAccessibleInterface *child(int index) const override;
    int indexOfChild(const QAccessibleInterface *child) const override;
    QAccessibleInterface *childAt(int x, int y) const override;
    QAccessibleInterface *focusChild() const override;

    QAccessibleInterface *caption() const override { return nullptr; }
    QAccessibleInterface *summary() const override { return nullptr; }
    QAccessibleInterface *cellAt(int row, int place) const override;
    int selectedCellCount() const override;
    /// Those on screen.
    QList<QAccessibleInterface *> selectedCells() const override;
    QString columnDescription(int place) const override;
    QString rowDescription(int row) const override;
    int selectedColumnCount() const override;
    int selectedRowCount() const override;
    int columnCount() const override;
    int rowCount() const override;
    QList<int> selectedColumns() const override;
    /// Those on screen.
    QList<int> selectedRows() const override;
    bool isColumnSelected(int place) const override;
    bool isRowSelected(int row) const override;
    bool selectRow(int row) override;
    bool selectColumn(int place) override;
    bool unselectRow(int row) override;
    bool unselectColumn(int place) override;
    void modelChange(QAccessibleTableModelChangeEvent *event) override;

private:
    static constexpr int titleRow = -1;

    GridView *view() const;
    QAccessibleInterface *made(int row, int place) const;

    /// Cells that were asked for, oldest first away beyond a bound.
    mutable QHash<quint64, QAccessible::Id> m_made;
    mutable QList<quint64> m_age;
};

/// Makes Qt ask for our interface; any number of times.
void installGridAccessible();
/// Null where accessibility knows nothing of it.
const GridAccessible *gridAccessible(GridView *view);

} // namespace waybill
