#pragma once

#include "app/base/Clock.h"
#include "app/journal/DownloadReader.h"
#include "app/journal/Journal.h"

#include <QObject>
#include <qcorotask.h>

#include <functional>
#include <memory>

namespace waybill {

/// The rows of downloads in a journal, beside its messages. A download's present state is the last of its events.
///
/// Lives in the thread of its journal and ends before it. All writes are durable when they are done (after fsync).
/// Who must not wait for a disk reads with `answer…`; the reads of the DownloadReader that it is wait in this thread,
/// and are for the command line and tests. Errors: those of the Journal.
class DownloadBook : public QObject, public DownloadReader
{
    Q_OBJECT
public:
    DownloadBook(Journal &journal, std::shared_ptr<const Clock> clock);
    ~DownloadBook() override;

    /// Appends a row in the state it has, with its first event; the key and the time in `row` are not read.
    QCoro::Task<Result<Download>> append(Download row, QString text = {});
    /// Changes a row in one transaction with its event: `change` gets the row as it is at that moment, in the writer's
    /// thread, and may refuse; it leaves key, kind, environment and job as they are. Answers with the row as it was
    /// written; NotFound for a missing key. An event is written when the state changes or `text` says something. The
    /// row's error is cleared first: what holds still is set anew.
    using Change = std::function<Result<void>(Download &row)>;
    QCoro::Task<Result<Download>> commit(DownloadKey key, Change change, QString text = {});
    /// Changes many rows in one transaction and tells of them once. `change` gets each row as it is at that moment, in
    /// the writer's thread, and how many rows have their package in its file; it leaves what commit's change leaves,
    /// and the error of the row stands. It answers with the text of an event (empty: none unless the state changes); a
    /// row that it refuses as a Conflict stays as it is, any other refusal takes all back. Keys that are not there are
    /// passed over. The keys of the rows that were changed, in the order given.
    using ChangeOfMany = std::function<Result<QString>(Download &row, qint64 users)>;
    QCoro::Task<Result<QList<DownloadKey>>> commitAll(QList<DownloadKey> keys, ChangeOfMany change);
    /// What a question for waiting packages came to, in one transaction: `look`, and the newest row of its job that
    /// `matches` changed by `change`, or else `row` appended.
    QCoro::Task<Result<Download>> take(JobLook look, Download row, std::function<bool(const Download &)> matches,
                                       Change change, QString text = {});
    /// A question is about to leave, or nothing waited.
    QCoro::Task<Result<void>> keepLook(JobLook look);

    /// Keeps with a download what was said to the service about it; the newest 100 of each are kept. What could not be
    /// written is lost: nothing hangs on it.
    void keepExchange(DownloadKey key, StoredExchange exchange);
    QCoro::Task<Result<void>> keepFollowUp(DownloadKey key, FollowUpOutcome outcome);

    /// Calls `question` with a DownloadReader in a thread of the journal's own, for a coroutine, which goes on with the
    /// answer; never after the journal's end (Journal::answer). What was committed before stands in it.
    template <class Question>
    AnswerAwaiter<std::invoke_result_t<Question, const DownloadReader &>> answer(Question question) const
    {
        return m_journal->answer([question](JournalReader &journal) {
            const DownloadReader reader(journal);
            return question(reader);
        });
    }
    AnswerAwaiter<Result<std::optional<Download>>> answerDownload(DownloadKey key) const;
    AnswerAwaiter<Result<QList<Download>>> answerDownloads(DownloadFilter filter) const;
    AnswerAwaiter<Result<std::optional<JobLook>>> answerLook(QString environment, ActivityId activityId) const;

    /// The same reads for another thread.
    std::unique_ptr<DownloadReader> newReader() const;

    /// From now on changed() also tells, within a second, of rows that other programs wrote.
    void followOtherPrograms();

signals:
    /// Rows that were appended or changed, or got an exchange, after their commit. Each key once.
    void changed(const QList<waybill::DownloadKey> &keys);

private:
    struct Private;
    using Work = std::function<Result<void>(Connection &, Download &row)>;
    QCoro::Task<Result<Download>> write(Work work);
    /// Rows that this program wrote; `event` was the newest of all when it had.
    void tell(const QList<DownloadKey> &keys, qint64 event);
    void lookAtOthers();

    Journal *m_journal;
    std::unique_ptr<Private> d;
};

} // namespace waybill
