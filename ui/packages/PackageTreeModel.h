#pragma once

#include "app/packages/PackageManifest.h"

#include <QStandardItemModel>

namespace waybill {

/// What a package consists of, as a tree: its entities in the order in which they run (unit and level, then
/// sequence), and all files of the zip.
class PackageTreeModel final : public QStandardItemModel
{
    Q_OBJECT

public:
    enum Column { NameColumn, FormatColumn, SizeColumn, ColumnCount };
    enum Role {
        EntryRole = Qt::UserRole, ///< place in PackageInside::files; -1 where there is none
        EntityRole,               ///< place in PackageManifest::entities; -1 where there is none
    };

    using QStandardItemModel::QStandardItemModel;

    void show(const PackageInside &inside);
    /// The first entity's file, or the first file that has rows, or the first file; invalid where there is none.
    QModelIndex firstOfInterest() const;
    /// The file of that place, among the files.
    QModelIndex fileAt(qsizetype entry) const;

private:
    void addEntities(const PackageInside &inside);
    void addFiles(const PackageInside &inside);
    static QList<QStandardItem *> line(const QString &name, const QString &format, const QString &size, qsizetype entry,
                                       qsizetype entity, const QString &tooltip);

    QStandardItem *m_files = nullptr;
    QStandardItem *m_first = nullptr;
};

} // namespace waybill
