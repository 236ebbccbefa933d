#pragma once

#include "app/journal/Period.h"
#include "app/journal/Statistics.h"
#include "ui/dashboard/ChartFigures.h"

#include <QTimeZone>

namespace waybill {

/// What figures are told for: which period, seen from when and where.
struct DashboardView {
    Period period;
    QDateTime now; ///< UTC
    QTimeZone zone;
};

/// `today`, `in the last 7 days`, `from 6 to 12 Nov 2026`.
QString periodText(const DashboardView &view);
/// The days of the period: `20–26 Nov 2026`.
QString periodDays(const DashboardView &view);

/// The word of an outcome in legends and chips.
QString outcomeWord(Outcome outcome);
StatusRole outcomeRole(Outcome outcome);

ChartFigures outcomesOverTime(const Statistics &statistics, const DashboardView &view);
ChartFigures timesByJob(const Statistics &statistics, const DashboardView &view);
ChartFigures failuresByEntity(const Statistics &statistics, const DashboardView &view);
ChartFigures failuresByCause(const Statistics &statistics, const DashboardView &view);
/// What is of no period, for a saved file: in flight, needs attention, and how long the oldest has been waiting, if
/// anything is.
QList<ChartFigures> presentFigures(const Statistics &statistics, const DashboardView &view);

/// The first line of the page: what the period was like, as plain text.
QString dashboardSentence(const Statistics &statistics, const DashboardView &view);

} // namespace waybill
