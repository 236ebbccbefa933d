#pragma once

#include "app/base/Error.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace waybill {

/// A file below `catalogue/` in the profile, one of each kind an environment: `Test-3b1f….json`. Whatever characters
/// the name has, two names never share a file, also where file names know no case.
QString catalogueFile(const QString &profileFolder, const QString &environment, const QString &suffix);

/// The whole file, with room behind it for simdjson; nothing when there is none. Storage when it cannot be read or is
/// larger than a gigabyte. Any thread.
Result<std::optional<QByteArray>> readWholeFile(const QString &path);
/// Replaces it in one step, its folder made where it is missing. Storage. Any thread.
Result<void> replaceFile(const QString &path, const QByteArray &bytes);

} // namespace waybill
