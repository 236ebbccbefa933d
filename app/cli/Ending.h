#pragma once

#include "app/journal/Journal.h"

#include <QList>

#include <stop_token>

namespace waybill {

/// Whether asking the service could still change this message: it is in flight.
bool mayStillChange(const Message &message);

/// Waits until asking could change none of them, then up to ten seconds for the counts of what was processed. False
/// when stopped before. Somebody else asks (StatusPoller).
QCoro::Task<bool> untilEnded(Journal &journal, QList<MessageKey> keys, std::stop_token stop);

} // namespace waybill
