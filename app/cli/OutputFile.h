#pragma once

#include "app/cli/Output.h"
#include "app/base/Ids.h"

#include <qcorotask.h>

#include <stop_token>

namespace waybill {

/// Whether a file can be written there: its folder exists and it is no folder itself. BadInput.
Result<void> checkOutputFile(const QString &path);

/// Copies in constant memory on a worker; `to` appears whole or not at all. Bytes copied; Storage, Cancelled.
QCoro::Task<Result<qint64>> copyFile(QString from, QString to, std::stop_token stop);

/// Says what was written: `{"key","output",what}` or a sentence.
void showWritten(Output &out, MessageKey key, const QString &path, const QString &what, qint64 count);

} // namespace waybill
