#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <stop_token>

namespace waybill {

/// Passes a stop on, and stops by itself when a time is over. One thread, though the stop may come from any.
class TimedStop : public QObject
{
public:
    TimedStop(std::stop_token stop, std::chrono::milliseconds most)
        : m_callback(std::move(stop), [this] { m_either.request_stop(); })
    {
        QTimer::singleShot(most, this, [this] {
            m_isOver = true;
            m_either.request_stop();
        });
    }
    std::stop_token token() const { return m_either.get_token(); }
    /// Whether the time was over.
    bool isOver() const { return m_isOver; }

private:
    std::stop_source m_either;
    bool m_isOver = false;
    std::stop_callback<std::function<void()>> m_callback;
};

} // namespace waybill
