#include "app/base/Sleep.h"

#include <QObject>
#include <QTimer>

#include <qcorosignal.h>

#include <algorithm>
#include <limits>

namespace waybill {
using namespace std::chrono_literals;

namespace {
constexpr std::chrono::milliseconds longest{std::numeric_limits<int>::max()}; ///< of a timer: 24 days
}

QCoro::Task<bool> sleepFor(std::chrono::milliseconds duration, std::stop_token stop)
{
    if (stop.stop_requested())
        co_return false;
    QTimer timer;
    timer.setSingleShot(true);
    // Fired by time or by stop, whichever is first: both arrive as the timer's one signal.
    const std::stop_callback wake(stop, [&timer] {
        QMetaObject::invokeMethod(
            &timer, [&timer] { timer.start(0); }, Qt::QueuedConnection);
    });
    // A timer that is given less than nothing never fires: whoever took two looks at a clock would sleep for good.
    timer.start(std::clamp<std::chrono::milliseconds>(duration, 0ms, longest));
    co_await qCoro(&timer, &QTimer::timeout);
    co_return !stop.stop_requested();
}

} // namespace waybill
