#include "app/packages/ExportAnswer.h"

#include "app/base/Guid.h"
#include "app/http/Redaction.h"
#include "app/http/ServiceWords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
using Verdict = ExportAnswer::Verdict;

constexpr qsizetype mostErrors = 3;
constexpr qsizetype longestId = 250;

QString textAt(const QJsonValue &value)
{
    // Seen nested once more: {"value":{"value":"…"}}
    return value.isObject() ? textAt(value.toObject()[u"value"_s]) : value.toString();
}

/// The text that the answer is or has as its value; empty where it is something else.
QString saidBy(const QByteArray &body)
{
    QByteArray bytes = body.trimmed();
    if (bytes.startsWith("\xEF\xBB\xBF"))
        bytes.remove(0, 3);
    // In a list, because this version of Qt reads no document that is a bare text.
    const QJsonDocument document = QJsonDocument::fromJson('[' + bytes + ']');
    const QJsonArray list = document.array();
    if (document.isArray())
        return list.size() == 1 ? textAt(list.first()).trimmed() : QString();
    // Of what is no JSON only a GUID is whole for certain: anything else may be a page, or cut.
    const QString plain = QString::fromUtf8(bytes).trimmed();
    return guidFrom(plain) ? plain : QString();
}

/// F&O makes such a text of a name and a time, or whatever somebody has extended it to: what it says in place of one
/// is known by being a sentence, or by having no number, which tells one run from the next.
bool isExecutionId(const QString &text)
{
    static const QRegularExpression sentence(u"\\p{L}{3,}([.!?]\\z|: )"_s);
    QString rest = text;
    rest.remove(u'-').remove(u'0');
    const bool isPrintable = std::ranges::all_of(text, [](QChar c) { return c.isPrint(); });
    const bool hasNumber = std::ranges::any_of(text, [](QChar c) { return c.isDigit(); });
    const bool isMarkup = text.startsWith(u'{') || text.startsWith(u'[') || text.contains(u'<');
    return !rest.isEmpty() && text.size() <= longestId && isPrintable && hasNumber && !isMarkup &&
           !sentence.match(text).hasMatch();
}

std::optional<ExecutionId> executionIdFrom(const HttpAnswer &answer)
{
    QString text = answer.cut ? QString() : saidBy(answer.body);
    if (guidFrom(text))
        text.remove(u'{').remove(u'}');
    return isExecutionId(text) ? std::optional(ExecutionId(text)) : std::nullopt;
}

ExportAnswer judgeFailure(const HttpOutcome &outcome)
{
    Error error = outcome.error;
    const bool mayHaveArrived =
        error.kind == ErrorKind::AnswerLost || error.kind == ErrorKind::TimedOut || error.kind == ErrorKind::Cancelled;
    if (!outcome.bodyBegan || !mayHaveArrived)
        return {Verdict::NotReached, {}, error};
    error.kind = ErrorKind::AnswerLost;
    error.message += u" The service may have started the export all the same. Look in F&O under *Job history* of the "
                     u"data project before you export again."_s;
    return {Verdict::Lost, {}, error};
}
} // namespace

ExportAnswer judgeExport(const HttpOutcome &outcome)
{
    if (!outcome.answer)
        return judgeFailure(outcome);
    const HttpAnswer &answer = *outcome.answer;
    const QString words = serviceWords(answer);
    const QString said = words.isEmpty() ? QString() : u" It says: %1"_s.arg(words.left(300));
    const auto verdict = [&](Verdict what, ErrorKind kind, const QString &message) {
        return ExportAnswer{what, {}, Error{kind, message, words, answer.status, serviceCode(answer)}};
    };
    if (answer.status >= 200 && answer.status < 300) {
        if (const auto id = executionIdFrom(answer))
            return {Verdict::Running, *id, {}};
        return verdict(Verdict::Lost, ErrorKind::AnswerLost,
                       u"The service answered the export (%1) without an execution ID that can be read: it is most "
                       u"likely running. Look in F&O under *Job history* of the data project.%2"_s.arg(
                           QString::number(answer.status), said));
    }
    if (answer.status == 401) {
        return verdict(Verdict::Again, ErrorKind::NotSignedIn,
                       u"The service did not accept the sign-in (401), so nothing was exported. Check that the "
                       u"application is listed under Microsoft Entra ID applications in F&O."_s);
    }
    if (answer.status == 429)
        return verdict(Verdict::Again, ErrorKind::Throttled, u"The service asks to wait (429)."_s);
    if (answer.status == 408 || answer.status >= 500) {
        return verdict(Verdict::Lost, ErrorKind::AnswerLost,
                       u"The service answered the export with an error (%1), which does not tell whether it started "
                       u"it. Look in F&O under *Job history* of the data project."_s.arg(answer.status));
    }
    return verdict(Verdict::Refused, answer.status == 403 ? ErrorKind::NotSignedIn : ErrorKind::Refused,
                   u"The service refused the export (%1). Check the name of the data project, that it exports, and "
                   u"the legal entity.%2"_s.arg(QString::number(answer.status), said));
}

QString firstErrorMessages(const QString &list)
{
    const QJsonDocument document = QJsonDocument::fromJson(list.toUtf8());
    if (!document.isArray())
        return redactedBody(list.toUtf8(), 300);
    QStringList messages;
    for (const auto &record : document.array()) {
        const QString message = record[u"ErrorMessage"_s].toString().simplified();
        if (!message.isEmpty() && messages.size() < mostErrors)
            messages.append(redactedBody(message.toUtf8(), 300));
    }
    return messages.join(u' ');
}

} // namespace waybill
