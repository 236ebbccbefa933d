#include "app/packages/ExportCalls.h"

#include "app/base/Guid.h"
#include "app/http/Redaction.h"
#include "app/http/ServiceWords.h"
#include "app/packages/LateStop.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
using Verdict = ExportAnswer::Verdict;

constexpr qint64 shortExportAnswer = 1 << 20;
constexpr qsizetype mostErrors = 3;

QJsonObject ofExecution(const ExecutionId &id)
{
    return {{u"executionId"_s, id.text()}};
}

QString textOf(const QJsonValue &value)
{
    // Seen nested once more: {"value":{"value":"…"}}
    return value.isObject() ? textOf(value.toObject()[u"value"_s]) : value.toString();
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

/// The messages in a list of errors, which is a JSON text inside a JSON string and need not be sound.
QString firstMessages(const QString &list)
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

HttpRequest ExportCalls::action(const QString &name, const QJsonObject &parameters) const
{
    HttpRequest request;
    request.method = "POST";
    request.url = m_client->at(u"/data/DataManagementDefinitionGroups/Microsoft.Dynamics.DataEntities."_s + name);
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    request.body = QJsonDocument(parameters).toJson(QJsonDocument::Compact);
    request.maxAnswer = shortExportAnswer;
    request.purpose = name;
    request.download = m_download;
    return request;
}

QCoro::Task<ExportAnswer> ExportCalls::order(QString dataProject, QString company, QString packageName,
                                             std::stop_token stop) const
{
    const auto client = m_client;
    HttpRequest request = action(u"ExportToPackage"_s, {{u"definitionGroupId"_s, dataProject},
                                                        {u"packageName"_s, packageName},
                                                        {u"executionId"_s, QString()},
                                                        {u"reExecute"_s, false},
                                                        {u"legalEntityId"_s, company}});
    request.repeat = Repeat::Once;
    // What can be waited for is waited for here, while nothing has left.
    const bool turn = co_await client->budget().take(stop);
    const bool open = turn && co_await client->gate().pass(stop);
    if (!open || stop.stop_requested()) {
        co_return ExportAnswer{Verdict::NotReached,
                               {},
                               Error{ErrorKind::Cancelled, u"The export was cancelled before it began."_s, {}, 0, {}}};
    }
    const LateStop late(stop);
    auto outcome = co_await client->send(std::move(request), late.token());
    co_return judgeExport(outcome);
}

QCoro::Task<Result<QJsonValue>> ExportCalls::ask(HttpRequest request, std::stop_token stop) const
{
    const auto client = m_client;
    const QString what = request.purpose;
    const bool isSecret = request.answerIsSecret;
    const bool turn = co_await client->budget().take(stop);
    if (!turn)
        co_return fail(ErrorKind::Cancelled, u"%1 was not asked: it was cancelled."_s.arg(what));
    auto outcome = co_await client->send(std::move(request), stop);
    if (!outcome.answer)
        co_return fail(outcome.error);
    const HttpAnswer &answer = *outcome.answer;
    const QString words = isSecret && answer.status < 300 ? QString() : serviceWords(answer);
    if (answer.status >= 400) {
        const bool isUnknown = answer.status == 404 || words.contains("not found"_L1, Qt::CaseInsensitive);
        const ErrorKind kind = answer.status == 401 || answer.status == 403 ? ErrorKind::NotSignedIn
                               : isUnknown                                  ? ErrorKind::NotFound
                               : answer.status >= 500                       ? ErrorKind::ServerFault
                                                                            : ErrorKind::Refused;
        co_return fail(Error{kind, u"%1 was answered with an error (%2)."_s.arg(what).arg(answer.status), words,
                             answer.status, serviceCode(answer)});
    }
    const QJsonDocument document = QJsonDocument::fromJson(answer.body);
    if (answer.cut || !document.isObject() || !document.object().contains(u"value"_s)) {
        co_return fail(Error{ErrorKind::ServerFault,
                             u"%1 brought something that cannot be read where its answer should stand."_s.arg(what),
                             words,
                             answer.status,
                             {}});
    }
    co_return document.object()[u"value"_s];
}

QCoro::Task<Result<QString>> ExportCalls::status(ExecutionId id, std::stop_token stop) const
{
    auto value = co_await ask(action(u"GetExecutionSummaryStatus"_s, ofExecution(id)), stop);
    if (!value)
        co_return fail(value.error());
    co_return textOf(*value).trimmed();
}

QCoro::Task<Result<QString>> ExportCalls::errors(ExecutionId id, std::stop_token stop) const
{
    auto value = co_await ask(action(u"GetExecutionErrors"_s, ofExecution(id)), stop);
    if (!value)
        co_return fail(value.error());
    co_return firstMessages(textOf(*value));
}

QCoro::Task<Result<QString>> ExportCalls::packageAddress(ExecutionId id, std::stop_token stop) const
{
    HttpRequest request = action(u"GetExportedPackageUrl"_s, ofExecution(id));
    request.answerIsSecret = true;
    auto value = co_await ask(std::move(request), stop);
    if (!value)
        co_return fail(value.error());
    co_return textOf(*value).trimmed();
}

} // namespace waybill
