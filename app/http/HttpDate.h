#pragma once

#include <QByteArray>
#include <QDateTime>

namespace waybill {

/// The moment in a header such as `Date` or `Retry-After` (RFC 9110's preferred form), in UTC; invalid where it says
/// none. Any bytes are fine.
QDateTime httpDate(QByteArray text);

} // namespace waybill
