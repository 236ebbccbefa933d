#include "app/practice/calls/Context.h"

#include "app/practice/MessageStore.h"
#include "app/practice/Profile.h"
#include "app/practice/calls/Answers.h"
#include "app/practice/calls/Enqueue.h"
#include "app/practice/calls/JobStatus.h"
#include "app/practice/calls/ServerFaults.h"

#include <httplib.h>

#include <QUuid>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

void answerDequeue(Context &context, const httplib::Request &request, httplib::Response &response)
{
    if (!mayEnter(context, request, response, 403))
        return;
    const QUuid activity(QString::fromStdString(request.matches[1].str()));
    // The well-known probe: an application with access gets as far as the missing job.
    if (activity.isNull())
        return answerMessage(response, 500, u"No recurring data job has the activity ID of all zeros."_s);
    const auto job = context.profile.job(activity.toString(QUuid::WithoutBraces));
    if (!job)
        return answerMessage(response, 404, u"The activity ID was not found."_s);
    if (!mayUseJob(context, request, response, *job))
        return;
    if (job->direction != "export"_L1)
        return answerMessage(response, 400, u"The recurring data job \"%1\" is not an export job."_s.arg(job->name));
    response.status = 204;
}

void answerJobStatus(const Context &context, const httplib::Request &request, httplib::Response &response)
{
    if (!mayEnter(context, request, response))
        return;
    const auto guid = [](const std::string &text) {
        return QUuid(QString::fromStdString(text)).toString(QUuid::WithoutBraces);
    };
    const auto job = context.profile.job(guid(request.matches[1].str()));
    if (!job)
        return answerMessage(response, 404, u"The activity ID was not found."_s);
    if (!mayUseJob(context, request, response, *job))
        return;
    const auto message = context.store.message(guid(request.get_param_value("jobId")));
    if (!message || message->activityId != guid(request.matches[1].str()))
        return answerMessage(response, 404, u"The job ID was not found for this activity ID."_s);
    answerJson(response, 200, QJsonDocument(jobStatusOf(context, *message)));
}

} // namespace

void addConnectorCalls(httplib::Server &server, Context &context)
{
    server.Post(R"(/api/connector/enqueue/?(.*))",
                [&context](const httplib::Request &request, httplib::Response &response,
                           const httplib::ContentReader &reader) { Enqueue(context, request, response).run(reader); });
    server.Get(R"(/api/connector/jobstatus/([^/]*))",
               [&context](const httplib::Request &request, httplib::Response &response) {
                   if (context.settings.jobStatus == JobStatusForm::Off)
                       response.status = 404;
                   else
                       withFaults(context, request, response,
                                  [&](const std::optional<Fault> &) { answerJobStatus(context, request, response); });
               });
    server.Get(R"(/api/connector/dequeue/([^/]*))",
               [&context](const httplib::Request &request, httplib::Response &response) {
                   withFaults(context, request, response,
                              [&](const std::optional<Fault> &) { answerDequeue(context, request, response); });
               });
}

} // namespace practice
