#pragma once

#include "app/base/Error.h"
#include "app/files/ZipReader.h"

#include <QStringList>

namespace waybill {

/// One entity of a package as its manifest names it (protocol.md section 7).
struct PackageEntity {
    QString name;   ///< the entity's label
    QString target; ///< its target entity
    QString file;   ///< the data file, as the manifest writes it
    QString format; ///< such as `CSV`, `XML-Element`
    bool disabled = false;
    bool mapped = false;  ///< it has a list of mapped fields; without one nothing is imported, silently
    qsizetype entry = -1; ///< the data file's place in the zip; -1 when it is not there
    bool operator==(const PackageEntity &) const = default;
};

/// What a data package holds.
struct PackageContents {
    QString definitionGroup; ///< the data project it was made in
    QString description;
    QList<PackageEntity> entities; ///< in the order of the manifest
    QStringList troubles;          ///< what will go wrong with it, a sentence each
    bool operator==(const PackageContents &) const = default;
};

/// Reads the manifest of a package. BadInput when there is none, or it is no XML or too large (4 MB); the zip's errors.
/// Blocks, for an instant.
Result<PackageContents> readPackage(ZipReader &zip);
Result<PackageContents> readPackage(const QString &path);

/// The manifest with only the entities at these places left in it, otherwise byte for byte.
Result<QByteArray> manifestWithOnly(ZipReader &zip, const QList<qsizetype> &entities);

} // namespace waybill
