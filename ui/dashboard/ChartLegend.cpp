#include "ui/dashboard/ChartLegend.h"

#include "ui/style/Metrics.h"
#include "ui/widgets/Fonts.h"

#include <QPainter>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int swatch = 12;
constexpr int gap = 5;
} // namespace

ChartLegend::ChartLegend(QWidget *parent) : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setFont(fonts::small(font()));
}

void ChartLegend::setFigures(const ChartFigures &figures)
{
    QList<Entry> entries;
    for (qsizetype s = 0; s < figures.series.size(); ++s) {
        const ChartSeries &series = figures.series[s];
        if (!series.drawn)
            continue;
        qint64 sum = 0;
        for (const ChartCategory &category : figures.categories)
            sum += category.marks[s].value;
        if (series.measure == Measure::Messages && sum == 0)
            continue; // what does not occur needs no explanation
        entries.append({series.measure == Measure::Messages
                            ? u"%1 %2"_s.arg(series.name, valueText(sum, series.measure))
                            : series.name,
                        series.role, series.hatch});
    }
    if (entries == m_entries)
        return;
    m_entries = entries;
    QStringList words;
    for (const Entry &entry : m_entries)
        words << entry.text;
    setAccessibleName(words.join(u", "_s));
    updateGeometry();
    update();
}

QList<QRect> ChartLegend::places(int width) const
{
    QList<QRect> all;
    int x = 0, y = 0;
    const int line = fontMetrics().height() + 2;
    for (const Entry &entry : m_entries) {
        const int wide = swatch + gap + fontMetrics().horizontalAdvance(entry.text) + 2;
        if (x > 0 && x + wide > width) {
            x = 0;
            y += line;
        }
        all.append(QRect(x, y, wide, line));
        x += wide + metrics::margin - 2;
    }
    return all;
}

int ChartLegend::heightForWidth(int width) const
{
    const QList<QRect> all = places(width);
    return all.isEmpty() ? 0 : all.last().bottom() + 1;
}

QSize ChartLegend::sizeHint() const
{
    const QList<QRect> all = places(100000);
    return {all.isEmpty() ? 0 : all.last().right() + 1, heightForWidth(100000)};
}

void ChartLegend::paintEvent(QPaintEvent *)
{
    const Palette &c = paletteOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QList<QRect> all = places(width());
    for (qsizetype i = 0; i < all.size(); ++i) {
        const QRect box(all[i].left(), all[i].top() + (all[i].height() - swatch) / 2, swatch, swatch);
        painter.setPen(Qt::NoPen);
        painter.setBrush(chartBrush(m_entries[i].role, m_entries[i].hatch, c));
        painter.drawRoundedRect(box, 2, 2);
        painter.setPen(c.muted);
        painter.drawText(all[i].adjusted(swatch + gap, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, m_entries[i].text);
    }
}

} // namespace waybill
