#include "ui/dashboard/FiguresCsv.h"

#include <QCoreApplication>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

QString cell(QString text)
{
    constexpr QStringView formula = u"=+-@\t\r\n";
    if (!text.isEmpty() && formula.contains(text.front()))
        text.prepend(u'\'');
    constexpr QStringView special = u",\"\r\n";
    const bool quoted = std::ranges::any_of(text, [&](QChar c) { return special.contains(c); });
    return quoted ? u'"' + text.replace(u'"', u"\"\""_s) + u'"' : text;
}

QByteArray line(const QStringList &texts)
{
    QStringList cells;
    for (const QString &text : texts)
        cells << cell(text);
    return cells.join(u',').toUtf8() + "\r\n";
}

QString plain(qint64 value, Measure measure)
{
    return measure == Measure::Messages ? QString::number(value) : QString::number(double(value) / 1000, 'f', 3);
}

QString unit(Measure measure)
{
    return measure == Measure::Messages ? QCoreApplication::translate("FiguresCsv", "messages")
                                        : QCoreApplication::translate("FiguresCsv", "seconds");
}

} // namespace

QByteArray figuresCsv(const ChartFigures &figures)
{
    QStringList head{figures.categoryTitle};
    for (const ChartSeries &series : figures.series)
        head << (series.measure == Measure::Messages ? series.name
                                                     : u"%1 (%2)"_s.arg(series.name, unit(series.measure)));
    QByteArray text = line(head);
    for (const ChartCategory &category : figures.categories) {
        QStringList cells{category.exact};
        for (qsizetype i = 0; i < figures.series.size(); ++i)
            cells << plain(category.marks[i].value, figures.series[i].measure);
        text += line(cells);
    }
    return text;
}

QByteArray figuresCsv(const QList<ChartFigures> &charts)
{
    const auto tr = [](const char *word) { return QCoreApplication::translate("FiguresCsv", word); };
    QByteArray text = line({tr("Chart"), tr("Category"), tr("Series"), tr("Value"), tr("Unit")});
    for (const ChartFigures &figures : charts) {
        for (const ChartCategory &category : figures.categories) {
            for (qsizetype i = 0; i < figures.series.size(); ++i) {
                const ChartSeries &series = figures.series[i];
                text += line({figures.title, category.exact, series.name,
                              plain(category.marks[i].value, series.measure), unit(series.measure)});
            }
        }
    }
    return text;
}

} // namespace waybill
