#pragma once

#include "ui/dashboard/ChartFigures.h"

#include <QByteArray>

namespace waybill {

/// The numbers behind one chart as RFC 4180 has it, UTF-8: a line a category, times in seconds. Cells that a
/// spreadsheet would take for a formula (they begin with = + - @ or a control character) get an apostrophe before.
QByteArray figuresCsv(const ChartFigures &figures);

/// Several charts in one file: `Chart,Category,Series,Value,Unit`, a line a number.
QByteArray figuresCsv(const QList<ChartFigures> &charts);

} // namespace waybill
