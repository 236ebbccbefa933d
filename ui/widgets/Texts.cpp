#include "ui/widgets/Texts.h"

#include "app/base/VisibleText.h"
#include "ui/widgets/TimeDisplay.h"

#include <QCoreApplication>
#include <QTimeZone>

namespace waybill::texts {

using namespace Qt::StringLiterals;
using std::chrono::milliseconds;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Texts", text);
}

} // namespace

QLocale locale()
{
    QLocale locale;
    if (locale.language() == QLocale::C)
        locale = QLocale(QLocale::English, QLocale::UnitedKingdom);
    locale.setNumberOptions(locale.numberOptions() & ~QLocale::OmitGroupSeparator);
    return locale;
}

QString number(qint64 value)
{
    return locale().toString(value);
}

QString number(std::optional<qint64> value)
{
    return value ? number(*value) : u"–"_s;
}

QString bytes(qint64 value)
{
    if (value < 1000)
        return tr("%1 B").arg(value);
    return locale().formattedDataSize(value,
                                      value < 100'000     ? 1
                                      : value < 1'000'000 ? 0
                                                          : 1,
                                      QLocale::DataSizeSIFormat);
}

QString age(milliseconds span)
{
    const qint64 seconds = qMax<qint64>(0, span.count() / 1000);
    if (seconds < 60)
        return tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return tr("%1 min").arg(seconds / 60);
    if (seconds < 2 * 86400)
        return tr("%1 h").arg(seconds / 3600);
    return tr("%1 d").arg(locale().toString(seconds / 86400));
}

QString age(const QDateTime &time, const QDateTime &now)
{
    return time.isValid() ? age(milliseconds(time.msecsTo(now))) : u"–"_s;
}

QString duration(milliseconds span)
{
    const qint64 ms = qMax<qint64>(0, span.count());
    const qint64 seconds = ms / 1000;
    const auto two = [](qint64 value) { return QString::number(value).rightJustified(2, u'0'); };
    if (ms < 100)
        return tr("0 s");
    if (seconds < 10)
        return tr("%1 s").arg(locale().toString(double(ms) / 1000, 'f', ms % 1000 < 50 ? 0 : 1));
    if (seconds < 60)
        return tr("%1 s").arg(seconds);
    if (seconds < 3600)
        return tr("%1 m %2 s").arg(QString::number(seconds / 60), two(seconds % 60));
    if (seconds < 86400)
        return tr("%1 h %2 m").arg(QString::number(seconds / 3600), two(seconds / 60 % 60));
    return tr("%1 d %2 h").arg(QString::number(seconds / 86400), QString::number(seconds / 3600 % 24));
}

QString spanInWords(milliseconds span)
{
    const qint64 seconds = qMax<qint64>(0, (span.count() + 500) / 1000);
    if (seconds < 60)
        return seconds == 1 ? tr("1 second") : tr("%1 seconds").arg(seconds);
    const qint64 minutes = (seconds + 30) / 60;
    if (minutes < 120)
        return minutes == 1 ? tr("1 minute") : minutes == 60 ? tr("1 hour") : tr("%1 minutes").arg(minutes);
    if (minutes < 2 * 24 * 60)
        return tr("%1 hours").arg((minutes + 30) / 60);
    return tr("%1 days").arg(locale().toString((minutes + 12 * 60) / (24 * 60)));
}

bool isEmptyDate(const QDateTime &time)
{
    return !time.isValid() || time.toUTC().date() == QDate(1900, 1, 1);
}

QString clockTime(const QDateTime &time, const QDateTime &now)
{
    if (isEmptyDate(time))
        return {};
    const TimeDisplay &display = TimeDisplay::ofWindow();
    const QDateTime shown = display.shown(time);
    if (shown.date() == display.shown(now).date())
        return shown.toString(u"HH:mm:ss"_s);
    return shown.toString(u"yyyy-MM-dd HH:mm"_s);
}

QString exactTime(const QDateTime &time)
{
    return TimeDisplay::ofWindow().isUtc() ? exactUtc(time) : exactLocal(time);
}

QString exactLocal(const QDateTime &time)
{
    if (isEmptyDate(time))
        return {};
    const QDateTime local = time.toLocalTime();
    return u"%1 (%2)"_s.arg(local.toString(u"yyyy-MM-dd HH:mm:ss"_s), local.timeZoneAbbreviation());
}

QString exactUtc(const QDateTime &time)
{
    return isEmptyDate(time) ? QString() : time.toUTC().toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"_s);
}

QString timeTooltip(const QDateTime &time)
{
    return isEmptyDate(time) ? QString() : exactLocal(time) + u'\n' + exactUtc(time);
}

QString oneLine(const QString &foreign)
{
    constexpr qsizetype longest = 500;
    return visibleText(foreign, LineEnds::AsSpaces, longest);
}

QString readable(const QString &foreign, qsizetype longest)
{
    constexpr qsizetype longestLine = 1'000;
    const QString text = visibleText(foreign, LineEnds::Keep, longest);
    QString broken;
    broken.reserve(text.size() + text.size() / longestLine);
    qsizetype inLine = 0;
    for (const QChar c : text) {
        inLine = c == u'\n' ? 0 : inLine + 1;
        if (inLine > longestLine && !c.isLowSurrogate()) {
            broken += u'\n';
            inLine = 1;
        }
        broken += c;
    }
    return broken;
}

QString plainTooltip(const QString &foreign)
{
    constexpr qsizetype longest = 2'000;
    return u"<div style=\"white-space: pre-wrap\">%1</div>"_s.arg(
        visibleText(foreign, LineEnds::Keep, longest).toHtmlEscaped());
}

QString shortId(const QString &id)
{
    return id.size() <= 12 ? id : id.left(4) + u'…' + id.right(4);
}

} // namespace waybill::texts
