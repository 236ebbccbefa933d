#include "app/messages/IntegrationCalls.h"

#include "app/http/Origin.h"
#include "app/http/ServiceWords.h"
#include "app/messages/EntitySummaryList.h"
#include "app/messages/ErrorFileAddress.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 shortAnswer = 1 << 20;
constexpr qint64 jobStatusAnswer = 16 << 20;
constexpr qint64 longAnswer = 128 << 20; // 100,000 error records and more; read, they take several times that

QUrl enqueueAddress(const HttpClient &client, const Message &message)
{
    QUrl url = client.at(u"/api/connector/enqueue/"_s + message.activityId.text());
    QStringList query;
    const auto add = [&query](QLatin1StringView name, const QString &value) {
        if (!value.isEmpty())
            query.append(name + u'=' + QString::fromLatin1(QUrl::toPercentEncoding(value)));
    };
    add("entity"_L1, message.entity);
    add("company"_L1, message.company);
    if (!query.isEmpty())
        url.setQuery(query.join(u'&'));
    return url;
}

/// Printable ASCII as it is, all else percent-encoded from UTF-8.
QByteArray externalIdentifier(const QString &file)
{
    QByteArray header;
    for (const char c : file.toUtf8()) {
        if (c >= 0x20 && c < 0x7f)
            header += c;
        else
            header += '%' + QByteArray(1, c).toHex().toUpper();
    }
    return header;
}

bool meansUnknown(const HttpAnswer &answer)
{
    const QString words = serviceWords(answer);
    return answer.status == 404 || words.contains("not found"_L1, Qt::CaseInsensitive) ||
           words.contains("was not found"_L1, Qt::CaseInsensitive) ||
           words.contains("were not found"_L1, Qt::CaseInsensitive) ||
           words.contains("does not exist"_L1, Qt::CaseInsensitive);
}

QJsonObject parameter(QLatin1StringView name, const QString &value)
{
    return {{QString(name), value}};
}

QString textOf(const QJsonValue &value)
{
    if (value.isDouble())
        return QString::number(value.toInteger());
    // Seen nested once more: {"value":{"value":"…"}}
    return value.isObject() ? textOf(value.toObject()[u"value"_s]) : value.toString();
}

/// What an answer of a host means that is not the environment and gets no token.
Error fromFileHost(const QUrl &address, Error error)
{
    const int status = error.httpStatus;
    if (error.kind == ErrorKind::NotSignedIn) { // 401, 403, or sent on to another page
        error.kind = ErrorKind::Refused;
        error.message = u"%1 did not accept the address of the error file (%2): it has expired, or this computer may "
                        "not read there. Download the file from the execution's page in F&O."_s.arg(address.host())
                            .arg(status);
    } else if (status == 429 || status == 503) {
        error.kind = ErrorKind::Throttled;
        error.message =
            u"%1, where the error file lies, asks to wait before it is read (%2)."_s.arg(address.host()).arg(status);
    }
    return error;
}

QJsonObject entityParameters(const ExecutionId &id, const QString &entity)
{
    return {{u"executionId"_s, id.text()}, {u"entityName"_s, entity}};
}

} // namespace

Error unreadableAnswer(const QString &action, const HttpAnswer &answer)
{
    const QString what = answer.cut               ? u"more than can be taken"_s
                         : answer.looksLikeHtml() ? u"a web page"_s
                         : answer.body.isEmpty()  ? u"nothing"_s
                                                  : u"something that is not whole JSON"_s;
    return Error{ErrorKind::ServerFault,
                 u"%1 brought %2 where its answer should stand."_s.arg(action, what),
                 serviceWords(answer).left(500),
                 answer.status,
                 {}};
}

QCoro::Task<HttpOutcome> IntegrationCalls::enqueue(Message message, QString payload,
                                                   std::function<void(qint64, qint64)> progress,
                                                   std::stop_token stop) const
{
    const auto client = m_client;
    HttpRequest request;
    request.method = "POST";
    request.url = enqueueAddress(*client, message);
    request.headers = {{"Content-Type", "application/octet-stream"},
                       {"Accept", "application/json"},
                       {"x-ms-dyn-externalidentifier", externalIdentifier(message.file)}};
    request.bodyFile = payload;
    request.repeat = Repeat::Once;
    request.type = CallType::Upload;
    request.maxAnswer = shortAnswer;
    request.purpose = u"enqueue"_s;
    request.message = message.key;
    request.progress = std::move(progress);
    auto outcome = co_await client->send(std::move(request), stop);
    co_return outcome;
}

