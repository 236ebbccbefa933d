#include "app/practice/calls/Context.h"

#include "app/practice/ErrorFileDesk.h"
#include "app/practice/LifecycleClock.h"
#include "app/practice/MessageJson.h"
#include "app/practice/MessageStore.h"
#include "app/practice/Profile.h"
#include "app/practice/authority/Realm.h"
#include "app/practice/calls/Answers.h"
#include "app/practice/calls/Execution.h"
#include "app/practice/faults/FaultBook.h"

#include <httplib.h>

#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

void answerMessages(const Context &context, httplib::Response &response)
{
    QJsonArray list;
    for (const StoredMessage &message : context.store.messages()) {
        QJsonObject json = toJson(message);
        const LifecycleState state = stateOf(context, message);
        json["job"_L1] = context.profile.job(message.activityId).value_or(Job{}).name;
        json["status"_L1] = state.status;
        json["final"_L1] = state.isFinal;
        json["imported"_L1] = message.verdict.has_value();
        json["executionMade"_L1] = message.verdict ? QJsonValue(message.executionMade) : QJsonValue();
        list.append(json);
    }
    answerJson(response, 200, QJsonDocument(list));
}

void answerDeliveries(const Context &context, httplib::Response &response)
{
    QJsonArray list;
    for (const Delivery &delivery : context.store.deliveries())
        list.append(toJson(delivery));
    answerJson(response, 200, QJsonDocument(list));
}

void answerErrorFileFetches(const Context &context, httplib::Response &response)
{
    QJsonArray list;
    for (const ErrorFileFetch &fetch : context.errorFiles.fetches())
        list.append(QJsonObject{{u"atUtc"_s, utcText(fetch.atUtc)},
                                {u"path"_s, fetch.path},
                                {u"secondOrigin"_s, fetch.isSigned},
                                {u"hadToken"_s, fetch.hadToken},
                                {u"status"_s, fetch.status}});
    answerJson(response, 200, QJsonDocument(list));
}

void answerClock(const Context &context, httplib::Response &response)
{
    answerJson(response, 200,
               QJsonDocument(QJsonObject{{u"clockMs"_s, context.clock.now()}, {u"speed"_s, context.clock.speed()}}));
}

void advanceClock(Context &context, const httplib::Request &request, httplib::Response &response)
{
    const QJsonObject body = QJsonDocument::fromJson(QByteArray::fromStdString(request.body)).object();
    const double seconds = body["advanceSeconds"_L1].toDouble(-1);
    if (seconds < 0)
        return answerMessage(response, 400, u"\"advanceSeconds\" must be a number from 0."_s);
    context.clock.advance(seconds);
    answerClock(context, response);
}

void replaceFaults(Context &context, const httplib::Request &request, httplib::Response &response)
{
    const QString problem = context.faults.replace(QByteArray::fromStdString(request.body));
    if (!problem.isEmpty())
        return answerMessage(response, 400, problem);
    answerJson(response, 200, QJsonDocument(context.faults.document()));
}

} // namespace

void addControlCalls(httplib::Server &server, Context &context)
{
    using httplib::Request;
    using httplib::Response;
    server.Get("/practice/health", [&context](const Request &, Response &response) {
        answerJson(response, 200,
                   QJsonDocument(QJsonObject{{u"status"_s, u"ok"_s}, {u"jobs"_s, context.profile.jobsAsJson()}}));
    });
    server.Get("/practice/messages",
               [&context](const Request &, Response &response) { answerMessages(context, response); });
    server.Get("/practice/deliveries",
               [&context](const Request &, Response &response) { answerDeliveries(context, response); });
    server.Get("/practice/errorfiles",
               [&context](const Request &, Response &response) { answerErrorFileFetches(context, response); });
    server.Get("/practice/tokens", [&context](const Request &, Response &response) {
        answerJson(response, 200, QJsonDocument(context.realm.log.toJson()));
    });
    server.Get("/practice/clock", [&context](const Request &, Response &response) { answerClock(context, response); });
    server.Post("/practice/clock",
                [&context](const Request &request, Response &response) { advanceClock(context, request, response); });
    server.Get("/practice/faults", [&context](const Request &, Response &response) {
        answerJson(response, 200, QJsonDocument(context.faults.document()));
    });
    server.Get("/practice/scenario", [&context](const Request &, Response &response) {
        answerJson(response, 200, QJsonDocument(context.faults.scenarioNow()));
    });
    server.Put("/practice/faults",
               [&context](const Request &request, Response &response) { replaceFaults(context, request, response); });
    server.Delete("/practice/faults", [&context](const Request &, Response &response) {
        context.faults.clear();
        answerJson(response, 200, QJsonDocument(context.faults.document()));
    });
}

} // namespace practice
