#pragma once

#include "app/base/Clock.h"

#include <QObject>
#include <qcorotask.h>

#include <chrono>
#include <memory>
#include <stop_token>

namespace waybill {

/// The one gate of an environment: closed while the service asks us to wait (protocol.md section 6). One thread.
class ThrottleGate : public QObject
{
    Q_OBJECT
public:
    explicit ThrottleGate(std::shared_ptr<const Clock> clock);

    /// Returns at once while open, else when it opens; false when stopped before that.
    QCoro::Task<bool> pass(std::stop_token stop);

    /// Closes it as an answer's Retry-After says (seconds or an HTTP date, judged against the answer's Date header),
    /// else by back-off with jitter, 1 s to 60 s, doubling until opened() was told. Never shortens a wait; "at
    /// once" is a second from the second time on.
    void close(const QByteArray &retryAfter, const QByteArray &date, const QString &reason);
    /// A call went through: the back-off starts anew.
    void opened();

    bool isClosed() const;
    QDateTime untilUtc() const { return m_until; } ///< invalid while open
    const QString &reason() const { return m_reason; }

signals:
    void changed();

private:
    std::shared_ptr<const Clock> m_clock;
    QDateTime m_until;
    std::chrono::milliseconds m_wait{0}; ///< how long it was closed for
    QString m_reason;
    int m_step = 0;
    int m_atOnce = 0; ///< times that no wait was asked for, since a call went through
};

} // namespace waybill
