#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>
#include <stop_token>

namespace waybill {

/// Passes a stop on, but later: for an answer that something hangs on. One thread, though the stop may come from any.
class LateStop : public QObject
{
public:
    explicit LateStop(std::stop_token stop, std::chrono::milliseconds after = std::chrono::seconds(5))
        : m_callback(std::move(stop), [this, after] {
              QMetaObject::invokeMethod(
                  this, [this, after] { QTimer::singleShot(after, this, [this] { m_late.request_stop(); }); },
                  Qt::QueuedConnection);
          })
    {
    }
    std::stop_token token() const { return m_late.get_token(); }

private:
    std::stop_source m_late;
    std::stop_callback<std::function<void()>> m_callback;
};

} // namespace waybill
