#pragma once

#include "app/environments/exchange/ImportedEnvironments.h"

namespace waybill {

/// Environments and their jobs as a file to be shared, shaped like `environments.json`: no secrets, and of a client
/// certificate the file's name only.
QByteArray exportOf(const QList<Environment> &environments);
/// The same into a file, which is replaced if it is there; Storage.
Result<void> exportTo(const QString &path, const QList<Environment> &environments);

/// Reads what exportOf wrote, or an `environments.json`. What cannot be used of it becomes a note. BadInput for another
/// shape and for a newer version.
Result<ImportedEnvironments> fromExport(const QJsonObject &root);

} // namespace waybill
