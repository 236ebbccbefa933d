#pragma once

#include "app/cli/Services.h"

namespace waybill {

/// How a verb sends and what it prints.
struct SendHow {
    bool wait = false;    ///< follow each to its end
    bool asArray = false; ///< an array of messages, even of one; else one object
};

/// Sends *Queued* rows of this program and prints what became of each; beside another program that sends, that one
/// sends them, and this one follows them in the journal, ready to take its place. Follows to the end if asked. The time
/// in which a file's bytes move or its turn is awaited does not count. What provably never left is *Held* when time is
/// over. The exit code is the worst of all.
QCoro::Task<Result<ExitCode>> sendAndReport(Services &services, QList<MessageKey> keys, SendHow how);

/// Makes a row that a dead program left *Sending* what it is, *Unconfirmed*, before something is decided on it. Nothing
/// for other rows. NotFound for an unknown key.
QCoro::Task<Result<void>> judgeAbandoned(Services &services, MessageKey key);

/// Says on standard error why the program does not end at once: what it began for another program is not cut.
void noteOthers(Services &services, MessageDesk &desk);

/// The line that tells how far an upload is.
QString sendingText(MessageKey key, qint64 sent, qint64 total);

/// What a message's state means for the exit code: after sending, or after it was also waited for.
ExitCode exitCodeOf(const Message &message, bool waitedFor);

} // namespace waybill
