#pragma once

#include "app/auth/Connections.h"
#include "app/journal/DownloadBook.h"
#include "app/packages/Acknowledger.h"
#include "app/packages/DequeueCalls.h"
#include "app/packages/DownloadStore.h"

#include <QObject>

namespace waybill {

/// How much is fetched, and what follows.
struct DequeueHow {
    bool drain = false;      ///< until nothing waits; otherwise one
    qint64 most = -1;        ///< messages that are taken at most; -1: no cap
    bool acknowledge = true; ///< otherwise what is fetched comes back after its lease
};

/// What came of fetching from a job.
struct DequeueRun {
    QList<Download> rows;         ///< handed out in this run or gone on with, in order
    bool nothingWaited = false;   ///< the service said so at the end
    QDateTime leasedUntilUtc;     ///< until when what an earlier lost answer handed out may be hidden; null for none
    std::optional<Error> stopped; ///< why it did not go on
    std::optional<Download> notAcknowledged; ///< from before: it must be acknowledged first, and that failed
};

/// Fetches what the recurring data jobs of environments hand out, one message after the other, each as a transaction:
/// its answer stands in the journal before the package is fetched, the package is safe here before it is acknowledged,
/// and it is acknowledged before the next is taken. Whatever a program that died left behind is gone on with first.
/// One program at a time fetches from a job (a lock in the profile). One thread; the services outlive what it gives.
class Dequeuer : public QObject
{
    Q_OBJECT
public:
    Dequeuer(QString profileFolder, DownloadBook *book, EnvironmentStore *environments, Connections *connections,
             std::shared_ptr<const Clock> clock);
    ~Dequeuer() override;

    /// Fetches from a job. An error is one of before anything was taken (NotFound, Conflict for a read-only
    /// environment, Busy while another program is at this job, Storage).
    QCoro::Task<Result<DequeueRun>> run(QString environment, QString job, DequeueHow how, std::stop_token stop);
    /// Fetches one again that is Announced, Damaged, Missing or Refused, while its lease lasts, and acknowledges it.
    /// NotFound, Conflict when that is not possible in its state, Busy.
    QCoro::Task<Result<Download>> fetchAgain(DownloadKey key, std::stop_token stop);
    /// Acknowledges one that is Stored or AckPending. The same errors.
    QCoro::Task<Result<Download>> acknowledge(DownloadKey key, std::stop_token stop);
    /// Acknowledges all that are AckPending, in an environment or in all; their rows. What another program is at is
    /// left to it, and when an Acknowledger's patience is over, what is left keeps its place.
    QCoro::Task<Result<QList<Download>>> acknowledgePending(QString environment, std::stop_token stop);

    /// How long acknowledging may fail; Acknowledger::patience at first.
    void setPatience(std::chrono::milliseconds most) { m_patience = most; }

    const DownloadStore &store() const { return m_store; }

signals:
    /// So much of a package has come; `total` is 0 while unknown.
    void progress(waybill::DownloadKey key, qint64 received, qint64 total);

private:
    /// One job of an environment that this program is at.
    struct Place;
    Result<std::shared_ptr<Place>> enter(const QString &environment, const ActivityId &activityId, const QString &job);
    Result<std::shared_ptr<Place>> enter(const Download &row);
    QCoro::Task<Result<Download>> acknowledgeWith(Acknowledger *acknowledger, DownloadKey key, std::stop_token stop);

    QCoro::Task<Result<void>> settle(std::shared_ptr<Place> place, DequeueHow how, std::stop_token stop);
    QCoro::Task<Result<void>> judgeQuestion(std::shared_ptr<Place> place);
    QCoro::Task<Result<void>> endLeases(std::shared_ptr<Place> place);
    /// False when the run ends with this message, or without one.
    QCoro::Task<Result<bool>> takeOne(std::shared_ptr<Place> place, DequeueHow how, std::stop_token stop);
    QCoro::Task<Result<Download>> record(std::shared_ptr<Place> place, HandedOut message, bool acknowledge);
    QCoro::Task<Result<Download>> recordLost(std::shared_ptr<Place> place, Error error, QDateTime since);
    QCoro::Task<Result<Download>> finish(std::shared_ptr<Place> place, Download row, bool acknowledge,
                                         std::stop_token stop);
    /// What follows the fetch, where it is due.
    QCoro::Task<Result<Download>> followUp(std::shared_ptr<Place> place, Download row, std::stop_token stop);
    QCoro::Task<Result<void>> settleFollowUps(std::shared_ptr<Place> place, std::stop_token stop);
    std::function<void(qint64, qint64)> progressOf(DownloadKey key);
    QCoro::Task<QDateTime> openLease(std::shared_ptr<Place> place) const;
    QCoro::Task<bool> isSafe(Download row) const;

    QString m_profileFolder;
    DownloadBook *m_book;
    EnvironmentStore *m_environments;
    Connections *m_connections;
    std::shared_ptr<const Clock> m_clock;
    DownloadStore m_store;
    std::chrono::milliseconds m_patience = Acknowledger::patience;
};

} // namespace waybill
