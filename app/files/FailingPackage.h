#pragma once

#include "app/files/FailingRows.h"

#include <QMap>

namespace waybill {

/// Writes a package that can be mended and pushed again: of the entities in `numbers` (by name) the header and just the
/// records with these numbers, each data file under its own name; the manifest with only these entities in it, and the
/// package header, both otherwise byte for byte. Entities without failing rows are left out.
///
/// The package appears whole or not at all (`target` is replaced). Fails with NotFound when an entity or one of its
/// records is not in the package, BadInput when the package or a data file cannot be read (of a workbook no rows can be
/// taken) or the manifest has two such entities of one name or data file, Conflict when the target is the source,
/// Storage, Cancelled. Blocks: use a worker.
Result<WrittenRows> writeFailingPackage(const QString &source, const QString &target,
                                        const QMap<QString, std::vector<qint64>> &numbers, std::stop_token stop = {});

} // namespace waybill
