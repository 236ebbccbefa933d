#include "ui/shell/ProfileOpening.h"

#include <QtConcurrentRun>

namespace waybill {

ProfileOpening::ProfileOpening(QString profileFolder, std::shared_ptr<const Clock> clock)
    : m_profile(std::move(profileFolder)), m_clock(std::move(clock))
{
    connect(&m_worker, &QFutureWatcher<Outcome>::finished, this, &ProfileOpening::ended);
}

ProfileOpening::~ProfileOpening()
{
    cancel();
    m_worker.waitForFinished();
}

void ProfileOpening::start()
{
    const JournalWatch watch = [this, stop = m_stop.get_token(),
                                last = JournalWork()](const JournalWork &work) mutable {
        if (work != std::exchange(last, work)) {
            QMetaObject::invokeMethod(
                this, [this, work] { emit working(work); }, Qt::QueuedConnection);
        }
        return !stop.stop_requested();
    };
    m_worker.setFuture(QtConcurrent::run([profile = m_profile, clock = m_clock, watch] {
        return std::make_shared<Result<OpenedJournal>>(openJournal(profile, *clock, watch));
    }));
}

void ProfileOpening::cancel()
{
    m_stop.request_stop();
}

void ProfileOpening::ended()
{
    const Outcome outcome = m_worker.result();
    if (*outcome && m_stop.stop_requested())
        emit failed({ErrorKind::Cancelled, tr("Opening the journal was cancelled just when it was done.")});
    else if (*outcome)
        emit opened(**outcome);
    else
        emit failed(outcome->error());
}

} // namespace waybill
