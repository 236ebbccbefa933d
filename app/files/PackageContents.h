#pragma once

#include "app/base/Error.h"
#include "app/files/ZipReader.h"

#include <QStringList>

namespace waybill {

/// One entity of a package as its manifest names it (protocol.md section 7).
struct PackageEntity {
    QString name;          ///< the entity's label
    QString file;          ///< the data file, as the manifest writes it
    bool disabled = false; ///< nothing of it is imported
    bool mapped = false;   ///< it has a list of mapped fields; without one nothing is imported, silently
    qsizetype entry = -1;  ///< the data file's place in the zip; -1 when it is not there
    bool operator==(const PackageEntity &) const = default;
};

/// What a data package holds.
struct PackageContents {
    QString definitionGroup;       ///< the data project it was made in
    QList<PackageEntity> entities; ///< in the order of the manifest
    QStringList troubles;          ///< what will go wrong with it, a sentence each
    bool operator==(const PackageContents &) const = default;
};

/// Reads the manifest of a package: UTF-8 or UTF-16, or else taken for Windows-1252. BadInput when there is none, or it
/// is no XML, too large (4 MB) or names more than 1,000 entities; the zip's errors. Blocks, for an instant.
Result<PackageContents> readPackage(ZipReader &zip);
Result<PackageContents> readPackage(const QString &path);

/// The manifest with only the entities at these places left in it, otherwise byte for byte, in whatever encoding.
/// BadInput too when what is left would be read as other text.
Result<QByteArray> manifestWithOnly(ZipReader &zip, const QList<qsizetype> &entities);

} // namespace waybill
