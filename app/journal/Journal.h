#pragma once

#include "app/base/Clock.h"
#include "app/base/Error.h"
#include "app/journal/AnswerAwaiter.h"
#include "app/journal/EventDigest.h"
#include "app/journal/FailureParts.h"
#include "app/journal/Message.h"
#include "app/journal/MessageFilter.h"
#include "app/journal/StatusSpan.h"

#include <QObject>
#include <qcorotask.h>

#include <functional>
#include <memory>
#include <type_traits>

namespace waybill {

class Connection;
class JournalReader;
struct OpenedJournal;
struct Rescue;
struct Retention;
struct WrittenGroup;

/// Figures for the chips of one environment.
struct MessageCounts {
    qint64 needsAttention = 0, inFlight = 0, succeeded = 0, today = 0, all = 0;
};

/// The history of all messages of a profile: an SQLite database (WAL, synchronous=FULL) with one writer thread of its
/// own. A message's present state is the last of its events; events are never rewritten.
///
/// Lives in the thread that made it; all calls and the signal happen there. Reads are plain SQL on a connection of this
/// thread and see everything that was committed, also by other programs. Writes go to the writer thread in order.
class Journal : public QObject
{
    Q_OBJECT
public:
    enum class Access { ReadWrite, ReadOnly };

    /// Opens (and with ReadWrite makes) `journal.sqlite` in `folder`. A journal of a newer version is refused and left
    /// untouched (ErrorKind::Storage). One of an older version is copied and brought forward with ReadWrite, which
    /// takes seconds where it is large (JournalMigration.h); ReadOnly reads it as it is. ReadOnly of a profile without
    /// journal reads as empty. With ReadWrite a damaged journal is kept beside and a new one begun with what is sound:
    /// rescue().
    static Result<std::unique_ptr<Journal>> open(const QString &folder, std::shared_ptr<const Clock> clock,
                                                 Access access);
    /// Goes on with one that was opened for writing in any thread (JournalOpening.h).
    static Result<std::unique_ptr<Journal>> take(OpenedJournal opened, std::shared_ptr<const Clock> clock);
    /// Writes what was recorded, then closes. Coroutines that still wait for a write are never resumed.
    ~Journal() override;

    /// Appends rows in the given order in one durable transaction, each with its first event. Done after fsync.
    /// `alongWith` is part of the transaction: such as the mark *handled* on the row a new attempt replaces. NotFound
    /// when `attemptOf` names no row.
    QCoro::Task<Result<QList<MessageKey>>> append(QList<NewMessage> messages, QString owner,
                                                  QList<MessageChange> alongWith = {});
    /// Writes one change durably; done after fsync. Conflict when `onlyFrom` does not hold, NotFound for a missing key.
    QCoro::Task<Result<void>> commit(MessageChange change);
    /// Several changes in one durable transaction: all or none.
    QCoro::Task<Result<void>> commit(QList<MessageChange> changes);
    /// Writes a change soon, in a group with others (within 50 ms). Failures are told by `writeFailed`; a change whose
    /// `onlyFrom` no longer holds is dropped, as another program has moved the row on.
    void record(MessageChange change);
    /// Keeps an exchange with its message (grouped like record); the newest 200 a message are kept.
    void keepExchange(MessageKey key, StoredExchange exchange);
    /// Keeps what is known of a failure; replaces what was known before. Durable.
    QCoro::Task<Result<void>> keepPackedFailure(MessageKey key, PackedFailure failure);
    /// The same, packed on the way.
    QCoro::Task<Result<void>> keepFailure(MessageKey key, Failure failure);
    /// How many data rows the file was found to have (grouped like record).
    void setRecords(MessageKey key, qint64 records);
    /// Resolves when everything recorded so far is committed; with the first error when some of it could not be.
    QCoro::Task<Result<void>> settled();

    /// What the journal's own services write, in one durable transaction.
    using Maintenance = std::function<Result<void>(Connection &, QList<MessageKey> &changed)>;
    QCoro::Task<Result<void>> maintain(Maintenance work);
    /// A fact of the journal by name, and the text that was kept; empty when there is none.
    QCoro::Task<Result<void>> keepFact(QString name, QString value);
    Result<QString> fact(const QString &name) const;
    /// What of the history is kept; everything unless it was set.
    QCoro::Task<Result<void>> keepRetention(Retention retention);
    Result<Retention> retention() const;
    const QString &path() const;
    /// The mark by which other programs see that this journal is in use, and under which its rows are appended
    /// (ProgramMark); empty with ReadOnly.
    QString mark() const;
    /// What happened to a damaged journal when it was opened; to be told to a person once.
    const std::optional<Rescue> &rescue() const;
    /// True when the program that wrote last did not close it (or has it open still).
    bool endedUncleanly() const;

