#pragma once

#include "app/base/Error.h"
#include "app/base/Ids.h"
#include "app/journal/Failure.h"
#include "app/journal/MessageState.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

#include <optional>

namespace waybill {

/// A mark of the operator, not a state: takes the row out of *Needs attention* and erases nothing.
struct Handled {
    QDateTime atUtc;
    QString by; ///< the system's user name
    QString note;
    bool operator==(const Handled &) const = default;
};

/// One row of the journal: a file that was or will be sent, or a message that another program sent.
struct Message {
    MessageKey key{};
    QString environment;
    QString job; ///< name of the recurring data job
    ActivityId activityId;
    QString entity;  ///< label; empty for packages
    QString company; ///< legal entity; may be empty
    QString file;    ///< name without folders; empty for tracked messages
    std::optional<qint64> bytes;
    QString sha256; ///< lower-case hex; names the payload in the PayloadStore; empty for tracked messages
    std::optional<qint64> records; ///< data rows counted in the file; missing for packages and unread formats
    MessageId messageId;
    ExecutionId executionId;
    MessageState state = MessageState::Queued;
    QString status; ///< the service's last word, verbatim; null while there is none
    QDateTime createdUtc;
    QDateTime sentUtc;    ///< when the first byte was about to leave; null before
    QDateTime changedUtc; ///< last change of state or status
    std::optional<qint64> stagingRecords, targetRecords;
    bool countsKnown = false; ///< the counts after *Processed* were asked for and answered, or given up
    std::optional<MessageKey> attemptOf;
    std::optional<Handled> handled;
    std::optional<Error> error; ///< set for Held, Rejected and Unconfirmed
    QStringList requestIds;     ///< of answers to the enqueue, `header: value`, for support
    QString owner;              ///< mark of the program that appended it (ProgramMark)

    bool operator==(const Message &) const = default;

    bool final() const { return row(state).final; }
    /// Processed, but fewer reached the target than staging held.
    bool arrivedPartly() const
    {
        return state == MessageState::Succeeded && stagingRecords && targetRecords && *targetRecords < *stagingRecords;
    }
    bool needsAttention() const { return !handled && (row(state).needsAttention || arrivedPartly()); }
    /// The outcome is bad: Failed, Rejected, or arrived only partly.
    bool badOutcome() const
    {
        return state == MessageState::Failed || state == MessageState::Rejected || arrivedPartly();
    }
};

enum class EventSource { Local, Service };

/// One thing that happened to a message; never rewritten.
struct Event {
    QDateTime atUtc;
    EventSource source = EventSource::Local;
    QString what;   ///< a state's word of ours, or exactly the service's word
    QString detail; ///< plain text, free of secrets
    qint64 id = 0;  ///< its place in the journal it was read from; says nothing of the event itself

    bool operator==(const Event &other) const
    {
        return atUtc == other.atUtc && source == other.source && what == other.what && detail == other.detail;
    }
};

/// What the operator appends; the payload is already in the PayloadStore (or there is none, for tracked messages).
struct NewMessage {
    QString environment, job;
    ActivityId activityId;
    QString entity, company, file;
    std::optional<qint64> bytes, records;
    QString sha256;
    std::optional<MessageKey> attemptOf;
    MessageState state = MessageState::Queued; ///< Queued; InFlight for tracked messages
    MessageId messageId;                       ///< of tracked messages
    ExecutionId executionId;
};

/// The file that a tracked message gets later; its copy is in the PayloadStore.
struct AttachedFile {
    QString name; ///< without folders
    qint64 bytes = 0;
    QString sha256;
};

/// One event and what it changes in its row; what is not set stays. Written in one transaction.
struct MessageChange {
    MessageKey key{};
    Event event = {};
    std::optional<MessageState> state = {};
    std::optional<QString> status = {};
    std::optional<MessageId> messageId = {};
    std::optional<ExecutionId> executionId = {};
    std::optional<qint64> stagingRecords = {}, targetRecords = {};
    std::optional<bool> countsKnown = {};
    std::optional<QDateTime> sentUtc = {};
    std::optional<Handled> handled = {};
    std::optional<Error> error = {}; ///< set with Held, Rejected, Unconfirmed; any other new state clears the old one
    std::optional<QStringList> requestIds = {};
    std::optional<QString> owner = {};
    std::optional<AttachedFile> file = {}; ///< refused (Conflict) for a row that has one
    /// If not empty: the change is refused (Conflict) when the row is in none of these states at commit.
    QList<MessageState> onlyFrom = {};
    /// Likewise refused when the row is marked handled already: two programs cannot both decide.
    bool onlyUnhandled = false;
    /// If not empty: likewise refused when the row belongs to another program by now (ProgramMark).
    QString onlyOwner = {};
    /// False for facts that are no event of their own (counts, execution id): the row changes, no event is written.
    bool writesEvent = true;
};

/// One exchange with the service that belongs to a message; already free of tokens, secrets and signatures.
struct StoredExchange {
    QDateTime atUtc;
    QString purpose; ///< such as `enqueue` or `GetExecutionErrors`
    QString method, url;
    int httpStatus = 0; ///< 0: no answer
    qint64 milliseconds = 0;
    qint64 bytesSent = 0, bytesReceived = 0;
    QStringList requestIds;
    QString answer; ///< the beginning of the answer's body, or what went wrong
};

} // namespace waybill
