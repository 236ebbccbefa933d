#include "app/practice/calls/DataCalls.h"

#include "app/practice/ErrorFileDesk.h"
#include "app/practice/LifecycleClock.h"
#include "app/practice/MessageStore.h"
#include "app/practice/calls/Answers.h"
#include "app/practice/calls/Context.h"
#include "app/practice/calls/ErrorFileCalls.h"
#include "app/practice/calls/Execution.h"
#include "app/practice/calls/PackageCalls.h"
#include "app/practice/faults/Fault.h"

#include <httplib.h>

#include <QHash>
#include <QJsonObject>
#include <QUuid>

#include <functional>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

/// One action's request: its body's GUID and where the answer goes.
struct ActionCall {
    Context &context;
    httplib::Response &response;
    std::optional<Fault> fault;
    QString id;     ///< lower case, without braces
    QString entity; ///< where the action takes an `entityName`
};

struct Action {
    QString argument; ///< the body's field that holds the id
    std::function<void(const ActionCall &)> answer;
};

/// The guid's odd shapes, for an id inside a JSON value.
QString oddShape(const QString &id, const Fault &fault)
{
    const QString shape = fault.text("shape"_L1);
    return shape == "braces"_L1 ? u'{' + id + u'}' : shape == "upper"_L1 ? id.toUpper() : id;
}

void answerStatus(const ActionCall &call)
{
    const auto message = call.context.store.message(call.id);
    if (!message)
        return answerODataError(call.response, 400, u"Message %1 was not found in the message table."_s.arg(call.id));
    if (call.fault && call.fault->name == "unknownWord"_L1)
        return answerValue(call.context, call.response, call.fault->text("word"_L1, u"Rearranging"_s));
    answerValue(call.context, call.response, stateOf(call.context, *message).status);
}

void answerExecutionId(const ActionCall &call)
{
    const auto message = call.context.store.message(call.id);
    if (!message)
        return answerODataError(call.response, 400, u"Message %1 was not found in the message table."_s.arg(call.id));
    const QString id = shownExecutionId(call.context, *message);
    const bool odd = call.fault && call.fault->name == "oddGuid"_L1;
    answerValue(call.context, call.response, odd ? oddShape(id, *call.fault) : id);
}

/// Wraps what needs an execution that exists.
std::function<void(const ActionCall &)> ofExecution(std::function<QString(const ActionCall &, const Execution &)> value)
{
    return [value](const ActionCall &call) {
        const auto execution = executionOf(call.context, call.id);
        if (!execution)
            return answerODataError(call.response, 400,
                                    u"Execution details for execution ID %1 were not found."_s.arg(call.id));
        answerValue(call.context, call.response, value(call, *execution));
    };
}

/// Wraps what asks about the failing records of one entity of an execution.
std::function<void(const ActionCall &)> ofEntity(std::function<QJsonValue(const ActionCall &, int place)> value)
{
    return [value](const ActionCall &call) {
        const auto execution = executionOf(call.context, call.id);
        const int place = execution ? placeOfEntity(*execution, call.entity) : -1;
        if (place < 0)
            return answerODataError(
                call.response, 400,
                u"Execution details for execution ID %1 and entity '%2' were not found."_s.arg(call.id, call.entity));
        answerValue(call.context, call.response, value(call, place));
    };
}

QJsonValue stagingFileUrl(const ActionCall &call, int place)
{
    const auto path = call.context.errorFiles.pathOf({call.id, place, false});
    return path ? errorFileAddress(call.context, *path) : QString();
}

QJsonValue orderKeysFile(const ActionCall &call, int place)
{
    return call.context.errorFiles.order({call.id, place, true}, call.context.clock.now());
}

QJsonValue keysFileUrl(const ActionCall &call, int place)
{
    const ErrorFileName file{call.id, place, true};
    const auto path = call.context.errorFiles.pathOf(file);
    const bool ready = path && call.context.errorFiles.isReady(file, call.context.clock.now());
    return ready ? errorFileAddress(call.context, *path) : QString();
}

const QHash<QString, Action> &actions()
{
    static const QHash<QString, Action> all{
        {u"GetMessageStatus"_s, {u"messageId"_s, answerStatus}},
        {u"GetExecutionIdByMessageId"_s, {u"_messageId"_s, answerExecutionId}},
        {u"GetExecutionSummaryStatus"_s,
         {u"executionId"_s,
          ofExecution([](const ActionCall &, const Execution &execution) { return executionStatus(execution); })}},
        {u"GetEntityExecutionSummaryStatusList"_s,
         {u"executionId"_s,
          ofExecution([](const ActionCall &, const Execution &execution) { return entitySummary(execution); })}},
        {u"GetExecutionErrors"_s,
         {u"executionId"_s, ofExecution([](const ActionCall &call, const Execution &execution) {
              return executionErrors(execution, call.fault && call.fault->name == "brokenInner"_L1);
          })}},
        {u"GetImportStagingErrorFileUrl"_s, {u"executionId"_s, ofEntity(stagingFileUrl)}},
        {u"GenerateImportTargetErrorKeysFile"_s, {u"executionId"_s, ofEntity(orderKeysFile)}},
        {u"GetImportTargetErrorKeysFileUrl"_s, {u"executionId"_s, ofEntity(keysFileUrl)}},
        {u"GetExecutionSummaryPageUrl"_s,
         {u"executionId"_s, ofExecution([](const ActionCall &call, const Execution &execution) {
              return u"%1/?cmp=%2&mi=DMFExecutionSummary&executionId=%3"_s.arg(
                  call.context.url, execution.message.company, execution.message.executionId);
          })}},
    };
    return all;
}

} // namespace

std::string_view actionIn(std::string_view path)
{
    constexpr std::string_view before = "/data/DataManagementDefinitionGroups/Microsoft.Dynamics.DataEntities.";
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
    if (!path.starts_with(before) || path.find_first_not_of(letters, before.size()) != std::string_view::npos)
        return {};
    return path.substr(before.size());
}

void answerAction(Context &context, std::string_view action, const httplib::Request &request,
                  httplib::Response &response, const std::optional<Fault> &fault)
{
    const QString name = QString::fromLatin1(action.data(), qsizetype(action.size()));
    const QJsonObject body = QJsonDocument::fromJson(QByteArray::fromStdString(request.body)).object();
    if (answerPackageAction(context, {name, body, fault}, response))
        return;
    const auto known = actions().constFind(name);
    if (known == actions().cend())
        return answerODataError(response, 404,
                                u"No action \"%1\" was found on DataManagementDefinitionGroups."_s.arg(name));
    const QUuid id(body[known->argument].toString());
    if (id.isNull())
        return answerODataError(response, 400,
                                u"The parameter '%1' of %2 is missing or is not a GUID."_s.arg(known->argument, name));
    known->answer({context, response, fault, id.toString(QUuid::WithoutBraces), body["entityName"_L1].toString()});
}

} // namespace practice
