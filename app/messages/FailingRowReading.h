#pragma once

#include "app/base/Error.h"
#include "app/journal/Failure.h"
#include "app/messages/FailingRowTable.h"

#include <stop_token>

namespace waybill {

/// The rows that joined errors name, with the cell each message speaks of: one table, in a package one for each entity
/// that has failing rows, and after these one of the errors that no row could be told for. Blocks: call it on a worker.
Result<QList<FailingRowTable>> readFailingRows(const QString &path, const QList<RecordError> &errors,
                                               std::stop_token stop);

/// Writes the header and just those rows, byte for byte, to `output` (replaced atomically); of a package a new package
/// with the entities that have failing rows, each with just these. The number of rows. Blocks.
Result<qint64> writeFailingRows(const QString &path, const QList<RecordError> &errors, const QString &output,
                                std::stop_token stop);

} // namespace waybill
