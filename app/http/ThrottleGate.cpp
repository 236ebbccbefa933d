#include "app/http/ThrottleGate.h"

#include "app/base/Sleep.h"
#include "app/http/RetryAfter.h"

#include <QRandomGenerator>
#include <QTimer>

#include <algorithm>

namespace waybill {
using namespace std::chrono_literals;

ThrottleGate::ThrottleGate(std::shared_ptr<const Clock> clock) : m_clock(std::move(clock)) {}

bool ThrottleGate::isClosed() const
{
    if (!m_until.isValid())
        return false;
    // More left than was ever asked for: the clock was set back, and nobody knows how long it is over.
    const std::chrono::milliseconds left(m_clock->utcNow().msecsTo(m_until));
    return left.count() > 0 && left <= m_wait;
}

QCoro::Task<bool> ThrottleGate::pass(std::stop_token stop)
{
    while (isClosed()) {
        const auto left = std::chrono::milliseconds(m_clock->utcNow().msecsTo(m_until) + 1);
        const bool slept = co_await sleepFor(std::min<std::chrono::milliseconds>(left, 1s), stop);
        if (!slept)
            co_return false;
    }
    co_return !stop.stop_requested();
}

void ThrottleGate::close(const QByteArray &retryAfter, const QByteArray &date, const QString &reason)
{
    const QDateTime now = m_clock->utcNow();
    auto wait = retryAfterWait(retryAfter, date, now);
    if (!wait) {
        const auto full = std::min<std::chrono::milliseconds>(1s * (1 << std::min(m_step, 6)), 60s);
        ++m_step;
        // Half of it for certain, the other half by chance, never under a second.
        const qint64 half = full.count() / 2;
        wait = std::max<std::chrono::milliseconds>(
            1s, std::chrono::milliseconds(half + QRandomGenerator::global()->bounded(half + 1)));
    }
    // "At once" again and again, without a call between that went through, would be asking in a circle.
    if (*wait < 1s && m_atOnce++ > 0)
        wait = 1s;
    const QDateTime until = now.addMSecs(wait->count());
    if (isClosed() && m_until >= until)
        return;
    m_until = until;
    m_wait = *wait;
    m_reason = reason;
    emit changed();
    QTimer::singleShot(*wait + 5ms, this, [this, until] {
        if (m_until == until && !isClosed()) {
            m_until = {};
            m_reason.clear();
            emit changed();
        }
    });
}

void ThrottleGate::opened()
{
    m_step = m_atOnce = 0;
}

} // namespace waybill
