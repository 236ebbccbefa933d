#include "ui/messages/EntityResultsModel.h"

#include "app/base/VisibleText.h"
#include "ui/messages/FailingRowsModel.h"
#include "ui/widgets/Texts.h"

namespace waybill {

namespace {

constexpr qsizetype longest = 200;

QString shown(const QString &foreign)
{
    return visibleText(foreign, LineEnds::AsSpaces, longest);
}

/// One side of an entity.
struct Side {
    QString status;
    std::optional<qint64> records, errors;

    /// Where records were stopped.
    bool isBad() const { return errors.value_or(0) > 0 || status.contains(u"error", Qt::CaseInsensitive); }
};

Side sideOf(const EntityResult &entity, int column)
{
    if (column == EntityResultsModel::StagingColumn)
        return {entity.stagingStatus, entity.stagingRecords, entity.stagingErrors};
    if (column == EntityResultsModel::TargetColumn)
        return {entity.targetStatus, entity.targetRecords, entity.targetErrors};
    return {};
}

QString textOf(const Side &side)
{
    if (!side.records && !side.errors)
        return shown(side.status);
    if (side.errors.value_or(0) == 0)
        return texts::number(side.records);
    return EntityResultsModel::tr("%1, %2 failed").arg(texts::number(side.records), texts::number(side.errors));
}

} // namespace

void EntityResultsModel::setEntities(const QList<EntityResult> &entities)
{
    if (entities == m_entities)
        return;
    beginResetModel();
    m_entities = entities;
    endResetModel();
}

int EntityResultsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entities.size());
}

int EntityResultsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EntityResultsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EntityResult &entity = m_entities[index.row()];
    const Side side = sideOf(entity, index.column());
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == NameColumn ? shown(entity.name) : textOf(side);
    case Qt::ToolTipRole:
        return index.column() == NameColumn ? shown(entity.name) : shown(side.status);
    case Qt::AccessibleDescriptionRole:
        return side.isBad() ? tr("Records failed here: %1").arg(shown(side.status)) : shown(side.status);
    case FailingRowsModel::GuiltyRole:
        return side.isBad();
    default:
        return {};
    }
}

QVariant EntityResultsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Entity");
    case StagingColumn:
        return tr("In staging");
    case TargetColumn:
        return tr("In the target");
    default:
        return {};
    }
}

} // namespace waybill
