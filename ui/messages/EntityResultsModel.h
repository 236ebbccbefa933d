#pragma once

#include "app/journal/Failure.h"

#include <QAbstractTableModel>

namespace waybill {

/// What became of each entity in staging and target: how many records, how many of them failed; the service's word for
/// it stands in the tooltip, and in the cell where it gave no counts.
class EntityResultsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, StagingColumn, TargetColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setEntities(const QList<EntityResult> &entities);
    QString name(int row) const { return m_entities.value(row).name; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<EntityResult> m_entities;
};

} // namespace waybill
