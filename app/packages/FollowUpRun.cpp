#include "app/packages/FollowUpRun.h"

#include "app/packages/FollowUpWork.h"

#include <QtConcurrent>

#include <qcorofuture.h>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
DownloadBook::Change changeTo(FollowUp followUp)
{
    return [followUp](Download &row) -> Result<void> {
        row.followUp = followUp;
        return {};
    };
}

// Made here: g++ 12 makes no lists in coroutines.
QList<FollowUpOutcome> leftUnknown()
{
    return {{{},
             u"what follows the fetch"_s,
             false,
             u"The program of Waybill that was at it ended before it was over. It is not done again by itself."_s}};
}

DownloadBook::Change changeToBegun(FollowUp next)
{
    return [next](Download &row) -> Result<void> {
        if (row.followUp != FollowUp::Due)
            return fail(ErrorKind::Conflict, u"What follows download %1 was begun already."_s.arg(number(row.key)));
        row.followUp = next;
        return {};
    };
}
} // namespace

QCoro::Task<Result<Download>> FollowUpRun::run(Download row, AfterFetch after, std::stop_token stop) const
{
    const bool isThrough = row.state == DownloadState::Acknowledged ||
                           (row.kind == DownloadKind::Exported && row.state == DownloadState::Stored);
    if (row.followUp != FollowUp::Due || !isThrough)
        co_return row;
    const bool isTakenBack = after.doesNothing(); // the setting was cleared meanwhile
    const DownloadBook::Change begin = changeToBegun(isTakenBack ? FollowUp::None : FollowUp::Begun);
    const auto begun = co_await m_book->commit(row.key, begin);
    if (!begun && begun.error().kind == ErrorKind::Conflict)
        co_return row;
    if (!begun || isTakenBack)
        co_return begun;
    const auto working = QtConcurrent::run(&doFollowUp, after, m_store.path(row.file), *begun, stop);
    const QList<FollowUpOutcome> outcomes = co_await working;
    if (outcomes.isEmpty()) {
        const DownloadBook::Change later = changeTo(FollowUp::Due);
        auto put = co_await m_book->commit(row.key, later);
        co_return put;
    }
    auto ended = co_await end(row.key, outcomes);
    co_return ended;
}

QCoro::Task<Result<Download>> FollowUpRun::goOn(Download row, AfterFetch after, std::stop_token stop) const
{
    if (row.followUp != FollowUp::Begun) {
        auto done = co_await run(row, after, stop);
        co_return done;
    }
    const auto cleaning = QtConcurrent::run(&removeCopyParts, after.copyTo, m_store.path(row.file), row.key);
    co_await cleaning;
    const QList<FollowUpOutcome> unknown = leftUnknown();
    auto ended = co_await end(row.key, unknown);
    co_return ended;
}

QCoro::Task<Result<Download>> FollowUpRun::end(DownloadKey key, QList<FollowUpOutcome> outcomes) const
{
    QStringList said;
    bool worked = true;
    for (FollowUpOutcome &outcome : outcomes) {
        outcome.atUtc = m_clock->utcNow();
        worked = worked && outcome.worked;
        said.append(u"%1: %2"_s.arg(outcome.what, outcome.detail));
        const auto kept = co_await m_book->keepFollowUp(key, outcome);
        if (!kept)
            co_return fail(kept.error());
    }
    const DownloadBook::Change ended = changeTo(worked ? FollowUp::Done : FollowUp::Failed);
    QString text = said.join(u' ');
    auto written = co_await m_book->commit(key, ended, text);
    co_return written;
}

} // namespace waybill
