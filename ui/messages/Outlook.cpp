#include "ui/messages/Outlook.h"

#include "ui/widgets/Texts.h"

#include <QCoreApplication>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Outlook", text);
}

QString inWords(Seconds span)
{
    return texts::spanInWords(std::chrono::duration_cast<std::chrono::milliseconds>(span));
}

QString everyInWords(std::chrono::minutes every)
{
    return every == 1min ? tr("every minute") : every == 1h ? tr("every hour") : tr("every %1").arg(inWords(every));
}

/// How it usually goes, as a sentence without its full stop; empty where nothing is known.
QString usually(const UsualCourse &usual)
{
    if (usual.every)
        return tr("This job's batch usually takes files %1").arg(everyInWords(*usual.every));
    if (!usual.stays)
        return {};
    return usual.waits ? tr("Files of this job usually wait %1 for its batch").arg(inWords(*usual.stays))
                       : tr("Files of this job usually stay in %2 for %1").arg(inWords(*usual.stays), usual.word);
}

QString tooLong(const UsualCourse &usual, Seconds age)
{
    if (usual.every)
        return tr("Longer than usual: its job's batch takes files %1, and it has been waiting for %2.")
            .arg(everyInWords(*usual.every), inWords(age));
    return usual.waits
               ? tr("Longer than usual: files of this job usually wait %1 for its batch; this one has been waiting for "
                    "%2.")
                     .arg(inWords(*usual.stays), inWords(age))
               : tr("Longer than usual: files of this job usually stay in %2 for %1; this one has been there for %3.")
                     .arg(inWords(*usual.stays), usual.word, inWords(age));
}

} // namespace

Outlook outlookOf(const std::optional<UsualCourse> &usual, const QDateTime &nextLook, const QDateTime &now)
{
    const std::chrono::milliseconds until(now.msecsTo(nextLook));
    const bool looking = until < 1s;
    const QString span = texts::age(until).replace(u' ', QChar(QChar::Nbsp)); // a number and its unit stay together
    const QString look = looking ? tr("being looked at now") : tr("next look in %1").arg(span);
    const QString begins = looking ? tr("Being looked at now") : tr("Next look in %1").arg(span);
    if (!usual)
        return {begins, false};
    if (usual->late)
        return {tooLong(*usual, instantOf(now) - usual->since) + u' ' + begins, true};
    const QString sentence = usually(*usual);
    return {sentence.isEmpty() ? begins : tr("%1; %2").arg(sentence, look), false};
}

} // namespace waybill
