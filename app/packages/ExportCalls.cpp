#include "app/packages/ExportCalls.h"

#include "app/http/ServiceWords.h"
#include "app/packages/LateStop.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 shortExportAnswer = 1 << 20;

QJsonObject ofExecution(const ExecutionId &id)
{
    return {{u"executionId"_s, id.text()}};
}

QString textOf(const QJsonValue &value)
{
    // Seen nested once more: {"value":{"value":"…"}}
    return value.isObject() ? textOf(value.toObject()[u"value"_s]) : value.toString();
}
} // namespace

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
        co_return ExportAnswer{ExportAnswer::Verdict::NotReached,
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
    co_return firstErrorMessages(textOf(*value));
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