QCoro::Task<Result<HttpAnswer>> IntegrationCalls::call(HttpRequest request, std::stop_token stop) const
{
    const auto client = m_client;
    const QString what = request.purpose;
    const bool turn = co_await client->budget().take(stop);
    if (!turn)
        co_return fail(ErrorKind::Cancelled, u"%1 was not asked: there was no time left."_s.arg(what));
    auto outcome = co_await client->send(std::move(request), stop);
    if (!outcome.answer)
        co_return fail(outcome.error);
    const HttpAnswer &answer = *outcome.answer;
    if (answer.status == 401 || answer.status == 403) {
        co_return fail(Error{ErrorKind::NotSignedIn,
                             u"The service did not accept the sign-in (%1). Check that the application is listed under "
                             "Microsoft Entra ID applications in F&O."_s.arg(answer.status),
                             serviceWords(answer), answer.status, serviceCode(answer)});
    }
    if (answer.status >= 400) {
        // A page for people is that of whatever stands before the service, which knows nothing of what was asked.
        const bool page = answer.looksLikeHtml();
        const bool unknown = !page && meansUnknown(answer);
        co_return fail(Error{unknown                        ? ErrorKind::NotFound
                             : page || answer.status >= 500 ? ErrorKind::ServerFault
                                                            : ErrorKind::Refused,
                             u"%1 was answered with an error (%2)."_s.arg(what).arg(answer.status),
                             serviceWords(answer), answer.status, serviceCode(answer)});
    }
    co_return *std::move(outcome.answer);
}

HttpRequest IntegrationCalls::action(MessageKey key, const QString &name, const QJsonObject &parameters,
                                     qint64 maxAnswer) const
{
    HttpRequest request;
    request.method = "POST";
    request.url = m_client->at(u"/data/DataManagementDefinitionGroups/Microsoft.Dynamics.DataEntities."_s + name);
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    request.body = QJsonDocument(parameters).toJson(QJsonDocument::Compact);
    request.maxAnswer = maxAnswer;
    request.purpose = name;
    request.message = key;
    return request;
}

QCoro::Task<Result<QJsonValue>> IntegrationCalls::ask(MessageKey key, QString name, QJsonObject parameters,
                                                      qint64 maxAnswer, std::stop_token stop) const
{
    auto answer = co_await call(action(key, name, parameters, maxAnswer), stop);
    if (!answer)
        co_return fail(answer.error());
    const QJsonDocument document = QJsonDocument::fromJson(answer->body);
    if (answer->cut || !document.isObject() || !document.object().contains(u"value"_s)) {
        // A bare JSON string has been seen in the place of {"value":"…"}.
        const QJsonDocument wrapped = QJsonDocument::fromJson("[" + answer->body.trimmed() + "]");
        if (!answer->cut && wrapped.isArray() && wrapped.array().size() == 1 && wrapped.array().first().isString())
            co_return wrapped.array().first();
        co_return fail(unreadableAnswer(name, *answer));
    }
    co_return document.object()[u"value"_s];
}

QCoro::Task<Result<QString>> IntegrationCalls::status(MessageKey key, MessageId id, std::stop_token stop) const
{
    auto value = co_await ask(key, u"GetMessageStatus"_s, parameter("messageId"_L1, id.text()), shortAnswer, stop);
    if (!value)
        co_return fail(value.error());
    const QString word = statusWord(textOf(*value).trimmed());
    if (word.isEmpty())
        co_return fail(ErrorKind::NotFound, u"The service does not know this message ID."_s);
    co_return word;
}

QCoro::Task<Result<ExecutionId>> IntegrationCalls::executionId(MessageKey key, MessageId id, std::stop_token stop) const
{
    auto value =
        co_await ask(key, u"GetExecutionIdByMessageId"_s, parameter("_messageId"_L1, id.text()), shortAnswer, stop);
    if (!value)
        co_return fail(value.error());
    QString text = textOf(*value).trimmed();
    if (text.startsWith(u'{') && text.endsWith(u'}'))
        text = text.sliced(1, text.size() - 2);
    QString digits = text;
    digits.remove(u'-').remove(u'0');
    co_return digits.isEmpty() ? ExecutionId() : ExecutionId(text);
}

QCoro::Task<Result<QString>> IntegrationCalls::executionStatus(MessageKey key, ExecutionId id,
                                                               std::stop_token stop) const
{
    auto value =
        co_await ask(key, u"GetExecutionSummaryStatus"_s, parameter("executionId"_L1, id.text()), shortAnswer, stop);
    if (!value)
        co_return fail(value.error());
    co_return textOf(*value);
}

