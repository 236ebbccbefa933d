#include "ui/messages/FailingRowsModel.h"

#include "ui/widgets/Texts.h"

namespace waybill {

using namespace Qt::StringLiterals;

void FailingRowsModel::setTable(FailingRowTable table)
{
    beginResetModel();
    m_table = std::move(table);
    endResetModel();
}

int FailingRowsModel::firstGuiltyColumn() const
{
    constexpr qsizetype looked = 1'000;
    for (qsizetype row = 0; row < qMin(looked, m_table.size()); ++row) {
        if (m_table.guiltyColumn(row) >= 0)
            return m_table.guiltyColumn(row) + 1;
    }
    return -1;
}

int FailingRowsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_table.size());
}

int FailingRowsModel::columnCount(const QModelIndex &parent) const
{
    if (parent.isValid() || m_table.columns.isEmpty())
        return 0;
    // Records without a line have their id in the place of the line.
    return static_cast<int>(m_table.columns.size()) + (m_table.placed ? 2 : 1);
}

QStringView FailingRowsModel::cell(int row, int column) const
{
    return m_table.cell(row, m_table.placed ? column - 1 : column);
}

QVariant FailingRowsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const int column = index.column();
    const bool line = column == firstColumn && m_table.placed;
    const bool guilty = m_table.placed && column > 0 && !isMessageColumn(column) &&
                        m_table.guiltyColumn(row) == column - 1;
    switch (role) {
    case Qt::DisplayRole:
        if (line)
            return texts::number(m_table.line(row));
        return (isMessageColumn(column) ? m_table.message(row) : cell(row, column)).toString();
    case SortRole:
        return line ? QVariant(m_table.line(row)) : data(index, Qt::DisplayRole);
    case Qt::ToolTipRole:
        return m_table.message(row).toString();
    case Qt::AccessibleDescriptionRole:
        return guilty ? tr("Failed: %1").arg(m_table.message(row)) : QString();
    case Qt::TextAlignmentRole:
        return line ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
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
        return QVariant((section == firstColumn && m_table.placed ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    if (isMessageColumn(section))
        return tr("Why");
    if (m_table.placed)
        return section == firstColumn ? tr("Line") : m_table.columns.value(section - 1);
    return section == firstColumn ? tr("Record") : tr("Field");
}

} // namespace waybill
