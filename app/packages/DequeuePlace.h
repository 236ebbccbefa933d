#pragma once

#include "app/packages/Dequeuer.h"

#include "app/journal/FileLock.h"

namespace waybill {

/// Keeps other programs from fetching from the same job at the same time; nothing while another one does.
Result<std::unique_ptr<FileLock>> takeDequeueLock(const QString &profileFolder, const QString &environment,
                                                  const ActivityId &activityId);

/// Whether the network rather than the package is why it is not here: then the next would not come either.
bool isUnreachable(const Download &row);

/// One job of an environment that this program is at.
struct Dequeuer::Place {
    QString environment;
    ActivityId activityId;
    QString job;
    std::chrono::seconds lease;
    QString packageName; ///< the template
    AfterFetch afterFetch;
    DequeueCalls calls;
    Acknowledger acknowledger;
    std::unique_ptr<FileLock> lock;
    QString company = {};
    DequeueRun run = {};
    QDateTime lastAnswerUtc = {};
    int failures = 0; ///< packages in a row that could not be fetched
    int repeats = 0;  ///< questions that the service did not take

    JobLook look() const { return {environment, activityId, job, lastAnswerUtc, false, {}}; }
    /// Its rows, in these states; empty: in all.
    DownloadFilter rows(QList<DownloadState> states) const
    {
        return {.environment = environment, .activityId = activityId, .states = std::move(states)};
    }
};

} // namespace waybill
