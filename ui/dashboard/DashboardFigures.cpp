#include "ui/dashboard/DashboardFigures.h"

#include "ui/widgets/Texts.h"

#include <QCoreApplication>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("DashboardFigures", text, nullptr, n);
}

struct OutcomeLook {
    Outcome outcome;
    const char *word;
    StatusRole role;
    Hatch hatch;
};
constexpr OutcomeLook looks[] = {
    {Outcome::Processed, QT_TRANSLATE_NOOP("DashboardFigures", "Processed"), StatusRole::Green, Hatch::None},
    {Outcome::WithErrors, QT_TRANSLATE_NOOP("DashboardFigures", "With errors"), StatusRole::Amber, Hatch::Rising},
    {Outcome::Failed, QT_TRANSLATE_NOOP("DashboardFigures", "Failed"), StatusRole::Red, Hatch::Crossed},
    {Outcome::Undecided, QT_TRANSLATE_NOOP("DashboardFigures", "Undecided"), StatusRole::Violet, Hatch::Falling},
    {Outcome::InFlight, QT_TRANSLATE_NOOP("DashboardFigures", "In flight"), StatusRole::Running, Hatch::Dotted},
    {Outcome::NotSent, QT_TRANSLATE_NOOP("DashboardFigures", "Not sent"), StatusRole::Quiet, Hatch::Upright}};

const OutcomeLook &lookOf(Outcome outcome)
{
    return looks[static_cast<size_t>(outcome)];
}

const QList<Outcome> &badOutcomes()
{
    static const QList<Outcome> bad{Outcome::WithErrors, Outcome::Failed};
    return bad;
}

/// All messages of the period; what a mark opens is a part of them.
MessageFilter ofPeriod(const Statistics &statistics)
{
    MessageFilter filter;
    filter.environment = statistics.question.environment;
    if (!statistics.question.borders.isEmpty()) {
        filter.since = statistics.question.borders.first();
        filter.until = statistics.question.borders.last();
    }
    return filter;
}

QString day(const QDateTime &time)
{
    return texts::locale().toString(time.date(), u"ddd d MMM"_s);
}

/// The part of the period that begins at `start`, in words of its length.
ChartCategory partOf(PeriodLength length, const QDateTime &start, const QDateTime &end)
{
    const QLocale locale = texts::locale();
    ChartCategory part;
    switch (length) {
    case PeriodLength::Day:
        part.name = tr("%1 to %2").arg(start.toString(u"HH:mm"_s), end.toString(u"HH:mm"_s));
        part.shortName = start.toString(u"HH"_s);
        part.exact = start.toOffsetFromUtc(start.offsetFromUtc()).toString(Qt::ISODate);
        break;
    case PeriodLength::Week:
        part.name = part.shortName = day(start);
        part.exact = start.date().toString(Qt::ISODate);
        break;
    case PeriodLength::Month:
        part.name = day(start);
        part.shortName = locale.toString(start.date(), u"d MMM"_s);
        part.exact = start.date().toString(Qt::ISODate);
        break;
    case PeriodLength::Year:
        part.name = locale.toString(start.date(), u"MMMM yyyy"_s);
        part.shortName = locale.toString(start.date(), u"MMM"_s);
        part.exact = start.date().toString(u"yyyy-MM"_s);
        break;
    }
    return part;
}

QString categoryTitleOf(PeriodLength length)
{
    switch (length) {
    case PeriodLength::Day:
        return tr("Hour");
    case PeriodLength::Week:
    case PeriodLength::Month:
        return tr("Day");
    case PeriodLength::Year:
        return tr("Month");
    }
    return {};
}

