#include "ui/messages/Headline.h"

#include "ui/style/Palette.h"
#include "ui/widgets/Texts.h"

#include <QCoreApplication>
#include <QHash>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text, int n = -1)
{
    return QCoreApplication::translate("Headline", text, nullptr, n);
}

struct JobLife {
    QDateTime lastSuccess;
    QDateTime lastTrouble;
};

} // namespace

Headline headlineOf(std::span<const Message> messages, const MessageCounts &counts)
{
    Headline headline;
    headline.needYou = counts.needsAttention;
    headline.inFlight = counts.inFlight;
    headline.anything = counts.all > 0;
    QHash<QString, JobLife> jobs;
    for (const Message &message : messages) {
        JobLife &life = jobs[message.job];
        if (message.state == MessageState::Succeeded) {
            life.lastSuccess = qMax(life.lastSuccess, message.changedUtc);
            headline.lastSuccess = qMax(headline.lastSuccess, message.changedUtc);
        } else if (message.needsAttention()) {
            life.lastTrouble = qMax(life.lastTrouble, message.createdUtc);
        }
    }
    bool found = false;
    for (auto job = jobs.cbegin(); job != jobs.cend(); ++job) {
        if (!job->lastTrouble.isValid() || job->lastTrouble <= job->lastSuccess)
            continue;
        if (found && job->lastSuccess >= headline.silentSince)
            continue;
        found = true;
        headline.silentJob = job.key();
        headline.silentSince = job->lastSuccess;
    }
    return headline;
}

QString whenText(const QDateTime &time, const QDateTime &now)
{
    const QDateTime local = time.toLocalTime();
    const qint64 days = local.date().daysTo(now.toLocalTime().date());
    if (days == 0)
        return local.toString(u"HH:mm"_s);
    if (days == 1)
        return tr("yesterday %1").arg(local.toString(u"HH:mm"_s));
    return local.toString(u"yyyy-MM-dd HH:mm"_s);
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
                  ? strong(tr("%n need you", static_cast<int>(headline.needYou)), palette.tone(StatusRole::Amber).ink)
                  : tr("Nothing needs you").toHtmlEscaped());
    parts << tr("%1 in flight").arg(texts::number(headline.inFlight)).toHtmlEscaped();
    parts << (headline.lastSuccess.isValid() ? tr("last success %1").arg(whenText(headline.lastSuccess, now))
                                             : tr("no success yet"))
                 .toHtmlEscaped();
    if (!headline.silentJob.isEmpty()) {
        const QString job = strong(headline.silentJob, palette.text);
        parts << (headline.silentSince.isValid()
                      ? tr("nothing through %1 since %2").arg(job, whenText(headline.silentSince, now).toHtmlEscaped())
                      : tr("nothing through %1 so far").arg(job));
    }
    return parts.join(u" · "_s);
}

} // namespace waybill
