#pragma once

#include "app/journal/HistoryMerge.h"
#include "app/journal/Journal.h"

#include <stop_token>

namespace waybill {

/// Merges an exported history into the journal (HistoryMerge.h), in short transactions and constant memory. The whole
/// file is looked at before anything is written: BadInput names the line that is wrong. What was merged before the
/// import was ended (Cancelled) or the disk failed stays, whole messages always, and importing again goes on from
/// there: nothing is doubled. The journal outlives it. Looking at the file blocks; merging it does not.
QCoro::Task<Result<Imported>> importHistory(Journal *journal, QString file, QDateTime now, std::stop_token stop);

} // namespace waybill
