#pragma once

#include "app/packages/PackageManifest.h"
#include "app/packages/PackageSearch.h"

#include <QAbstractTableModel>

namespace waybill {

/// The places where a text stands in a package, in the order found.
class HitsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { FileColumn, PlaceColumn, TextColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void clear(const QList<PackageFile> &files);
    void append(const QList<PackageHit> &hits);
    const PackageHit &at(int row) const { return m_hits[row]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<PackageFile> m_files;
    QList<PackageHit> m_hits;
};

/// An entity's mapping: which column of the data file goes into which field.
class MapsModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { ColumnColumn, FieldColumn, FlagsColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setFields(const QList<ManifestField> &fields);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<ManifestField> m_fields;
};

} // namespace waybill
