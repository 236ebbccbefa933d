#pragma once

#include "app/journal/EventDigest.h"
#include "app/journal/FailureRecord.h"
#include "app/journal/Journal.h"
#include "app/journal/Retention.h"

namespace waybill {

class Connection;
struct BoundSql;

/// The reads of a Journal, on a connection that cannot write. A profile without a journal reads as empty, until another
/// program makes one. One thread.
class JournalReader
{
public:
    /// `inspected` as with open.
    explicit JournalReader(QString path, bool inspected = false);
    ~JournalReader();

    /// Opens the file when it is there; the errors of inspectJournal. `inspected` when a writer of this process has the
    /// file open: looking into it then would be fatal, because closing any handle of a file drops all POSIX locks the
    /// process holds on it; another program that closes would take itself for the last one and remove the log.
    Result<void> open(bool inspected = false);

    Result<std::optional<Message>> message(MessageKey key);
    Result<QList<Message>> byMessageId(const QString &environment, const MessageId &id);
    Result<QList<Message>> byExecutionId(const QString &environment, const ExecutionId &id);
    Result<QList<Message>> messages(const MessageFilter &filter);
    /// Those of `keys` that are there, in no order.
    Result<QList<Message>> messages(const QList<MessageKey> &keys);
    /// The same with what a list shows of them only (see listedFrom): twice as quick.
    Result<QList<Message>> listed(const QList<MessageKey> &keys);
    Result<MessageCounts> counts(const QString &environment, const QDateTime &todaySince);
    Result<QList<Event>> events(MessageKey key, qint64 after, qsizetype most);
    Result<EventDigest> eventsInShort(MessageKey key);
    Result<QList<StatusSpan>> recentSpans(qsizetype newestEvents);
    Result<QList<StoredExchange>> exchanges(MessageKey key);
    Result<std::optional<Failure>> failure(MessageKey key, FailureReading how);
    Result<QList<MessageKey>> unexplained(const QDateTime &since, int limit);
    Result<std::optional<Message>> sameContent(const QString &environment, const ActivityId &job, const QString &sha256,
                                               std::optional<MessageKey> before);

    Result<QString> fact(const QString &name);
    Result<Retention> retention();
    Result<QStringList> contentsToDiscard();

    /// Whose events are newer than `event`, and the newest event's id; {} and `event` when nobody wrote since.
    struct News {
        QList<MessageKey> keys;
        QList<MessageKey> queued; ///< those of them that became *Queued*
        qint64 event = 0;
    };
    Result<News> newsSince(qint64 event);
    Result<qint64> newestEvent();

    /// The connection itself, for queries that have a class of their own; null while there is no journal to read.
    Result<Connection *> connection();

private:
    Result<QList<Message>> byId(const QString &column, const QString &environment, const QString &id);
    /// The error; damage is remembered for the next start.
    Error noted(Error error) const;
    /// All rows of a query, each made a value by `make`.
    template <class T, class Make>
    Result<QList<T>> list(const BoundSql &query, Make make);

    QString m_path;
    bool m_inspected = false;
    qint64 m_dataVersion = -1;
    std::unique_ptr<Connection> m_connection; ///< none while there is no journal to read
};

} // namespace waybill
