#pragma once

#include "app/base/Clock.h"
#include "app/journal/Download.h"

#include <QObject>
#include <qcorotask.h>

#include <functional>
#include <memory>

namespace waybill {

class Journal;

/// The rows of downloads in a journal, beside its messages. A download's present state is the last of its events.
///
/// Lives in the thread of its journal and ends before it. Reads are plain SQL and see everything that was committed,
/// also by other programs; all writes are durable when they are done (after fsync). Errors: those of the Journal.
class DownloadBook : public QObject
{
    Q_OBJECT
public:
    DownloadBook(Journal &journal, std::shared_ptr<const Clock> clock);
    ~DownloadBook() override;

    /// Appends a row in the state it has, with its first event; the key and the time in `row` are not read.
    QCoro::Task<Result<DownloadKey>> append(Download row, QString text = {});
    /// Changes a row in one transaction with its event: `change` gets the row as it is at that moment, in the writer's
    /// thread, and may refuse; it leaves the key, kind, environment and job as they are. NotFound for a missing key.
    /// Answers with the row as it was written. An event is written when the state changes or `text` says something.
    using Change = std::function<Result<void>(Download &row)>;
    QCoro::Task<Result<Download>> commit(DownloadKey key, Change change, QString text = {});
    /// In one transaction: the newest row of this job that `matches` is changed, or else `row` is appended.
    /// For what the service hands out again.
    QCoro::Task<Result<Download>> commitOrAppend(Download row, std::function<bool(const Download &)> matches,
                                                 Change change, QString text = {});

    Result<std::optional<Download>> download(DownloadKey key) const;
    Result<QList<Download>> downloads(DownloadFilter filter) const;
    /// The newest row of the job with this correlation id, without regard to case.
    Result<std::optional<Download>> byCorrelationId(QString environment, QString job, QString correlationId) const;
    /// In order.
    Result<QList<DownloadEvent>> events(DownloadKey key) const;

    /// Remembers that a job was asked for what waits.
    QCoro::Task<Result<void>> keepLook(JobLook look);
    Result<std::optional<JobLook>> lastLook(QString environment, QString job) const;

    /// From now on changed() also tells, within a second, of rows that other programs wrote.
    void followOtherPrograms();

signals:
    /// Rows that were appended or changed, after their commit. Each key once.
    void changed(const QList<waybill::DownloadKey> &keys);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace waybill
