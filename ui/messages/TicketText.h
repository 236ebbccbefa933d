#pragma once

#include "app/environments/Environment.h"
#include "app/journal/EventDigest.h"

namespace waybill {

/// Everything a ticket needs about one message, as plain text: file, job, ids, times local and UTC, cause, failing
/// lines. `failure` may be null.
QString ticketText(const Environment &environment, const Message &message, const EventDigest &events,
                   const Failure *failure, const QList<StoredExchange> &exchanges);

} // namespace waybill
