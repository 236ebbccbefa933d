#pragma once

#include "app/base/Error.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace waybill {

/// A file below `catalogue/` in the profile, one of each kind an environment: `Test-3b1f….json`. Whatever characters
/// the name has, two names never share a file, also where file names know no case.
QString catalogueFile(const QString &profileFolder, const QString &environment, const QString &suffix);

/// All of an environment's files go, or get the names that belong to `after`, in the place of what was there. Storage
/// when one could not; the others did. Blocks for a few small steps. Any thread.
Result<void> removeCatalogueFiles(const QString &profileFolder, const QString &environment);
Result<void> renameCatalogueFiles(const QString &profileFolder, const QString &before, const QString &after);

/// The whole file, with room behind it for simdjson; nothing when there is none. Storage when it cannot be read or is
/// larger than a gigabyte. Any thread.
Result<std::optional<QByteArray>> readWholeFile(const QString &path);
/// Replaces it in one step, its folder made where it is missing. Storage. Any thread.
Result<void> replaceFile(const QString &path, const QByteArray &bytes);

} // namespace waybill
