#pragma once

#include "app/journal/MessageFilter.h"
#include "ui/style/Hatch.h"
#include "ui/style/StatusRole.h"

#include <QString>

namespace waybill {

/// The messages behind a figure: what lists them, and how a chip names the list.
struct Opening {
    MessageFilter filter;
    QString label;
    bool operator==(const Opening &) const = default;
};

/// What a number counts.
enum class Measure { Messages, Milliseconds };

/// One kind of number that a chart has for each of its categories.
struct ChartSeries {
    QString name;
    Measure measure = Measure::Messages;
    bool drawn = true; ///< false: it stands in the table and in the file only
    StatusRole role = StatusRole::Quiet;
    Hatch hatch = Hatch::None;
    bool operator==(const ChartSeries &) const = default;
};

struct ChartMark {
    qint64 value = 0;
    Opening opening;
    bool operator==(const ChartMark &) const = default;
};

/// One stretch of time, job, entity or cause, with a mark for each series.
struct ChartCategory {
    QString name;      ///< whole: tables, tooltips, screen readers
    QString shortName; ///< below a bar; may be empty where there is no room for all
    QString exact;     ///< in a saved file
    Opening opening;   ///< all its messages
    QList<ChartMark> marks;
    bool operator==(const ChartCategory &) const = default;
};

/// All that a chart shows, and its table, and its file. A value; what paints it decides nothing.
struct ChartFigures {
    QString title;
    QString categoryTitle; ///< above the categories in a table: `Day`, `Job`
    QList<ChartSeries> series;
    QList<ChartCategory> categories;

    bool isEmpty() const;
    bool operator==(const ChartFigures &) const = default;
};

/// As people read it: `1,204` or `2 m 05 s`.
QString valueText(qint64 value, Measure measure);
/// One mark in words: `Tue 24 Nov, Failed: 12`.
QString markText(const ChartFigures &figures, qsizetype category, qsizetype series);

} // namespace waybill
