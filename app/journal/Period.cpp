#include "app/journal/Period.h"

#include <QTimeZone>

namespace waybill {

namespace {

QList<QDateTime> hoursOf(const QDate &day, const QTimeZone &zone)
{
    const QDateTime end = day.addDays(1).startOfDay(zone).toUTC();
    QList<QDateTime> all;
    for (QDateTime hour = day.startOfDay(zone).toUTC(); hour < end; hour = hour.addSecs(3600))
        all.append(hour);
    all.append(end);
    return all;
}

QList<QDateTime> daysUntil(const QDate &last, int days, const QTimeZone &zone)
{
    QList<QDateTime> all;
    for (int day = 1 - days; day <= 1; ++day)
        all.append(last.addDays(day).startOfDay(zone).toUTC());
    return all;
}

QList<QDateTime> monthsUntil(const QDate &last, const QTimeZone &zone)
{
    constexpr int months = 12;
    const QDate first(last.year(), last.month(), 1);
    QList<QDateTime> all;
    for (int month = 1 - months; month <= 1; ++month)
        all.append(first.addMonths(month).startOfDay(zone).toUTC());
    return all;
}

} // namespace

QList<QDateTime> borders(const Period &period, const QDateTime &now, const QTimeZone &zone)
{
    const QDate today = now.toTimeZone(zone).date();
    switch (period.length) {
    case PeriodLength::Day:
        return hoursOf(today.addDays(-period.back), zone);
    case PeriodLength::Week:
        return daysUntil(today.addDays(-7 * period.back), 7, zone);
    case PeriodLength::Month:
        return daysUntil(today.addDays(-30 * period.back), 30, zone);
    case PeriodLength::Year:
        return monthsUntil(today.addMonths(-12 * period.back), zone);
    }
    return {};
}

} // namespace waybill
