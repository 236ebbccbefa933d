#include "app/http/ServiceWords.h"

#include "app/http/Redaction.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longest = 2000;

QString innermost(const QJsonObject &error)
{
    QString words = error[u"message"_s].toString();
    if (error[u"message"_s].isObject()) // OData v3 says {"message":{"lang","value"}}
        words = error[u"message"_s].toObject()[u"value"_s].toString();
    for (const QString &next : {u"innererror"_s, u"internalexception"_s, u"innerException"_s}) {
        if (error[next].isObject()) {
            const QString inner = innermost(error[next].toObject());
            if (!inner.isEmpty())
                words = inner;
        }
    }
    return words;
}

QString textOfPage(QString page)
{
    static const QRegularExpression unseen(u"<(script|style|head)\\b.*?</\\1>"_s,
                                           QRegularExpression::CaseInsensitiveOption |
                                               QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression title(u"<title[^>]*>([^<]*)</title>"_s, QRegularExpression::CaseInsensitiveOption);
    const QString heading = title.match(page).captured(1).simplified();
    page.remove(unseen);
    static const QRegularExpression tag(u"<[^>]*>"_s);
    const QString text = page.replace(tag, u" "_s).simplified();
    return heading.isEmpty() || text.startsWith(heading) ? text : u"%1. %2"_s.arg(heading, text);
}

} // namespace

QString serviceWords(const HttpAnswer &answer)
{
    const QString body = redactedBody(answer.body, 64 << 10);
    const QJsonObject object = QJsonDocument::fromJson(body.toUtf8()).object();
    QString words;
    if (object[u"error"_s].isObject())
        words = innermost(object[u"error"_s].toObject());
    for (const QString &name : {u"ExceptionMessage"_s, u"Message"_s, u"message"_s, u"error_description"_s}) {
        if (words.isEmpty())
            words = object[name].toString();
    }
    if (words.isEmpty())
        words = answer.looksLikeHtml() ? textOfPage(body) : body.simplified();
    return words.left(longest);
}

QString serviceCode(const HttpAnswer &answer)
{
    return QJsonDocument::fromJson(answer.body).object()[u"error"_s].toObject()[u"code"_s].toString();
}

} // namespace waybill
