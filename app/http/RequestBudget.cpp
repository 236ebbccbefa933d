#include "app/http/RequestBudget.h"

#include "app/base/Sleep.h"

#include <algorithm>
#include <cmath>

namespace waybill {

RequestBudget::RequestBudget(double perSecond) : m_perSecond(std::max(perSecond, 0.1))
{
    m_time.start();
}

QCoro::Task<bool> RequestBudget::take(std::stop_token stop)
{
    // Turns are handed out in order: each caller takes the next one and waits for its time. Unused turns of the last
    // second may be used at once.
    const double now = double(m_time.elapsed());
    const double turn = std::max(m_nextMs, now - 1000.0);
    m_nextMs = turn + 1000.0 / m_perSecond;
    if (turn > now)
        co_return co_await sleepFor(std::chrono::milliseconds(qint64(std::ceil(turn - now))), stop);
    co_return !stop.stop_requested();
}

} // namespace waybill
