#include "ui/dashboard/ChartFigures.h"

#include "ui/widgets/Texts.h"

#include <QCoreApplication>

#include <algorithm>

namespace waybill {

bool ChartFigures::isEmpty() const
{
    return std::ranges::none_of(categories, [](const ChartCategory &category) {
        return std::ranges::any_of(category.marks, [](const ChartMark &mark) { return mark.value > 0; });
    });
}

QString valueText(qint64 value, Measure measure)
{
    return measure == Measure::Messages ? texts::number(value) : texts::duration(std::chrono::milliseconds(value));
}

QString markText(const ChartFigures &figures, qsizetype category, qsizetype series)
{
    const ChartCategory &of = figures.categories[category];
    return QCoreApplication::translate("ChartFigures", "%1, %2: %3")
        .arg(of.name, figures.series[series].name, valueText(of.marks[series].value, figures.series[series].measure));
}

} // namespace waybill
