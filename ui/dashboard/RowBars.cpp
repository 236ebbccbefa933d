#include "ui/dashboard/RowBars.h"

#include "ui/style/Palette.h"
#include "ui/widgets/Fonts.h"

#include <QChart>
#include <QHorizontalBarSeries>
#include <QValueAxis>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int barHeight = 7;
constexpr int barGap = 2;  ///< between the bars of one row, about
constexpr int textGap = 2; ///< between the name and its bars
constexpr int rowGap = 9;
} // namespace

RowBars::RowBars(QWidget *parent) : BarsView(new QHorizontalBarSeries, parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

qsizetype RowBars::drawnSeries() const
{
    return std::max<qsizetype>(1, std::ranges::count_if(figures().series, &ChartSeries::drawn));
}

int RowBars::rowHeight() const
{
    return fontMetrics().height() + textGap + int(drawnSeries()) * (barHeight + barGap) + rowGap;
}

QSize RowBars::sizeHint() const
{
    return {320, int(std::max<qsizetype>(1, shownCategories())) * rowHeight()};
}

void RowBars::arrange()
{
    double longest = 1;
    for (qsizetype i = 0; i < shownCategories(); ++i) {
        for (qsizetype s = 0; s < figures().series.size(); ++s) {
            if (figures().series[s].drawn)
                longest = std::max(longest, double(figures().categories[i].marks[s].value));
        }
    }
    valueAxis()->setRange(0, longest);
    // Bars stand in the middle of their category: moved down by half of what the name takes.
    const double down = (fontMetrics().height() + textGap - rowGap) / 2.0;
    chart()->setPlotArea(QRectF(0, down, std::max(1, viewport()->width() - 3),
                                std::max<double>(1, double(shownCategories()) * rowHeight())));
    static_cast<QHorizontalBarSeries *>(bars())->setBarWidth(barsPart());
    updateGeometry();
}

double RowBars::barsPart() const
{
    return double(drawnSeries()) * (barHeight + barGap) / rowHeight();
}

QRectF RowBars::bar(qsizetype category, qsizetype series) const
{
    double before = 0;
    for (qsizetype s = 0; s < series; ++s)
        before += figures().series[s].drawn ? 1 : 0;
    const double thickness = barsPart() / double(drawnSeries());
    const double begin = double(category) - barsPart() / 2 + before * thickness;
    const QPointF first = place(begin, 0);
    const QPointF last = place(begin + thickness, double(figures().categories[category].marks[series].value));
    return QRectF(first, last).normalized();
}

QRectF RowBars::area(qsizetype category, qsizetype series) const
{
    // The whole row, the name too; shared by its series.
    const QRectF painted = bar(category, series);
    const double top = double(category) * rowHeight();
    const bool isFirst = series == 0;
    const bool isLast = series + 1 == figures().series.size() || !figures().series[series + 1].drawn;
    const double from = isFirst ? top : painted.top();
    const double to = isLast ? top + rowHeight() : painted.bottom();
    return QRectF(0, from, viewport()->width(), to - from);
}

QString RowBars::values(qsizetype category) const
{
    QStringList texts;
    for (qsizetype s = 0; s < figures().series.size(); ++s) {
        if (figures().series[s].drawn)
            texts << valueText(figures().categories[category].marks[s].value, figures().series[s].measure);
    }
    return texts.join(u" · "_s);
}

void RowBars::paintTexts(QPainter *painter)
{
    const Palette &c = paletteOf(this);
    painter->setFont(font());
    const QFontMetrics metrics = fontMetrics();
    for (qsizetype i = 0; i < shownCategories(); ++i) {
        const QRect line(0, int(i) * rowHeight(), viewport()->width() - 2, metrics.height());
        const QString value = values(i);
        const int valueWidth = metrics.horizontalAdvance(value);
        painter->setPen(c.muted);
        painter->drawText(line, Qt::AlignRight | Qt::AlignVCenter, value);
        painter->setPen(c.text);
        painter->drawText(
            line, Qt::AlignLeft | Qt::AlignVCenter,
            metrics.elidedText(figures().categories[i].name, Qt::ElideRight, line.width() - valueWidth - 12));
    }
}

} // namespace waybill
