#include "app/packages/DequeueCalls.h"

#include "app/base/Guid.h"
#include "app/http/ServiceWords.h"
#include "app/packages/LateStop.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <limits>
#include <optional>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 shortAnswer = 1 << 20;

HttpRequest dequeueOf(const HttpClient &client, const ActivityId &job)
{
    HttpRequest request;
    request.url = client.at(u"/api/connector/dequeue/"_s + job.text());
    request.headers = {{"Accept", "application/json"}};
    request.repeat = Repeat::Once;
    request.maxAnswer = shortAnswer;
    request.purpose = u"dequeue"_s;
    request.answerIsSecret = true;
    return request;
}

HttpRequest ackOf(const HttpClient &client, const ActivityId &job, const QByteArray &json)
{
    HttpRequest request;
    request.method = "POST";
    request.url = client.at(u"/api/connector/ack/"_s + job.text());
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    request.body = json;
    request.repeat = Repeat::Once; // whoever calls counts the attempts
    request.maxAnswer = shortAnswer;
    request.purpose = u"ack"_s;
    request.answerIsSecret = true; // it may say the request back
    return request;
}

HttpRequest statusOf(const HttpClient &client, const QString &correlationId)
{
    HttpRequest request;
    request.method = "POST";
    request.url = client.at(u"/data/DataManagementDefinitionGroups/Microsoft.Dynamics.DataEntities.GetMessageStatus"_s);
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
    request.body = QJsonDocument(QJsonObject{{u"messageId"_s, guidFrom(correlationId).value_or(correlationId)}})
                       .toJson(QJsonDocument::Compact);
    request.maxAnswer = shortAnswer;
    request.purpose = u"GetMessageStatus"_s;
    return request;
}

HttpRequest downloadOf(const QUrl &address, const QString &part, qint64 have, DequeueCalls::Progress progress)
{
    HttpRequest request;
    request.url = address;
    request.headers = {{"Accept", "*/*"}, {"Accept-Encoding", "identity"}}; // what is counted is what is stored
    if (have > 0)
        request.headers.append({"Range", "bytes=" + QByteArray::number(have) + '-'});
    request.answerFile = part;
    request.answerFrom = have;
    request.type = CallType::Download;
    request.maxAnswer = std::numeric_limits<qint64>::max() / 2; // the disk is the limit
    request.purpose = u"download"_s;
    request.arriving = std::move(progress);
    request.answerIsSecret = true;
    if (address.hasQuery())
        request.secrets = {address.query(QUrl::FullyEncoded).toLatin1()};
    return request;
}
} // namespace

DequeueCalls DequeueCalls::of(DownloadKey key) const
{
    DequeueCalls calls = *this;
    calls.m_download = key;
    return calls;
}

QCoro::Task<DequeueAnswer> DequeueCalls::dequeue(ActivityId job, std::stop_token stop) const
{
    const auto client = m_client;
    const auto stopped = [] {
        DequeueAnswer answer;
        answer.error = Error{ErrorKind::Cancelled, u"The dequeue was cancelled before it began."_s, {}, 0, {}};
        return answer;
    };
    // What can be waited for is waited for here, while nothing has left.
    const bool turn = co_await client->budget().take(stop);
    const bool open = turn && co_await client->gate().pass(stop);
    if (!open || stop.stop_requested())
        co_return stopped();
    const LateStop late(stop);
    auto outcome = co_await client->send(dequeueOf(*client, job), late.token());
    co_return judgeDequeue(outcome);
}

QCoro::Task<Result<void>> DequeueCalls::acknowledge(ActivityId job, QByteArray json, std::stop_token stop) const
{
    const auto client = m_client;
    HttpRequest request = ackOf(*client, job, json);
    request.download = m_download;
    const bool turn = co_await client->budget().take(stop);
    if (!turn)
        co_return fail(ErrorKind::Cancelled, u"The acknowledgement was cancelled before it began."_s);
    auto outcome = co_await client->send(std::move(request), stop);
    if (!outcome.answer)
        co_return fail(outcome.error);
    const HttpAnswer &answer = *outcome.answer;
    if (answer.status >= 200 && answer.status < 300 && !answer.looksLikeHtml())
        co_return Result<void>();
    const bool isRefusal = answer.status >= 400 && answer.status < 500 && answer.status != 401 &&
                           answer.status != 408 && answer.status != 429;
    co_return fail(Error{answer.status == 401   ? ErrorKind::NotSignedIn
                         : isRefusal            ? ErrorKind::Conflict
                         : answer.status == 429 ? ErrorKind::Throttled
                                                : ErrorKind::ServerFault,
                         u"The service did not take the acknowledgement (%1)."_s.arg(answer.status),
                         {}, // its words may hold what was sent
                         answer.status,
                         serviceCode(answer)});
}

QCoro::Task<Result<bool>> DequeueCalls::isAcknowledged(QString correlationId, std::stop_token stop) const
{
    const auto client = m_client;
    HttpRequest request = statusOf(*client, correlationId);
    request.download = m_download;
    const bool turn = co_await client->budget().take(stop);
    if (!turn)
        co_return fail(ErrorKind::Cancelled, u"GetMessageStatus was not asked: there was no time left."_s);
    auto outcome = co_await client->send(std::move(request), stop);
    if (!outcome.answer)
        co_return fail(outcome.error);
    const QJsonValue value = QJsonDocument::fromJson(outcome.answer->body)[u"value"_s];
    co_return outcome.answer->status == 200 && value.toString().compare("Acked"_L1, Qt::CaseInsensitive) == 0;
}

QCoro::Task<HttpOutcome> DequeueCalls::download(QUrl address, QString part, qint64 have, Progress progress,
                                                std::stop_token stop) const
{
    const auto client = m_client;
    HttpRequest request = downloadOf(address, part, have, std::move(progress));
    request.download = m_download;
    auto outcome = co_await client->send(std::move(request), stop);
    co_return outcome;
}

} // namespace waybill
