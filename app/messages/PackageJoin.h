#pragma once

#include "app/base/Error.h"
#include "app/journal/Failure.h"

#include <stop_token>

namespace waybill {

/// Joins errors to the lines inside a package's data files. The service names no entity in an error (protocol.md
/// section 3, item 4): it is joined where the keys of exactly one entity match, and only there; `entity`, `record` and
/// `line` of the others stay as they are. The column names of all files that were read. Blocks: call it on a worker.
/// Files that cannot be read as records (workbooks) take no part. Fails when the package itself cannot be read, one of
/// its files cannot be unpacked for want of room, or a stop came.
Result<QStringList> joinToPackage(const QString &path, QList<RecordError> &errors, std::stop_token stop);

} // namespace waybill
