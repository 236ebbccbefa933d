#include "app/http/RetryAfter.h"

#include "app/http/HttpDate.h"

#include <algorithm>

namespace waybill {
using namespace std::chrono_literals;

namespace {
constexpr std::chrono::milliseconds longestWait = 24h;
} // namespace

std::optional<std::chrono::milliseconds> retryAfterWait(const QByteArray &retryAfter, const QByteArray &date,
                                                        const QDateTime &now)
{
    bool isNumber = false;
    const double seconds = retryAfter.trimmed().toDouble(&isNumber);
    if (isNumber && seconds >= 0)
        return std::chrono::milliseconds(qint64(std::min(seconds * 1000, double(longestWait.count()))));
    const QDateTime until = httpDate(retryAfter);
    if (!until.isValid())
        return std::nullopt;
    const QDateTime serviceNow = httpDate(date);
    const qint64 wait = (serviceNow.isValid() ? serviceNow : now).msecsTo(until);
    return std::chrono::milliseconds(std::clamp<qint64>(wait, 0, longestWait.count()));
}

} // namespace waybill
