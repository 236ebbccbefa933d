#include "app/packages/ExportAnswer.h"

#include "app/base/Guid.h"
#include "app/http/Redaction.h"
#include "app/http/ServiceWords.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
using Verdict = ExportAnswer::Verdict;

constexpr qsizetype mostErrors = 3;

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
    const auto verdict = [&](Verdict what, ErrorKind kind, const QString &message) {
        return ExportAnswer{what, {}, Error{kind, message, words, answer.status, serviceCode(answer)}};
    };
    if (answer.status >= 200 && answer.status < 300) {
        if (const auto id = answer.cut ? std::nullopt : guidFromAnswer(answer.body))
            return {Verdict::Running, ExecutionId(*id), {}};
        return verdict(Verdict::Lost, ErrorKind::AnswerLost,
                       u"The service answered the export (%1) without an execution ID that can be read: it is most "
                       u"likely running. Look in F&O under *Job history* of the data project."_s.arg(answer.status));
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
    const QString said = words.isEmpty() ? QString() : u" It says: %1"_s.arg(words.left(300));
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
