#include "ui/widgets/grid/GridFieldsModel.h"

#include "ui/style/Palette.h"
#include "ui/widgets/grid/GridModel.h"

#include <QGuiApplication>

namespace waybill {

using namespace Qt::StringLiterals;

GridFieldsModel::GridFieldsModel(const GridModel *model, QObject *parent) : QAbstractTableModel(parent), m_model(model)
{
}

void GridFieldsModel::setRow(int row)
{
    std::vector<int> columns;
    const GridColumns &all = m_model->columns();
    for (int place = 0; row >= 0 && place < all.shownCount(); ++place)
        columns.push_back(all.columnAt(place));
    for (int column = 0; row >= 0 && column < all.count(); ++column) {
        if (all.isHidden(column))
            columns.push_back(column);
    }
    if (columns == m_columns && !columns.empty()) {
        m_row = row;
        emit dataChanged(index(0, 0), index(rowCount() - 1, 1));
        return;
    }
    beginResetModel();
    m_row = row;
    m_columns = std::move(columns);
    endResetModel();
}

int GridFieldsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_columns.size());
}

int GridFieldsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 2;
}

QVariant GridFieldsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || m_row >= m_model->rowCount())
        return {};
    const int column = columnOf(index.row());
    if (index.column() == 0) {
        if (role == Qt::DisplayRole)
            return m_model->columns().title(column);
        if (role == Qt::ToolTipRole)
            return m_model->columns().about(column).name;
        if (role == Qt::ForegroundRole)
            return paletteOf(QGuiApplication::palette()).muted;
        return {};
    }
    const GridCell cell = m_model->cell(m_row, column);
    const bool missing = cell.kind == GridCell::Kind::Null || cell.kind == GridCell::Kind::Absent;
    switch (role) {
    case Qt::DisplayRole:
        return cell.kind == GridCell::Kind::Null ? u"null"_s : missing ? u"–"_s : cell.text;
    case Qt::ForegroundRole:
        return missing ? QVariant(paletteOf(QGuiApplication::palette()).muted) : QVariant();
    case Qt::ToolTipRole: {
        const QString words = m_model->tooltip(m_row, column);
        return words.isEmpty() ? m_model->whole(m_row, column, GridModel::longestTooltip) : words;
    }
    default:
        return {};
    }
}

QVariant GridFieldsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == 0 ? tr("Field") : tr("Value");
}

} // namespace waybill