ChartFigures failures(const QString &title, const QString &categoryTitle, const QList<FailureCount> &counts,
                      const QString &nameless, const DashboardView &view,
                      const std::function<MessageFilter(const QString &)> &filter)
{
    ChartFigures figures;
    figures.title = title;
    figures.categoryTitle = categoryTitle;
    figures.series = {{tr("Failed"), Measure::Messages, true, StatusRole::Red, Hatch::None}};
    for (const FailureCount &count : counts) {
        ChartCategory category;
        category.name = category.shortName = category.exact = count.text.isEmpty() ? nameless : count.text;
        category.opening = {filter(count.text), tr("Failed %1: %2").arg(periodText(view), category.name)};
        category.marks = {{count.messages, category.opening}};
        figures.categories.append(category);
    }
    return figures;
}

QString percent(qint64 part, qint64 whole)
{
    // Never 100 of something that is not whole, never 0 of something that is there.
    qint64 rounded = whole == 0 ? 0 : qRound64(100.0 * double(part) / double(whole));
    if (part < whole)
        rounded = qMin<qint64>(rounded, 99);
    if (part > 0)
        rounded = qMax<qint64>(rounded, 1);
    return tr("%1 %").arg(rounded);
}

} // namespace

QString periodDays(const DashboardView &view)
{
    const QList<QDateTime> all = borders(view.period, view.now, view.zone);
    const QDate first = all.first().toTimeZone(view.zone).date();
    const QDate last = all.last().toTimeZone(view.zone).addSecs(-1).date();
    const QLocale locale = texts::locale();
    const QString end = locale.toString(last, u"d MMM yyyy"_s);
    if (first == last)
        return locale.toString(last, u"ddd d MMM yyyy"_s);
    if (first.year() != last.year())
        return tr("%1 – %2").arg(locale.toString(first, u"d MMM yyyy"_s), end);
    if (first.month() != last.month())
        return tr("%1 – %2").arg(locale.toString(first, u"d MMM"_s), end);
    return tr("%1–%2").arg(locale.toString(first, u"d"_s), end);
}

QString periodText(const DashboardView &view)
{
    if (view.period.back > 0)
        return view.period.length == PeriodLength::Day ? tr("on %1").arg(periodDays(view))
                                                       : tr("in %1").arg(periodDays(view));
    switch (view.period.length) {
    case PeriodLength::Day:
        return tr("today");
    case PeriodLength::Week:
        return tr("in the last 7 days");
    case PeriodLength::Month:
        return tr("in the last 30 days");
    case PeriodLength::Year:
        return tr("in the last 12 months");
    }
    return {};
}

QString outcomeWord(Outcome outcome)
{
    return tr(lookOf(outcome).word);
}

StatusRole outcomeRole(Outcome outcome)
{
    return lookOf(outcome).role;
}

ChartFigures outcomesOverTime(const Statistics &statistics, const DashboardView &view)
{
    ChartFigures figures;
    figures.title = tr("Outcome over time");
    figures.categoryTitle = categoryTitleOf(view.period.length);
    for (const OutcomeLook &look : looks)
        figures.series.append({outcomeWord(look.outcome), Measure::Messages, true, look.role, look.hatch});
    const QList<QDateTime> &all = statistics.question.borders;
    for (qsizetype i = 0; i < statistics.parts.size(); ++i) {
        ChartCategory part = partOf(view.period.length, all[i].toTimeZone(view.zone), all[i + 1].toTimeZone(view.zone));
        MessageFilter filter = ofPeriod(statistics);
        filter.since = all[i];
        filter.until = all[i + 1];
        const QString name =
            view.period.length == PeriodLength::Day ? tr("%1, %2").arg(periodDays(view), part.name) : part.name;
        part.opening = {filter, name};
        for (const OutcomeLook &look : looks) {
            filter.outcomes = {look.outcome};
            part.marks.append(
                {statistics.parts[i][look.outcome], {filter, tr("%1: %2").arg(name, outcomeWord(look.outcome))}});
        }
        figures.categories.append(part);
    }
    return figures;
}

