#pragma once

#include "ui/widgets/grid/GridColumns.h"
#include "ui/widgets/grid/GridOrderRows.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace waybill {

class RowStore;
template <class Outcome>
class GridJob;

/// What a cell shows: one line that is safe to show, bounded.
struct GridCell {
    enum class Kind { Absent, Null, Text, Number, Boolean, Time, Nested };
    Kind kind = Kind::Absent;
    QString text; ///< empty for Absent and Null, and for F&O's empty date
};

/// The rows of a RowStore, all or some, in an order of its own; its columns as the store numbers them. A worker works
/// out order and filters, which are then swapped in; until then the rows stand as before. GUI thread.
class GridModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr qsizetype longestCell = 300;      ///< characters
    static constexpr qsizetype longestTooltip = 2'000; ///< characters

    explicit GridModel(QObject *parent = nullptr);
    ~GridModel() override;

    void setStore(std::shared_ptr<RowStore> store);
    /// Null before there is one.
    const std::shared_ptr<RowStore> &store() const { return m_store; }
    /// Looks for rows and columns that the store has got since.
    void takeAppended();

    GridColumns &columns() { return m_columns; }
    const GridColumns &columns() const { return m_columns; }
    void setAbout(const std::vector<GridColumn> &about);

    const GridOrder &order() const { return m_order; }
    void setOrder(const GridOrder &order);
    bool isOrdering() const;
    /// What the rows that are shown were ordered by.
    const GridOrder &shownOrder() const { return m_shownOrder; }
    /// Goes back to the order and the filters that are shown.
    void stopOrdering();

    /// The store's rows by row shown; null: all as they are.
    std::shared_ptr<const RowNumbers> permutation() const { return m_permutation; }
    qsizetype storeRow(int row) const;
    /// -1 for a row that is filtered out.
    int rowOf(qsizetype storeRow) const;

    GridCell cell(int row, int column) const;
    /// The value as served, at most so many characters of it, line ends kept.
    QString whole(int row, int column, qsizetype longest) const;
    /// What is to be said of the cell beyond its text; often nothing.
    QString tooltip(int row, int column) const;
    bool isNumeric(int column) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

signals:
    /// A worker began or ended.
    void orderingChanged(bool busy);
    /// There are others, or more is known of them.
    void columnsChanged();

private:
    void takeNames();
    void begin();
    void take(std::shared_ptr<const RowNumbers> rows, qsizetype seen);
    QString timeText(qsizetype row, int column) const;

    std::shared_ptr<RowStore> m_store;
    GridColumns m_columns;
    GridOrder m_order;                               ///< wanted
    GridOrder m_shownOrder;                          ///< worked out
    std::shared_ptr<const RowNumbers> m_permutation; ///< null: the store's own order
    int m_rows = 0;                                  ///< as announced
    qsizetype m_seen = 0;                            ///< of the store's rows, those that m_permutation was made of
    std::unique_ptr<GridJob<GridOrdered>> m_work;
};

} // namespace waybill
