#pragma once

#include "app/journal/Download.h"
#include "app/journal/Message.h"

namespace waybill {

class Connection;

// What belongs to a download besides its row and events. Inside a transaction of the writer, or on a reading
// connection.

/// The newest 100 of a download are kept.
Result<void> writeDownloadExchange(Connection &connection, DownloadKey key, const StoredExchange &exchange);
Result<QList<StoredExchange>> readDownloadExchanges(Connection &connection, DownloadKey key);
Result<void> writeFollowUp(Connection &connection, DownloadKey key, const FollowUpOutcome &outcome);
Result<QList<FollowUpOutcome>> readFollowUps(Connection &connection, DownloadKey key);

} // namespace waybill
