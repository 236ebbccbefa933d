#pragma once

#include "ui/dashboard/ChartFigures.h"

#include <QAbstractTableModel>

namespace waybill {

/// The figures of one chart as a table: a row a category, a column a series after the category's name.
class FiguresModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    static constexpr int CategoryColumn = 0;

    using QAbstractTableModel::QAbstractTableModel;

    const ChartFigures &figures() const { return m_figures; }
    void setFigures(const ChartFigures &figures);
    /// What a cell opens: the messages of its mark, or of the whole category in the first column.
    const Opening &opening(const QModelIndex &index) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    ChartFigures m_figures;
};

} // namespace waybill
