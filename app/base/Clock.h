#pragma once

#include <QDateTime>

namespace waybill {

/// Where services read the time, so that tests can set it. Any thread.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual QDateTime utcNow() const = 0;
};

class SystemClock final : public Clock
{
public:
    QDateTime utcNow() const override { return QDateTime::currentDateTimeUtc(); }
};

/// ISO 8601 with milliseconds and `Z`; empty for a null time.
inline QString isoUtc(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

} // namespace waybill
