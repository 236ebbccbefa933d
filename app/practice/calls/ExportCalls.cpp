#include "app/practice/calls/ExportCalls.h"

#include "app/practice/MessageJson.h"
#include "app/practice/Profile.h"
#include "app/practice/calls/Answers.h"
#include "app/practice/calls/Context.h"
#include "app/practice/calls/FileAnswer.h"
#include "app/practice/calls/OddLocation.h"
#include "app/practice/calls/ServerFaults.h"
#include "app/practice/exports/ExportDesk.h"

#include <httplib.h>

#include <QJsonObject>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

QString guidOf(const std::string &text)
{
    return QUuid(QString::fromStdString(text)).toString(QUuid::WithoutBraces);
}

/// The export job that the request's path names, if the caller may use it; otherwise the answer is written.
std::optional<Job> jobFor(const Context &context, const httplib::Request &request, httplib::Response &response)
{
    if (!mayEnter(context, request, response, 403))
        return std::nullopt;
    const QUuid activity(QString::fromStdString(request.matches[1].str()));
    const auto job = context.profile.job(activity.toString(QUuid::WithoutBraces));
    // The well-known probe: an application with access gets as far as the missing job.
    if (activity.isNull())
        answerMessage(response, 500, u"No recurring data job has the activity ID of all zeros."_s);
    else if (!job)
        answerMessage(response, 404, u"The activity ID was not found."_s);
    else if (mayUseJob(context, request, response, *job)) {
        if (job->isExport())
            return job;
        answerMessage(response, 400, u"The recurring data job \"%1\" is not an export job."_s.arg(job->name));
    }
    return std::nullopt;
}

QString ownAddress(const Context &context, const Export &made)
{
    return u"%1/api/connector/download/%2?correlation-id=%3&blob=%4"_s.arg(context.url, made.activityId,
                                                                           made.correlationId, made.executionId);
}

QJsonObject dequeueAnswer(const Context &context, const Export &made, const QString &receipt,
                          const std::optional<Fault> &fault)
{
    QJsonObject answer{
        {u"CorrelationId"_s, made.correlationId},
        {u"PopReceipt"_s, receipt},
        {u"DownloadLocation"_s, made.isSigned ? signedAddress(context, made) : ownAddress(context, made)},
        {u"IsDownLoadFileExist"_s, true},
        {u"FileDownLoadErrorMessage"_s, QJsonValue()},
        {u"LastDequeueDateTime"_s, made.dequeued > 0 ? QJsonValue(utcText(made.dequeuedUtc)) : QJsonValue()}};
    if (fault && fault->name == "oddLocation"_L1)
        makeOdd(answer, *fault, context, made);
    return answer;
}

void answerDequeue(Context &context, const httplib::Request &request, httplib::Response &response,
                   const std::optional<Fault> &fault)
{
    const auto job = jobFor(context, request, response);
    if (!job)
        return;
    context.exports.makeDue();
    const auto made =
        context.exports.store().dequeue(job->activityId, [&](const Export &waiting, const QString &receipt) {
            return dequeueAnswer(context, waiting, receipt, fault);
        });
    if (made)
        answerJson(response, 200, QJsonDocument(made->handedOut));
    else
        response.status = 204;
}

void answerAck(Context &context, const httplib::Request &request, httplib::Response &response)
{
    const auto job = jobFor(context, request, response);
    if (!job)
        return;
    const QJsonObject answer = QJsonDocument::fromJson(QByteArray::fromStdString(request.body)).object();
    switch (context.exports.store().acknowledge(job->activityId, answer)) {
    case Acked::Yes:
        response.status = 200;
        return;
    case Acked::Unknown:
        return answerMessage(response, 404, u"The message was not found in the queue of the recurring data job."_s);
    case Acked::Stale:
        return answerMessage(response, 400,
                             u"The message was dequeued again, or the object is not the one that the dequeue "
                             "returned: its pop receipt does not hold."_s);
    }
}

Fetch fetchOf(const httplib::Request &request, bool isSigned)
{
    Fetch fetch;
    fetch.atUtc = QDateTime::currentDateTimeUtc();
    fetch.isSigned = isSigned;
    fetch.hadToken = request.has_header("Authorization");
    fetch.range = headerOf(request, rangeHeader);
    return fetch;
}

/// Hands the file over where nothing is against it; a refusal is noted too.
void answerDownload(Context &context, const httplib::Request &request, httplib::Response &response)
{
    Fetch fetch = fetchOf(request, false);
    const auto fault = faultOf(request);
    const QString id = guidOf(request.get_param_value("correlation-id"));
    if (!refuseFor(fault, context, response)) {
        const auto job = jobFor(context, request, response);
        const auto made = job ? context.exports.store().find(id) : std::nullopt;
        fetch.correlationId = made ? id : QString();
        if (made && made->activityId == job->activityId && !made->isAcked())
            return answerFile(context.exports.store(), *made, fault, fetch, request, response);
        if (job)
            answerMessage(response, 404, u"The file of the message was not found."_s);
    }
    fetch.status = response.status;
    context.exports.store().addFetch(fetch);
}

} // namespace

void addExportCalls(httplib::Server &server, Context &context)
{
    using httplib::Request;
    using httplib::Response;
    server.Get(R"(/api/connector/dequeue/([^/]*))", [&context](const Request &request, Response &response) {
        withFaults(context, request, response,
                   [&](const std::optional<Fault> &fault) { answerDequeue(context, request, response, fault); });
    });
    server.Post(R"(/api/connector/ack/([^/]*))", [&context](const Request &request, Response &response) {
        withFaults(context, request, response,
                   [&](const std::optional<Fault> &) { answerAck(context, request, response); });
    });
    server.Get(R"(/api/connector/download/([^/]*))",
               [&context](const Request &request, Response &response) { answerDownload(context, request, response); });
}

} // namespace practice
