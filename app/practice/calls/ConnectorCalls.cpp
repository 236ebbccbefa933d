#include "app/practice/calls/Context.h"

#include "app/practice/Profile.h"
#include "app/practice/calls/Answers.h"
#include "app/practice/calls/Enqueue.h"
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
    if (job->direction != "export"_L1)
        return answerMessage(response, 400, u"The recurring data job \"%1\" is not an export job."_s.arg(job->name));
    response.status = 204;
}

} // namespace

void addConnectorCalls(httplib::Server &server, Context &context)
{
    server.Post(R"(/api/connector/enqueue/?(.*))",
                [&context](const httplib::Request &request, httplib::Response &response,
                           const httplib::ContentReader &reader) { Enqueue(context, request, response).run(reader); });
    server.Get(R"(/api/connector/dequeue/([^/]*))",
               [&context](const httplib::Request &request, httplib::Response &response) {
                   withFaults(context, request, response,
                              [&](const std::optional<Fault> &) { answerDequeue(context, request, response); });
               });
}

} // namespace practice
