#pragma once

#include "app/journal/Message.h"

#include <chrono>

namespace waybill {

/// One message that is followed, and when it is best asked about again.
struct Watch {
    MessageKey key{};
    MessageId messageId; ///< empty: an execution that is tracked without its message
    ExecutionId executionId;
    MessageState state = MessageState::InFlight;
    QString status;
    QDateTime inStateSince;
    QDateTime lastAsked; ///< invalid: not yet
    int failures = 0;    ///< questions in a row that brought trouble of its own
    bool urgent = false; ///< asked for by a person: goes first
    bool asking = false; ///< a call is under way

    /// How long to leave it alone after a question: a fifth of the time it has been in its state, from half a second to
    /// a minute, for what has been there for hours up to a quarter of an hour, a day for what was given up. Longer
    /// after failures.
    std::chrono::milliseconds interval(const QDateTime &now) const;
    QDateTime due(const QDateTime &now) const;
    /// How overdue it is, in intervals: what waits longest in its own measure goes first, so nothing starves.
    double pressure(const QDateTime &now) const;
};

/// What a row asks of the poller: nothing, or to be watched.
std::optional<Watch> watchFor(const Message &message);

} // namespace waybill
