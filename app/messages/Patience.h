#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace waybill {

/// Counts the time a file takes apart from that in which its bytes move, and calls out when a limit is reached. One
/// thread.
class Patience : public QObject
{
public:
    /// `over` is called once, when the limit (if there is one) is used up.
    Patience(std::optional<std::chrono::milliseconds> limit, std::function<void()> over);

    /// Bytes moved; `all` when nothing more is to go out, so that the wait for the answer counts.
    void moved(bool all);
    std::chrono::milliseconds used() const { return m_used; }

private:
    void tick();

    std::optional<std::chrono::milliseconds> m_limit;
    std::function<void()> m_over;
    QTimer m_timer;
    QElapsedTimer m_lastTick, m_lastMove;
    bool m_moving = false;
    std::chrono::milliseconds m_used{0};
};

} // namespace waybill
