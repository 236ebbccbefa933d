#include "app/packages/Acknowledger.h"

#include "app/base/Sleep.h"
#include "app/packages/DownloadChanges.h"
#include "app/packages/TimedStop.h"

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
/// The service took it, and the journal did not: its row waits for it still, and asking again does no harm.
Error notWrittenDown(const Download &row, Error error)
{
    error.kind = ErrorKind::AnswerLost;
    error.message = u"The service took the acknowledgement of download %1, which could not be written down. %2 "
                    u"Acknowledge it again, or fetch from its job: then it is."_s.arg(QString::number(number(row.key)),
                                                                                      error.message);
    return error;
}
} // namespace

QCoro::Task<Result<void>> Acknowledger::attempt(Download row, DequeueCalls calls, std::stop_token stop) const
{
    auto taken = co_await calls.acknowledge(row.activityId, row.dequeueJson, stop);
    if (taken || taken.error().kind != ErrorKind::Conflict)
        co_return taken;
    // An earlier attempt may have arrived although its answer did not.
    const auto isDone = co_await calls.isAcknowledged(row.correlationId, stop);
    if (isDone && *isDone)
        co_return Result<void>();
    co_return taken;
}

QCoro::Task<Result<Download>> Acknowledger::run(Download row, DequeueCalls calls, std::stop_token stop)
{
    calls = calls.of(row.key);
    if (m_end.isForever())
        m_end.setRemainingTime(m_most);
    const TimedStop patience(stop, std::chrono::milliseconds(m_end.remainingTime()));
    for (int attempts = 1;; ++attempts) {
        const auto taken = co_await attempt(row, calls, patience.token());
        if (taken) {
            m_end = QDeadlineTimer(QDeadlineTimer::Forever);
            const DownloadBook::Change done = changeToAcknowledged(m_clock->utcNow());
            auto written = co_await m_book->commit(row.key, done);
            if (!written)
                co_return fail(notWrittenDown(row, written.error()));
            co_return written;
        }
        Error error = taken.error();
        if (patience.isOver() && error.kind == ErrorKind::Cancelled)
            error = {ErrorKind::TimedOut, u"The service did not answer the acknowledgement in time."_s, {}, 0, {}};
        error.message = u"The package is safe here and not acknowledged yet: %1"_s.arg(error.message);
        const DownloadBook::Change failed = changeToNotAcknowledged(error);
        auto written = co_await m_book->commit(row.key, failed);
        // Who was refused when the lease is over has an answer that is not the newest: it comes again.
        const bool isStale = taken.error().kind == ErrorKind::Conflict && row.leaseUntilUtc <= m_clock->utcNow();
        if (!written || attempts >= mostAttempts || patience.isOver() || isStale)
            co_return written;
        const bool goesOn = co_await sleepFor(500ms * (1 << (attempts - 1)), patience.token());
        if (!goesOn)
            co_return written;
    }
}

} // namespace waybill
