#pragma once

#include "app/base/Clock.h"
#include "app/base/Error.h"

#include <stop_token>

namespace waybill {

/// Writes the whole history of a journal to `file` (HistoryLine.h), as it is at one moment, in constant memory;
/// programs that write go on. The file appears whole or not at all, for its owner only. The answer is the number of
/// messages. On a worker: blocks. Storage, Cancelled, NotFound where there is no journal.
Result<qint64> exportHistory(const QString &journal, const QString &file, const QDateTime &now, std::stop_token stop);

} // namespace waybill