QCoro::Task<Result<QList<EntityResult>>> IntegrationCalls::entityResults(MessageKey key, ExecutionId id,
                                                                         std::stop_token stop) const
{
    auto value = co_await ask(key, u"GetEntityExecutionSummaryStatusList"_s, parameter("executionId"_L1, id.text()),
                              16 << 20, stop);
    if (!value)
        co_return fail(value.error());
    co_return entitySummaryList(*value);
}

QCoro::Task<Result<QByteArray>> IntegrationCalls::errors(MessageKey key, ExecutionId id, std::stop_token stop) const
{
    const QString name = u"GetExecutionErrors"_s;
    auto answer = co_await call(action(key, name, parameter("executionId"_L1, id.text()), longAnswer), stop);
    if (!answer)
        co_return fail(answer.error());
    if (answer->cut || answer->looksLikeHtml())
        co_return fail(unreadableAnswer(name, *answer));
    co_return answer->body;
}

QCoro::Task<Result<QString>> IntegrationCalls::pageUrl(MessageKey key, ExecutionId id, std::stop_token stop) const
{
    auto value =
        co_await ask(key, u"GetExecutionSummaryPageUrl"_s, parameter("executionId"_L1, id.text()), shortAnswer, stop);
    if (!value)
        co_return fail(value.error());
    co_return textOf(*value);
}

QCoro::Task<Result<JobStatus>> IntegrationCalls::jobStatus(MessageKey key, ActivityId job, MessageId id,
                                                           std::stop_token stop) const
{
    HttpRequest request;
    request.url = m_client->at(u"/api/connector/jobstatus/"_s + job.text());
    request.url.setQuery(u"jobId="_s + id.text());
    request.headers = {{"Accept", "application/json"}};
    request.maxAnswer = jobStatusAnswer;
    request.purpose = u"jobstatus"_s;
    request.message = key;
    auto answer = co_await call(std::move(request), stop);
    if (!answer)
        co_return fail(answer.error());
    auto status = jobStatusFrom(answer->body);
    if (answer->cut || !status)
        co_return fail(unreadableAnswer(u"jobstatus"_s, *answer));
    co_return *std::move(status);
}

QCoro::Task<Result<QString>> IntegrationCalls::stagingErrorFileUrl(MessageKey key, ExecutionId id, QString entity,
                                                                   std::stop_token stop) const
{
    auto value = co_await ask(key, u"GetImportStagingErrorFileUrl"_s, entityParameters(id, entity), shortAnswer, stop);
    if (!value)
        co_return fail(value.error());
    co_return textOf(*value).trimmed();
}

QCoro::Task<Result<bool>> IntegrationCalls::generateErrorKeys(MessageKey key, ExecutionId id, QString entity,
                                                              std::stop_token stop) const
{
    auto value =
        co_await ask(key, u"GenerateImportTargetErrorKeysFile"_s, entityParameters(id, entity), shortAnswer, stop);
    if (!value)
        co_return fail(value.error());
    co_return value->toBool() || textOf(*value).compare("true"_L1, Qt::CaseInsensitive) == 0;
}

QCoro::Task<Result<QString>> IntegrationCalls::errorKeysFileUrl(MessageKey key, ExecutionId id, QString entity,
                                                                std::stop_token stop) const
{
    auto value =
        co_await ask(key, u"GetImportTargetErrorKeysFileUrl"_s, entityParameters(id, entity), shortAnswer, stop);
    if (!value)
        co_return fail(value.error());
    co_return textOf(*value).trimmed();
}

QCoro::Task<Result<HttpAnswer>> IntegrationCalls::errorFile(MessageKey key, QUrl address, qint64 longest,
                                                            std::stop_token stop) const
{
    const auto allowed = errorFileAddress(m_client->base(), address);
    if (!allowed)
        co_return fail(allowed.error());
    HttpRequest request;
    request.url = *allowed;
    request.type = CallType::Download;
    request.maxAnswer = longest;
    request.purpose = u"error file"_s;
    request.message = key;
    request.secrets = {allowed->query(QUrl::FullyEncoded).toLatin1()};
    auto answer = co_await call(std::move(request), stop);
    if (!answer)
        co_return fail(sameOrigin(m_client->base(), *allowed) ? answer.error()
                                                              : fromFileHost(*allowed, answer.error()));
    if (answer->looksLikeHtml())
        co_return fail(Error{ErrorKind::Refused,
                             u"%1 brought a web page where the error file should be: that is not a file of failing "
                             "records, so it is not kept."_s.arg(allowed->host()),
                             {},
                             answer->status,
                             {}});
    co_return answer;
}

} // namespace waybill