    /// From now on changed() also tells, within a second, of rows to which other programs wrote events.
    void followOtherPrograms();

    /// A reader for one other thread, which opens the file at its first call there. Ends before the journal does.
    std::unique_ptr<JournalReader> newReader() const;
    /// Calls `question` with a JournalReader in a thread of the journal's own, so that this one does not wait for the
    /// disk, and `then` with its answer here, unless `context` or the journal is gone by then. One after the other, in
    /// the order asked. Rows that changed() tells meanwhile may be newer than those of the answer.
    template <class Question, class Then>
    void ask(QObject *context, Question question, Then then) const
    {
        askAside(context, [question, then](JournalReader &reader) -> std::function<void()> {
            return [then, answer = question(reader)] { then(answer); };
        });
    }

    /// The same for a coroutine, which goes on with the answer; never after the journal's end.
    template <class Question>
    AnswerAwaiter<std::invoke_result_t<Question, JournalReader &>> answer(Question question)
    {
        using Answer = std::invoke_result_t<Question, JournalReader &>;
        auto asked = std::make_shared<PendingAnswer<Answer>>();
        ask(this, question, [asked](const Answer &answer) { asked->come(answer); });
        return {asked};
    }
    AnswerAwaiter<Result<std::optional<Message>>> answerMessage(MessageKey key);
    AnswerAwaiter<Result<QList<Message>>> answerMessages(MessageFilter filter);
    /// Those of `keys` that are there, in no order.
    AnswerAwaiter<Result<QList<Message>>> answerMessages(QList<MessageKey> keys);
    AnswerAwaiter<Result<QList<Message>>> answerByMessageId(QString environment, MessageId id);
    AnswerAwaiter<Result<std::optional<Failure>>> answerFailureInShort(MessageKey key);

    /// Of a row that changed() tells just now: as it was when it was committed, without asking the disk.
    Result<std::optional<Message>> message(MessageKey key) const;
    /// The newest first; in all environments where `environment` is empty.
    Result<QList<Message>> byMessageId(const QString &environment, const MessageId &id) const;
    Result<QList<Message>> byExecutionId(const QString &environment, const ExecutionId &id) const;
    Result<QList<Message>> messages(const MessageFilter &filter) const;
    Result<MessageCounts> counts(const QString &environment, const QDateTime &todaySince) const;
    /// A message's events in order, those after the one with the id `after`, so many at once.
    Result<QList<Event>> events(MessageKey key, qint64 after = 0, qsizetype most = EventDigest::mostNewest) const;
    /// What a page needs of them: quick however many there are.
    Result<EventDigest> eventsInShort(MessageKey key) const;
    /// How long messages were in each status, of all environments, read from the newest so many events: what time in
    /// state is learnt from. Only what has ended; by message, in order.
    Result<QList<StatusSpan>> recentSpans(qsizetype newestEvents) const;
    Result<QList<StoredExchange>> exchanges(MessageKey key) const;
    /// What is kept of a failure with all its errors: slow for a hundred thousand of them.
    Result<std::optional<Failure>> failure(MessageKey key) const;
    /// The same with the first errors only: quick however many there are.
    Result<std::optional<Failure>> failureInShort(MessageKey key) const;
    /// Messages whose failure material is still to be collected (readUnexplained).
    Result<QList<MessageKey>> unexplained(const QDateTime &since, int limit) const;
    /// All errors kept of a message, read on a connection of its own from the journal at `path`. Any thread; blocks.
    static Result<QList<RecordError>> readErrors(const QString &path, MessageKey key);
    /// The bytes of the file at `place` in Failure::files, likewise.
    static Result<QByteArray> readFailureFile(const QString &path, MessageKey key, int place);
    /// The newest message (of those before `before`, if given) with the same content for the same job, unless it was
    /// cancelled or refused.
    Result<std::optional<Message>> sameContent(const QString &environment, const ActivityId &job, const QString &sha256,
                                               std::optional<MessageKey> before = {}) const;

signals:
    /// Rows of this program that were appended or changed, or whose exchanges or failure were, after their commit and
    /// before the calls that wait for it go on. Each key once.
    void changed(const QList<waybill::MessageKey> &keys);
    /// Rows that some program, this one too, made *Queued* since the last look (followOtherPrograms); told after
    /// changed().
    void queued(const QList<waybill::MessageKey> &keys);
    /// Grouped writes failed; the text says why. What was recorded of these rows is lost: who recorded it finds it out
    /// anew. Each key once.
    void writeFailed(const waybill::Error &error, const QList<waybill::MessageKey> &keys);

private:
    struct Private;
    void askAside(QObject *context, std::function<std::function<void()>(JournalReader &)> question) const;
    void lookAtOthers();
    void deliver(WrittenGroup &group);
    void group(MessageKey key, std::function<Result<void>(Connection &)> work);
    explicit Journal(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace waybill
