#include "ui/messages/Headline.h"

#include "ui/style/Palette.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/TimeDisplay.h"

#include <QCoreApplication>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

/// Seconds without a success that are not worth a word.
constexpr qint64 noSilence = 15 * 60;

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Headline", text, nullptr, n);
}

} // namespace

Headline headlineOf(const std::optional<Silence> &silence, const MessageCounts &counts)
{
    Headline headline;
    headline.needYou = counts.needsAttention;
    headline.inFlight = counts.inFlight;
    headline.anything = counts.all > 0;
    headline.heard = silence.has_value();
    if (silence) {
        headline.lastSuccess = silence->lastSuccess;
        headline.silentJob = silence->job;
        headline.silentSince = silence->since;
    }
    return headline;
}

QString whenText(const QDateTime &time, const QDateTime &now)
{
    const TimeDisplay &display = TimeDisplay::ofWindow();
    const QDateTime shown = display.shown(time);
    const qint64 days = shown.date().daysTo(display.shown(now).date());
    if (days == 0)
        return shown.toString(u"HH:mm"_s);
    if (days == 1)
        return tr("yesterday %1").arg(shown.toString(u"HH:mm"_s));
    return shown.toString(u"yyyy-MM-dd HH:mm"_s);
}

QString headlineHtml(const Headline &headline, const QDateTime &now, const Palette &palette)
{
    const auto strong = [](const QString &text, const QColor &colour) {
        return u"<b style=\"color:%1\">%2</b>"_s.arg(colour.name(), text.toHtmlEscaped());
    };
    if (!headline.anything)
        return tr("Nothing has been pushed here yet").toHtmlEscaped();
    QStringList parts;
    parts << (headline.needYou > 0
                  ? strong(headline.needYou == 1 ? tr("1 needs you") : tr("%n need you", int(headline.needYou)),
                           palette.tone(StatusRole::Amber).ink)
                  : tr("Nothing needs you").toHtmlEscaped());
    parts << tr("%1 in flight").arg(texts::number(headline.inFlight)).toHtmlEscaped();
    if (!headline.heard)
        return parts.join(u" · "_s);
    parts << (headline.lastSuccess.isValid() ? tr("last success %1").arg(whenText(headline.lastSuccess, now))
                                             : tr("no success yet"))
                 .toHtmlEscaped();
    const bool justNow = headline.silentSince.isValid() && headline.silentSince.secsTo(now) < noSilence;
    if (!headline.silentJob.isEmpty() && !justNow) {
        const QString job = strong(headline.silentJob, palette.text);
        parts << (headline.silentSince.isValid()
                      ? tr("nothing through %1 since %2").arg(job, whenText(headline.silentSince, now).toHtmlEscaped())
                      : tr("nothing through %1 so far").arg(job));
    }
    return parts.join(u" · "_s);
}

} // namespace waybill
