#pragma once

#include "app/base/Clock.h"
#include "app/journal/JournalOpening.h"

#include <QFutureWatcher>
#include <QObject>

#include <memory>
#include <stop_token>

namespace waybill {

/// Opens a profile's journal on a worker, so that the window stands meanwhile. Lives in the GUI thread; its end cancels
/// and waits for the worker.
class ProfileOpening final : public QObject
{
    Q_OBJECT

public:
    ProfileOpening(QString profileFolder, std::shared_ptr<const Clock> clock);
    ~ProfileOpening() override;

    /// Once.
    void start();
    /// Ends it soon, with nothing changed: failed() with Cancelled, unless it was done already.
    void cancel();

signals:
    /// What is done, whenever that changes; only where it takes long.
    void working(const waybill::JournalWork &work);
    /// It is open: whoever listens takes it out.
    void opened(waybill::OpenedJournal &journal);
    void failed(const waybill::Error &error);

private:
    using Outcome = std::shared_ptr<Result<OpenedJournal>>;
    void ended();

    QString m_profile;
    std::shared_ptr<const Clock> m_clock;
    std::stop_source m_stop;
    QFutureWatcher<Outcome> m_worker;
};

} // namespace waybill
