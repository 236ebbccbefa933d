#include "app/packages/Acknowledger.h"

#include "app/base/Sleep.h"
#include "app/packages/DownloadChanges.h"

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

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
    for (int attempts = 1;; ++attempts) {
        const auto taken = co_await attempt(row, calls, stop);
        if (taken) {
            m_end = QDeadlineTimer(QDeadlineTimer::Forever);
            const DownloadBook::Change done = changeToAcknowledged(m_clock->utcNow());
            auto written = co_await m_book->commit(row.key, done);
            co_return written;
        }
        if (m_end.isForever())
            m_end.setRemainingTime(m_most);
        Error error = taken.error();
        error.message = u"The package is safe here and not acknowledged yet: %1"_s.arg(error.message);
        const DownloadBook::Change failed = changeToNotAcknowledged(error);
        auto written = co_await m_book->commit(row.key, failed);
        if (!written || attempts >= mostAttempts || m_end.hasExpired())
            co_return written;
        const bool goesOn = co_await sleepFor(500ms * (1 << (attempts - 1)), stop);
        if (!goesOn)
            co_return written;
    }
}

} // namespace waybill