ChartFigures timesByJob(const Statistics &statistics, const DashboardView &view)
{
    ChartFigures figures;
    figures.title = tr("Time to process");
    figures.categoryTitle = tr("Job");
    figures.series = {{tr("Median"), Measure::Milliseconds, true, StatusRole::Running, Hatch::None},
                      {tr("95th percentile"), Measure::Milliseconds, true, StatusRole::Running, Hatch::Rising},
                      {tr("Messages"), Measure::Messages, false}};
    for (const JobTime &time : statistics.times) {
        ChartCategory job;
        job.name = job.shortName = job.exact = time.job.isEmpty() ? tr("No job") : time.job;
        MessageFilter filter = ofPeriod(statistics);
        filter.job = time.job;
        filter.tookAtLeast = std::chrono::milliseconds(0);
        job.opening = {filter, tr("%1, processed %2").arg(job.name, periodText(view))};
        MessageFilter slow = filter;
        slow.tookAtLeast = time.percentile95;
        const QString atLeast = valueText(time.percentile95.count(), Measure::Milliseconds);
        job.marks = {
            {time.median.count(), job.opening},
            {time.percentile95.count(), {slow, tr("%1, %2 or longer %3").arg(job.name, atLeast, periodText(view))}},
            {time.messages, job.opening}};
        figures.categories.append(job);
    }
    return figures;
}

ChartFigures failuresByEntity(const Statistics &statistics, const DashboardView &view)
{
    return failures(tr("Failures by entity"), tr("Entity"), statistics.entities, tr("No entity named"), view,
                    [&](const QString &entity) {
                        MessageFilter filter = ofPeriod(statistics);
                        filter.outcomes = badOutcomes();
                        filter.entity = entity;
                        return filter;
                    });
}

ChartFigures failuresByCause(const Statistics &statistics, const DashboardView &view)
{
    return failures(tr("Failures by cause"), tr("Cause"), statistics.causes, tr("No cause told"), view,
                    [&](const QString &cause) {
                        MessageFilter filter = ofPeriod(statistics);
                        filter.outcomes = badOutcomes();
                        filter.cause = cause;
                        return filter;
                    });
}

QList<ChartFigures> presentFigures(const Statistics &statistics, const DashboardView &view)
{
    const auto figure = [](const QString &name, const ChartSeries &series, qint64 value) {
        return ChartFigures{tr("Now"), {}, {series}, {{name, {}, name, {}, {{value, {}}}}}};
    };
    const ChartSeries messages{tr("Messages"), Measure::Messages};
    QList<ChartFigures> present{figure(tr("In flight"), messages, statistics.inFlight),
                                figure(tr("Needs attention"), messages, statistics.needsAttention)};
    if (statistics.oldestWaiting) {
        present.append(figure(tr("Oldest waiting"), {tr("Waits"), Measure::Milliseconds},
                              statistics.oldestWaiting->createdUtc.msecsTo(view.now)));
    }
    return present;
}

QString dashboardSentence(const Statistics &statistics, const DashboardView &view)
{
    const OutcomeCounts total = statistics.total();
    const QString when = periodText(view);
    if (total.all() == 0)
        return tr("No messages %1").arg(when);
    const QString messages =
        total.all() == 1 ? tr("One message %1").arg(when) : tr("%1 messages %2").arg(texts::number(total.all()), when);
    const qint64 open = total[Outcome::InFlight];
    QStringList parts;
    if (open == total.all())
        return tr("%1: still in flight").arg(messages);
    if (total[Outcome::Processed] == total.all())
        return tr("%1: all processed").arg(messages);
    parts << tr("%1 processed").arg(percent(total[Outcome::Processed], total.all()));
    if (total.bad() > 0) {
        const QString failed = tr("%1 failed").arg(texts::number(total.bad()));
        const FailureCount top = statistics.causes.value(0);
        if (top.text.isEmpty() || (top.messages == 1 && total.bad() > 1))
            parts << failed;
        else if (top.messages == total.bad())
            parts << tr("%1 for “%2”").arg(failed, top.text);
        else
            parts << tr("%1, %2 of them for “%3”").arg(failed, texts::number(top.messages), top.text);
    } else {
        parts << tr("none failed");
    }
    return tr("%1: %2").arg(messages, parts.join(u", "_s));
}

} // namespace waybill
