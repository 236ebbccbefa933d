#pragma once

#include "app/http/HttpLog.h"
#include "app/journal/Download.h"
#include "app/journal/Message.h"

namespace waybill {

/// What was said to the service about a download, as far as the log of this program still has it: the calls to its job
/// and for its package between the dequeue and the acknowledgement.
QList<StoredExchange> exchangesOf(const Download &download, const std::deque<Exchange> &log, const QDateTime &now);

} // namespace waybill
