#include "ui/dashboard/StackedBars.h"

#include "ui/style/Palette.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/Texts.h"

#include <QChart>
#include <QStackedBarSeries>
#include <QValueAxis>

#include <cmath>

namespace waybill {

namespace {

constexpr double barPart = 0.72; ///< of the room a category has
constexpr int scaleSteps = 4;    ///< at most, above zero
constexpr int leastArea = 7;     ///< so that a single message can be clicked

/// 1, 2 or 5 times a power of ten, whole, so that few steps reach `highest`.
double niceStep(double highest)
{
    const double rough = std::max(1.0, highest / scaleSteps);
    const double power = std::pow(10, std::floor(std::log10(rough)));
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
        if (factor * power >= rough)
            return factor * power;
    }
    return 10 * power;
}

} // namespace

StackedBars::StackedBars(QWidget *parent) : BarsView(new QStackedBarSeries, parent)
{
    static_cast<QStackedBarSeries *>(bars())->setBarWidth(barPart);
}

double StackedBars::highest() const
{
    double most = 0;
    for (const ChartCategory &category : figures().categories) {
        double sum = 0;
        for (const ChartMark &mark : category.marks)
            sum += double(mark.value);
        most = std::max(most, sum);
    }
    return most;
}

void StackedBars::arrange()
{
    const double step = niceStep(highest());
    const double top = std::max(1.0, std::ceil(highest() / step)) * step;
    valueAxis()->setRange(0, top);
    const QFontMetricsF small(fonts::small(font()));
    const double left = std::max(24.0, small.horizontalAdvance(texts::number(qint64(top)))) + 8;
    const double bottom = small.height() + 8;
    const double above = small.height() / 2 + 2;
    chart()->setPlotArea(QRectF(left, above, std::max(1.0, viewport()->width() - left - 2),
                                std::max(1.0, viewport()->height() - bottom - above)));
}

QRectF StackedBars::bar(qsizetype category, qsizetype series) const
{
    double under = 0;
    const QList<ChartMark> &marks = figures().categories[category].marks;
    for (qsizetype s = 0; s < series; ++s)
        under += double(marks[s].value);
    const QPointF low = place(double(category) - barPart / 2, under);
    const QPointF high = place(double(category) + barPart / 2, under + double(marks[series].value));
    return QRectF(low, high).normalized();
}

QRectF StackedBars::area(qsizetype category, qsizetype series) const
{
    const QRectF painted = bar(category, series);
    const double more = std::max(0.0, leastArea - painted.height()) / 2;
    return painted.adjusted(-2, -more, 2, more);
}

void StackedBars::paintScale(QPainter *painter)
{
    const QRectF plot = chart()->plotArea();
    painter->setPen(QPen(paletteOf(this).line, 1));
    const double step = niceStep(highest());
    for (double value = 0; value <= valueAxis()->max(); value += step) {
        const double y = std::round(place(0, value).y()) + 0.5;
        painter->drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    }
}

void StackedBars::paintTexts(QPainter *painter)
{
    const Palette &c = paletteOf(this);
    painter->setFont(fonts::small(font()));
    const QFontMetricsF metrics(painter->font());
    painter->setPen(c.muted);
    const QRectF plot = chart()->plotArea();
    const double step = niceStep(highest());
    for (double value = 0; value <= valueAxis()->max(); value += step) {
        const double y = place(0, value).y();
        painter->drawText(QRectF(0, y - metrics.height() / 2, plot.left() - 8, metrics.height()),
                          Qt::AlignRight | Qt::AlignVCenter, texts::number(qint64(value)));
    }
    // As many names as fit, the first always.
    const QList<ChartCategory> &all = figures().categories;
    double widest = 0;
    for (const ChartCategory &category : all)
        widest = std::max(widest, metrics.horizontalAdvance(category.shortName));
    const double room = all.isEmpty() ? 1 : plot.width() / double(all.size());
    const auto every = std::max<qsizetype>(1, qsizetype(std::ceil((widest + 12) / room)));
    for (qsizetype i = 0; i < all.size(); i += every) {
        const double middle = place(double(i), 0).x();
        double left = middle - widest / 2 - 4;
        left = std::clamp(left, 0.0, std::max(0.0, viewport()->width() - widest - 8));
        painter->drawText(QRectF(left, plot.bottom() + 5, widest + 8, metrics.height()),
                          Qt::AlignHCenter | Qt::AlignTop, all[i].shortName);
    }
}

} // namespace waybill
