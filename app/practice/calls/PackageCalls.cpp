#include "app/practice/calls/PackageCalls.h"

#include "app/practice/Profile.h"
#include "app/practice/calls/Answers.h"
#include "app/practice/calls/Context.h"
#include "app/practice/calls/ExportCalls.h"
#include "app/practice/calls/OddLocation.h"
#include "app/practice/exports/ExportDesk.h"

#include <QJsonArray>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

QString lowerGuid(const QJsonValue &value)
{
    return QUuid(value.toString()).toString(QUuid::WithoutBraces);
}

/// The export whose data project bears that name.
std::optional<Job> projectNamed(const Context &context, const QString &name)
{
    const auto &jobs = context.profile.jobs();
    const auto job = std::find_if(jobs.begin(), jobs.end(), [&](const Job &each) {
        return each.isExport() && each.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return job == jobs.end() ? std::nullopt : std::optional(*job);
}

void answerOrderedId(const Context &context, const PackageAction &action, const QString &id,
                     httplib::Response &response)
{
    const bool isOdd = action.fault && action.fault->name == "oddGuid"_L1;
    const QString shape = isOdd ? action.fault->text("shape"_L1) : QString();
    if (shape == "value"_L1)
        answerValue(context, response, QJsonObject{{u"value"_s, id}});
    else
        answerValue(context, response,
                    shape == "braces"_L1  ? u'{' + id + u'}'
                    : shape == "upper"_L1 ? id.toUpper()
                                          : id);
}

void exportToPackage(Context &context, const PackageAction &action, httplib::Response &response)
{
    const QString project = action.body["definitionGroupId"_L1].toString();
    const QString company = action.body["legalEntityId"_L1].toString();
    const auto job = projectNamed(context, project);
    if (!job)
        return answerODataError(response, 400, u"The data project '%1' does not exist."_s.arg(project));
    ExportWish wish;
    if (action.fault && action.fault->name == "exportEnds"_L1)
        wish.outcome = action.fault->text("word"_L1, u"Failed"_s);
    QString problem;
    const auto made = context.exports.makePackage(*job, company, wish, problem);
    if (!made)
        return answerODataError(response, 400, problem);
    answerOrderedId(context, action, made->executionId, response);
}

bool hasPackage(const QString &status)
{
    return status == "Succeeded"_L1 || status == "PartiallySucceeded"_L1;
}

QString summaryOf(const Export &made, const QString &status)
{
    QJsonArray list;
    const bool isOver = status != "NotRun"_L1 && status != "Executing"_L1;
    for (const QString &entity : made.entities)
        list.append(QJsonObject{{u"EntityName"_s, entity},
                                {u"StagingStatus"_s, isOver ? u"Finished"_s : status},
                                {u"TargetStatus"_s, !isOver              ? u"NotRun"_s
                                                    : hasPackage(status) ? u"Finished"_s
                                                                         : u"Error"_s},
                                {u"StagingErrorCount"_s, 0},
                                {u"TargetErrorCount"_s, 0}});
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

QString errorsOf(const QString &status)
{
    if (status != "Failed"_L1)
        return u"[]"_s;
    const QJsonArray list{QJsonObject{{u"RecordId"_s, QString()},
                                      {u"Field"_s, QString()},
                                      {u"ErrorMessage"_s, u"The export could not read its entity's view."_s}}};
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

/// The address of a package, which a fault may have made odd.
QString packageAddress(const Context &context, const Export &made, const std::optional<Fault> &fault)
{
    QJsonObject answer{{u"DownloadLocation"_s, signedAddress(context, made)}};
    if (fault && fault->name == "oddLocation"_L1)
        makeOdd(answer, *fault, context, made);
    return answer["DownloadLocation"_L1].toString();
}

void packageUrl(const Context &context, const PackageAction &action, const QString &execution,
                httplib::Response &response)
{
    const auto made = context.exports.store().ofExecution(execution);
    if (!made)
        return answerODataError(response, 400,
                                u"Execution details for execution ID %1 were not found."_s.arg(execution));
    const bool isThere = hasPackage(context.exports.executionStatus(*made));
    answerValue(context, response, isThere ? packageAddress(context, *made, action.fault) : QString());
}

/// What is asked about an export's execution; nothing where it is none of these.
std::optional<QString> aboutExecution(const Context &context, const QString &name, const Export &made)
{
    const QString status = context.exports.executionStatus(made);
    if (name == "GetExecutionSummaryStatus"_L1)
        return status;
    if (name == "GetEntityExecutionSummaryStatusList"_L1)
        return summaryOf(made, status);
    if (name == "GetExecutionErrors"_L1)
        return errorsOf(status);
    if (name == "GetExecutionSummaryPageUrl"_L1)
        return u"%1/?cmp=%2&mi=DMFExecutionSummary&executionId=%3"_s.arg(context.url, made.company, made.executionId);
    return std::nullopt;
}

std::optional<QString> aboutMessage(const QString &name, const Export &made)
{
    if (name == "GetMessageStatus"_L1)
        return made.isAcked() ? u"Acked"_s : made.dequeued > 0 ? u"Dequeued"_s : u"Enqueued"_s;
    return name == "GetExecutionIdByMessageId"_L1 ? std::optional(made.executionId) : std::nullopt;
}

} // namespace

bool answerPackageAction(Context &context, const PackageAction &action, httplib::Response &response)
{
    const QString execution = lowerGuid(action.body["executionId"_L1]);
    if (action.name == "ExportToPackage"_L1) {
        exportToPackage(context, action, response);
        return true;
    }
    if (action.name == "GetExportedPackageUrl"_L1) {
        packageUrl(context, action, execution, response);
        return true;
    }
    const bool hasMessage = action.body.contains("messageId"_L1);
    const QString message = lowerGuid(action.body[hasMessage ? "messageId"_L1 : "_messageId"_L1]);
    const auto made = context.exports.store().find(message);
    const auto ran = context.exports.store().ofExecution(execution);
    const auto value = made  ? aboutMessage(action.name, *made)
                       : ran ? aboutExecution(context, action.name, *ran)
                             : std::nullopt;
    if (value)
        answerValue(context, response, *value);
    return value.has_value();
}

} // namespace practice
