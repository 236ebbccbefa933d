#include "app/base/Sleep.h"

#include <QObject>
#include <QTimer>

#include <qcorosignal.h>

namespace waybill {

QCoro::Task<bool> sleepFor(std::chrono::milliseconds duration, std::stop_token stop)
{
    if (stop.stop_requested())
        co_return false;
    QTimer timer;
    timer.setSingleShot(true);
    // Fired by time or by stop, whichever is first: both arrive as the timer's one signal.
    const std::stop_callback wake(stop, [&timer] {
        QMetaObject::invokeMethod(&timer, [&timer] { timer.start(0); }, Qt::QueuedConnection);
    });
    timer.start(duration);
    co_await qCoro(&timer, &QTimer::timeout);
    co_return !stop.stop_requested();
}

} // namespace waybill
