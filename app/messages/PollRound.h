#pragma once

#include "app/messages/LookPlan.h"
#include "app/messages/Watch.h"

#include <QSet>

#include <stop_token>

namespace waybill {

/// What StatusPoller follows in one environment. No I/O.
struct PollRound {
    QString environment;
    QHash<MessageKey, Watch> watches;
    LookPlan plan;
    bool dispatching = false; ///< its coroutine runs
    int running = 0;          ///< questions under way
    int failures = 0;         ///< in a row that were the environment's
    QSet<MessageKey> failing; ///< with trouble of their own, since the last one that was answered
    QDateTime pausedUntil;    ///< after a failure of the environment or the journal
    QString trouble;
    QDateTime lastPass; ///< when the coroutine last looked at the clock
    std::stop_source nap;

    /// Follows the row, or no longer, as it is now.
    void take(const Message &message, const QDateTime &now);
    /// What was heard of it could not be written: the service is asked anew, when the journal may be writable again.
    void unwritten(MessageKey key, const QDateTime &now);
    /// The coroutine goes on at once.
    void wake() { nap.request_stop(); }
    /// Notices that the machine slept or the clock was set: everything is asked about soon then.
    void pass(const QDateTime &now);
    bool paused(const QDateTime &now) const;
    /// How many questions may be under way: one tries whether a service is back.
    int lanes() const;

    /// The question about this one was answered: the service is there.
    void answered();
    /// It was not. True when that keeps the whole environment from being asked for a while.
    bool failed(MessageKey key, const Error &error, const QDateTime &now);
    /// Counts one more question about it that failed: true where it has met nothing but trouble of its own for long.
    bool isInLastingTrouble(MessageKey key, const Error &error);
    /// The service answered about it.
    void outOfTrouble(MessageKey key);
    /// When the next question goes out; invalid when nothing is followed.
    QDateTime nextLook(const QDateTime &now) const;
};

/// Trouble that may be that of one message alone; all other is its environment's.
bool mayBeItsOwn(const Error &error);
/// The service answered, but not about this message: it does not know the id, or refuses it.
bool saysNothingOfIt(const Error &error);

} // namespace waybill
