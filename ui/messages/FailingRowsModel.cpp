#include "ui/messages/FailingRowsModel.h"

#include "ui/widgets/Texts.h"

namespace waybill {

using namespace Qt::StringLiterals;

void FailingRowsModel::setRows(FailureAnalysis::FailingRows rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_records.clear();
    m_joined = true;
    endResetModel();
}

void FailingRowsModel::setErrors(QList<RecordError> errors)
{
    beginResetModel();
    m_rows = {{tr("Field")}, {}, errors.size()};
    m_records.clear();
    for (const RecordError &error : errors) {
        m_rows.rows << FailureAnalysis::FailingRow{error.line.value_or(0), {error.field}, -1, error.message};
        m_records << error.recordId;
    }
    m_joined = false;
    endResetModel();
}

int FailingRowsModel::firstGuiltyColumn() const
{
    for (const auto &row : m_rows.rows) {
        if (row.guiltyColumn >= 0)
            return row.guiltyColumn + 1;
    }
    return -1;
}

int FailingRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.rows.size());
}

int FailingRowsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_rows.columns.isEmpty() ? 0 : static_cast<int>(m_rows.columns.size()) + 2;
}

QVariant FailingRowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &row = m_rows.rows[index.row()];
    const int column = index.column();
    const bool guilty = column > 0 && !isMessageColumn(column) && row.guiltyColumn == column - 1;
    switch (role) {
    case Qt::DisplayRole:
        if (column == lineColumn)
            return m_joined ? texts::number(row.line) : m_records[index.row()];
        return isMessageColumn(column) ? QString(row.message).replace(u'\n', u' ') : row.cells.value(column - 1);
    case SortRole:
        return column == lineColumn && m_joined ? QVariant(row.line) : data(index, Qt::DisplayRole);
    case Qt::ToolTipRole:
        return row.message;
    case Qt::AccessibleDescriptionRole:
        return guilty ? tr("Failed: %1").arg(row.message) : QString();
    case Qt::TextAlignmentRole:
        return column == lineColumn && m_joined ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case GuiltyRole:
        return guilty;
    default:
        return {};
    }
}

QVariant FailingRowsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((section == lineColumn && m_joined ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (section == lineColumn)
        return m_joined ? tr("Line") : tr("Record");
    return isMessageColumn(section) ? tr("Why") : m_rows.columns.value(section - 1);
}

} // namespace waybill
