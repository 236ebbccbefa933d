#include "app/packages/FollowUpLeftovers.h"

#include "app/packages/DequeuePlace.h"
#include "app/packages/FollowUpRun.h"

namespace waybill {

namespace {
bool isLeft(const Download &row)
{
    return row.followUp == FollowUp::Due || row.followUp == FollowUp::Begun;
}

/// Executions have ids like jobs, and none has that of a job.
ActivityId heldBy(const Download &row)
{
    return row.kind == DownloadKind::Exported ? ActivityId(row.executionId.text()) : row.activityId;
}

DownloadFilter allThrough()
{
    return {.states = {DownloadState::Acknowledged, DownloadState::Stored}};
}
} // namespace

QCoro::Task<Result<void>> settleFollowUps(QString profileFolder, DownloadBook *book, EnvironmentStore *environments,
                                          std::shared_ptr<const Clock> clock, DownloadFilter among,
                                          std::stop_token stop)
{
    auto asked = book->answerDownloads(among);
    const auto rows = co_await asked;
    if (!rows)
        co_return fail(rows.error());
    const FollowUpRun following(book, DownloadStore(profileFolder), clock);
    for (auto row = rows->crbegin(); row != rows->crend() && !stop.stop_requested(); ++row) {
        // A package that waits for its acknowledgement is followed by nothing yet.
        if (!isLeft(*row) || (row->kind == DownloadKind::Dequeued && row->state != DownloadState::Acknowledged))
            continue;
        const auto lock = takeDequeueLock(profileFolder, row->environment, heldBy(*row));
        if (!lock || !*lock) // another program is at it
            continue;
        auto asked = book->answerDownload(row->key); // as it is now that nobody else changes it
        const auto present = co_await asked;
        if (!present)
            co_return fail(present.error());
        const auto fresh = environments->loadIfChanged(); // also what another program added
        const Environment *home = environments->find(row->environment);
        const bool isGone = !home && fresh;
        if (!*present || !isLeft(**present) || (!home && !isGone) || (home && home->readOnly))
            continue;
        const AfterFetch after = home ? home->afterFetch : AfterFetch();
        const Download left = **present;
        const auto done = co_await following.goOn(left, after, stop);
        if (!done)
            co_return fail(done.error());
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> settleAllFollowUps(QString profileFolder, DownloadBook *book, EnvironmentStore *environments,
                                             std::shared_ptr<const Clock> clock, std::stop_token stop)
{
    const DownloadFilter all = allThrough();
    auto settled = co_await settleFollowUps(profileFolder, book, environments, clock, all, stop);
    co_return settled;
}

} // namespace waybill
