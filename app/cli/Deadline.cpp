#include "app/cli/Deadline.h"

namespace waybill {

Deadline::Deadline(QObject *parent) : QObject(parent)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { end(Reason::TimedOut); });
}

void Deadline::start(std::optional<std::chrono::milliseconds> limit)
{
    m_limit = limit;
    if (limit)
        m_timer.start(std::max(*limit, std::chrono::milliseconds(0)));
    else
        m_timer.stop();
}

void Deadline::interrupt()
{
    end(Reason::Interrupted);
    m_interruption.request_stop();
}

void Deadline::end(Reason reason)
{
    if (m_reason == Reason::None)
        m_reason = reason;
    m_either.request_stop();
}

std::optional<std::chrono::milliseconds> Deadline::left() const
{
    if (!m_limit)
        return std::nullopt;
    return m_timer.isActive() ? m_timer.remainingTimeAsDuration() : std::chrono::milliseconds(0);
}

} // namespace waybill
