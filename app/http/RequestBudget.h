#pragma once

#include <QElapsedTimer>
#include <qcorotask.h>

#include <stop_token>

namespace waybill {

/// Requests a second that an environment may be asked, for everything but enqueues: short bursts of one second's worth,
/// callers served in the order they came. One thread.
class RequestBudget
{
public:
    explicit RequestBudget(double perSecond);
    /// False when stopped while waiting.
    QCoro::Task<bool> take(std::stop_token stop);
    double perSecond() const { return m_perSecond; }

private:
    double m_perSecond;
    double m_nextMs = 0; ///< when the next caller's turn comes, on m_time
    QElapsedTimer m_time;
};

} // namespace waybill
