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
}

} // namespace practice
