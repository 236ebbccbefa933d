#include "ui/dashboard/FiguresModel.h"

namespace waybill {

void FiguresModel::setFigures(const ChartFigures &figures)
{
    if (figures == m_figures)
        return;
    const bool sameShape = figures.series == m_figures.series &&
                           figures.categories.size() == m_figures.categories.size() &&
                           figures.categoryTitle == m_figures.categoryTitle;
    if (!sameShape)
        beginResetModel();
    m_figures = figures;
    if (!sameShape)
        endResetModel();
    else if (!m_figures.categories.isEmpty())
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

const Opening &FiguresModel::opening(const QModelIndex &index) const
{
    const ChartCategory &category = m_figures.categories[index.row()];
    return index.column() == CategoryColumn ? category.opening : category.marks[index.column() - 1].opening;
}

int FiguresModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_figures.categories.size());
}

int FiguresModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_figures.series.size()) + 1;
}

QVariant FiguresModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ChartCategory &category = m_figures.categories[index.row()];
    if (index.column() == CategoryColumn)
        return role == Qt::DisplayRole || role == Qt::ToolTipRole ? QVariant(category.name) : QVariant();
    const int series = index.column() - 1;
    switch (role) {
    case Qt::DisplayRole:
        return valueText(category.marks[series].value, m_figures.series[series].measure);
    case Qt::ToolTipRole:
        return markText(m_figures, index.row(), series);
    case Qt::TextAlignmentRole:
        return int(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant FiguresModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == Qt::DisplayRole)
        return section == CategoryColumn ? m_figures.categoryTitle : m_figures.series[section - 1].name;
    if (role == Qt::TextAlignmentRole && section != CategoryColumn)
        return int(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

} // namespace waybill
