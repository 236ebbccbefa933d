#include "app/messages/Patience.h"

#include <utility>

namespace waybill {

namespace {
/// Bytes that moved less than this long ago are moving still.
constexpr qint64 stillMoving = 1000;
} // namespace

Patience::Patience(std::optional<std::chrono::milliseconds> limit, std::function<void()> over)
    : m_limit(limit), m_over(std::move(over))
{
    m_lastTick.start();
    m_lastMove.start();
    connect(&m_timer, &QTimer::timeout, this, &Patience::tick);
    m_timer.start(50);
}

void Patience::moved(bool all)
{
    m_moving = !all;
    m_lastMove.restart();
}

void Patience::tick()
{
    const std::chrono::milliseconds passed(m_lastTick.restart());
    if (m_moving && m_lastMove.elapsed() < stillMoving)
        return;
    m_used += passed;
    if (m_limit && m_used >= *m_limit) {
        if (const auto over = std::exchange(m_over, {}))
            over();
    }
}

} // namespace waybill
