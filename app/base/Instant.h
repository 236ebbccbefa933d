#pragma once

#include <QDateTime>

#include <chrono>

namespace waybill {

/// A moment in UTC as plain arithmetic wants it; where thousands of them are compared, a QDateTime is too slow.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
/// A length of time that may be divided.
using Seconds = std::chrono::duration<double>;

/// The epoch for an invalid time.
inline Instant instantOf(const QDateTime &time)
{
    return Instant(std::chrono::milliseconds(time.isValid() ? time.toMSecsSinceEpoch() : 0));
}
inline QDateTime utcOf(Instant instant)
{
    return QDateTime::fromMSecsSinceEpoch(instant.time_since_epoch().count(), Qt::UTC);
}

} // namespace waybill
