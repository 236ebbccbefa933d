#include "app/packages/DequeueAnswer.h"

#include "app/http/ServiceWords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
using Verdict = DequeueAnswer::Verdict;

/// A field in any case, as answers of gateways come.
QJsonValue field(const QJsonObject &object, QLatin1StringView name)
{
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (it.key().compare(name, Qt::CaseInsensitive) == 0)
            return it.value();
    }
    return QJsonValue::Undefined;
}

/// A time that was set: neither null nor the empty date of F&O or .NET.
bool isTime(const QJsonValue &value)
{
    const QString text = value.toString().trimmed();
    return !text.isEmpty() && !text.startsWith("0001-"_L1) && !text.startsWith("1900-01-01"_L1);
}

/// An address without what may sign it, under whatever name; empty where it is no address. What came of it stays as it
/// is when asked again.
QString withoutQuery(const QString &address)
{
    const QUrl url(address);
    return url.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment).toString(QUrl::FullyEncoded);
}

/// A value without what is secret of it, however deep that stands.
QJsonValue blanked(const QString &key, const QJsonValue &value)
{
    if (value.isObject()) {
        // Made anew: Qt reads two names that differ by a byte order mark only as one name twice, and would change the
        // first.
        const QJsonObject object = value.toObject();
        QJsonObject clean;
        for (auto it = object.begin(); it != object.end(); ++it)
            clean.insert(it.key(), blanked(it.key(), it.value()));
        return clean;
    }
    if (value.isArray()) {
        QJsonArray array;
        for (const auto &each : value.toArray())
            array.append(blanked(key, each));
        return array;
    }
    QString text = value.toString();
    if (key.compare("PopReceipt"_L1, Qt::CaseInsensitive) == 0 && !text.isEmpty())
        return u"(hidden)"_s;
    if (text.contains("://"_L1) && text.contains(u'?'))
        text = withoutQuery(text);
    if (text.contains("sig="_L1, Qt::CaseInsensitive))
        return u"(hidden)"_s;
    return value.isString() ? QJsonValue(text) : value;
}

DequeueAnswer judgeFailure(const HttpOutcome &outcome)
{
    Error error = outcome.error;
    switch (error.kind) {
    case ErrorKind::AnswerLost:
    case ErrorKind::TimedOut:
    case ErrorKind::Cancelled:
        if (!outcome.bodyBegan)
            return {Verdict::NotReached, {}, error};
        error.kind = ErrorKind::AnswerLost;
        error.message += u" The service may have handed out a package all the same."_s;
        return {Verdict::Lost, {}, error};
    default:
        return {Verdict::NotReached, {}, error};
    }
}
} // namespace

std::optional<HandedOut> handedOutFrom(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const QString id = field(document.object(), "CorrelationId"_L1).toString().trimmed();
    if (id.isEmpty())
        return {};
    HandedOut message;
    message.correlationId = id;
    message.location = field(document.object(), "DownloadLocation"_L1).toString().trimmed();
    message.isThere = field(document.object(), "IsDownLoadFileExist"_L1).toBool(true);
    message.trouble = field(document.object(), "FileDownLoadErrorMessage"_L1).toString().trimmed();
    const QJsonValue last = field(document.object(), "LastDequeueDateTime"_L1);
    message.isAgain = isTime(last);
    message.isFirst = !message.isAgain && (last.isNull() || last.isString());
    message.json = json;
    return message;
}

DequeueAnswer judgeDequeue(const HttpOutcome &outcome)
{
    if (!outcome.answer)
        return judgeFailure(outcome);
    const HttpAnswer &answer = *outcome.answer;
    const auto error = [&answer](ErrorKind kind, const QString &message) {
        return Error{kind, message, serviceWords(answer), answer.status, serviceCode(answer)};
    };
    if (answer.status == 204)
        return {Verdict::Nothing};
    if (answer.status >= 200 && answer.status < 300) {
        if (auto message = answer.cut ? std::nullopt : handedOutFrom(answer.body))
            return {Verdict::HandedOut, std::move(message)};
        // Its body is a secret or nothing: no word of it is told.
        return {Verdict::Lost,
                {},
                Error{ErrorKind::AnswerLost,
                      answer.looksLikeHtml()
                          ? u"The service answered a dequeue with a web page (%1), which does not tell whether it "
                            u"handed out a package."_s.arg(answer.status)
                          : u"The service answered a dequeue with something that cannot be read (%1): it may have "
                            u"handed out a package."_s.arg(answer.status),
                      {},
                      answer.status,
                      {}}};
    }
    if (answer.status == 401) {
        return {Verdict::Again,
                {},
                error(ErrorKind::NotSignedIn,
                      u"The service did not accept the sign-in (401), so nothing was fetched. Check that the "
                      u"application is listed under Microsoft Entra ID applications in F&O and on the recurring data "
                      u"job."_s)};
    }
    if (answer.status == 429)
        return {Verdict::Again, {}, error(ErrorKind::Throttled, u"The service asks to wait (429)."_s)};
    if (answer.status == 408 || answer.status >= 500) {
        return {Verdict::Lost,
                {},
                error(ErrorKind::AnswerLost,
                      u"The service answered a dequeue with an error (%1), which does not tell whether it handed out "
                      u"a package."_s.arg(answer.status))};
    }
    if (answer.status == 403) {
        return {Verdict::NotReached,
                {},
                error(ErrorKind::NotSignedIn,
                      u"The service does not let this application fetch (403). Check that it is listed on the "
                      u"recurring data job in F&O."_s)};
    }
    return {Verdict::NotReached,
            {},
            error(ErrorKind::Refused, u"The service refused the dequeue (%1). Check that the job's activity id is that "
                                      u"of an export in F&O and that it is enabled."_s.arg(answer.status))};
}

bool holdsSignature(const QByteArray &json)
{
    return !json.isEmpty() && withoutSignature(json) != json;
}

QByteArray withoutSignature(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    if (!document.isObject())
        return {};
    const QJsonObject object = document.object();
    const QJsonObject shown = blanked({}, object).toObject();
    return shown == object ? json : QJsonDocument(shown).toJson(QJsonDocument::Compact);
}

} // namespace waybill
