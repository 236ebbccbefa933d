#include "app/http/RetryAfter.h"

#include <QString>

#include <algorithm>

namespace waybill {
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds longest = 24h;

/// The date of an HTTP header (RFC 9110's preferred form), or an invalid one.
QDateTime httpDate(QByteArray text)
{
    text.replace("GMT", "+0000");
    return QDateTime::fromString(QString::fromLatin1(text.trimmed()), Qt::RFC2822Date).toUTC();
}

} // namespace

std::optional<std::chrono::milliseconds> retryAfterWait(const QByteArray &retryAfter, const QByteArray &date,
                                                        const QDateTime &now)
{
    bool isNumber = false;
    const double seconds = retryAfter.trimmed().toDouble(&isNumber);
    if (isNumber && seconds >= 0)
        return std::chrono::milliseconds(qint64(std::min(seconds * 1000, double(longest.count()))));
    const QDateTime until = httpDate(retryAfter);
    if (!until.isValid())
        return std::nullopt;
    const QDateTime serviceNow = httpDate(date);
    const qint64 wait = (serviceNow.isValid() ? serviceNow : now).msecsTo(until);
    return std::chrono::milliseconds(std::clamp<qint64>(wait, 0, longest.count()));
}

} // namespace waybill
