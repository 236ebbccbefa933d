#pragma once

#include <QFutureWatcher>
#include <QtConcurrentRun>

#include <memory>
#include <stop_token>

namespace waybill {

/// One piece of work at a time on a worker thread: a later one takes the place of the one before, whose outcome is not
/// told any more. What the work needs it owns; nothing waits for it. GUI thread.
template <class Outcome>
class GridJob
{
public:
    GridJob() = default;
    ~GridJob() { stop(); }
    Q_DISABLE_COPY_MOVE(GridJob)

    bool isBusy() const { return m_watcher != nullptr; }

    /// `work(std::stop_token)` returns an Outcome; `done(Outcome)` is called in this thread, unless stopped before.
    template <class Work, class Done>
    void start(Work work, Done done)
    {
        stop();
        m_stop = std::stop_source();
        m_watcher = new QFutureWatcher<Outcome>;
        QObject::connect(m_watcher, &QFutureWatcherBase::finished, m_watcher, [this, done = std::move(done)] {
            QFutureWatcher<Outcome> *ended = std::exchange(m_watcher, nullptr);
            ended->deleteLater();
            done(ended->future().takeResult());
        });
        m_watcher->setFuture(
            QtConcurrent::run([work = std::move(work), token = m_stop.get_token()] { return work(token); }));
    }

    void stop()
    {
        m_stop.request_stop();
        if (QFutureWatcher<Outcome> *left = std::exchange(m_watcher, nullptr)) {
            left->disconnect();
            left->deleteLater();
        }
    }

private:
    std::stop_source m_stop;
    QFutureWatcher<Outcome> *m_watcher = nullptr;
};

} // namespace waybill
