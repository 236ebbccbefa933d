#pragma once

#include "app/journal/FailureParts.h"
#include "app/journal/Message.h"

#include <QVariantList>

class QSqlQuery;

namespace waybill {

class Connection;

/// How a Failure stands in the journal: a row of few columns, and the long parts in pieces in a table of their own.
/// Replaces what was known before; inside a transaction.
Result<void> writeFailureRecord(Connection &connection, MessageKey key, const PackedFailure &failure);

enum class FailureReading {
    InShort, ///< the first errors, and how many there are besides
    Whole,
};
/// What is kept of the message, if anything. Storage when a piece cannot be read.
Result<std::optional<Failure>> readFailureRecord(Connection &connection, MessageKey key, FailureReading how);
/// All errors of the message; none when nothing is kept.
Result<QList<RecordError>> readFailureErrors(Connection &connection, MessageKey key);
/// The bytes of the file at `place` in Failure::files; empty when there are none.
Result<QByteArray> readFailureFile(Connection &connection, MessageKey key, int place);

/// Messages that failed or arrived partly, still need somebody, changed since then, and whose failure material is not
/// complete in the journal; newest first, at most `limit`.
Result<QList<MessageKey>> readUnexplained(Connection &connection, const QDateTime &since, int limit);

} // namespace waybill
