#pragma once

#include "app/journal/FailureParts.h"
#include "app/journal/Message.h"

namespace waybill {

class Connection;

// What is written inside a transaction of the writer; each call may leave half of its rows behind when it fails, and
// the caller takes them back. All in the writer's thread.

/// Appends a row with its first event, created at `now`.
Result<MessageKey> appendMessage(Connection &connection, const NewMessage &message, const QString &owner,
                                 const QDateTime &now);
/// Checks the change's conditions against the row as it is now, writes the row and the event.
Result<void> writeChange(Connection &connection, const MessageChange &change);
Result<void> writeRecords(Connection &connection, MessageKey key, qint64 records);
/// Keeps the newest 200 of a message.
Result<void> writeExchange(Connection &connection, MessageKey key, const StoredExchange &exchange);
Result<void> writeFailure(Connection &connection, MessageKey key, const PackedFailure &failure);

/// The row of a key, on any connection.
Result<std::optional<Message>> readMessage(Connection &connection, MessageKey key);
/// The newest row in the same environment with the same message id, or execution id where it has no message id, on any
/// connection; none where it has neither.
Result<std::optional<MessageKey>> rowLike(Connection &connection, const NewMessage &message);

} // namespace waybill
