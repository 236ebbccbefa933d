#pragma once

#include <QObject>
#include <qcorosignal.h>
#include <qcorotask.h>

#include <stop_token>

namespace waybill {

/// Something a coroutine waits for; wake() may come from any signal of the same thread.
class Wakeup : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
public slots:
    void wake() { emit woken(); }
signals:
    void woken();
};

/// Waits for the sender's next signal; false when `stop` was asked first. The sender outlives the wait.
template <class Sender, class Signal>
QCoro::Task<bool> nextSignal(Sender *sender, Signal signal, std::stop_token stop)
{
    if (stop.stop_requested())
        co_return false;
    Wakeup wakeup;
    // Queued, so that the waiting coroutine never goes on inside the sender's own function.
    QObject::connect(sender, signal, &wakeup, &Wakeup::wake, Qt::QueuedConnection);
    const std::stop_callback stopped(
        stop, [&wakeup] { QMetaObject::invokeMethod(&wakeup, &Wakeup::wake, Qt::QueuedConnection); });
    co_await qCoro(&wakeup, &Wakeup::woken);
    co_return !stop.stop_requested();
}

} // namespace waybill
