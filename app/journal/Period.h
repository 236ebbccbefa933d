#pragma once

#include <QDateTime>
#include <QList>

class QTimeZone;

namespace waybill {

/// How much time figures look at, and in which parts.
enum class PeriodLength {
    Day,   ///< a calendar day, in hours
    Week,  ///< seven days, the present one the last, in days
    Month, ///< thirty days, in days
    Year,  ///< twelve calendar months, in months
};

/// A stretch of local time: the present one, or as many lengths before it as `back` says.
struct Period {
    PeriodLength length = PeriodLength::Week;
    int back = 0;
    bool operator==(const Period &) const = default;
};

/// Where the parts of a period begin, and last where it ends: n + 1 instants (UTC) for n parts. Days are those of
/// `zone`: one of 23 or 25 hours has as many parts.
QList<QDateTime> borders(const Period &period, const QDateTime &now, const QTimeZone &zone);

} // namespace waybill
