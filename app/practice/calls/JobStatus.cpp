#include "app/practice/calls/JobStatus.h"

#include "app/practice/LifecycleClock.h"
#include "app/practice/MessageJson.h"
#include "app/practice/MessageStore.h"
#include "app/practice/Profile.h"
#include "app/practice/calls/Context.h"
#include "app/practice/calls/Execution.h"

#include <QHash>
#include <QJsonArray>
#include <QStringList>

#include <cmath>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

/// A moment of lifecycle time as a clock on the wall would have shown it; null where there was none.
QJsonValue timeText(const Context &context, const StoredMessage &message, std::optional<qint64> clock)
{
    if (!clock)
        return {};
    const double later = double(*clock - message.storedClock) / context.clock.speed();
    return utcText(message.storedUtc.addMSecs(std::llround(later)));
}

QJsonObject detailOf(const EntityOutcome &entity, const QString &company, const QJsonValue &started,
                     const QJsonValue &ended)
{
    return {{u"EntityName"_s, entity.entity},
            {u"Company"_s, company},
            {u"StagingRecords"_s, entity.stagingRecords},
            {u"StagingStatus"_s, entity.stagingStatus},
            {u"StagingErrorCount"_s, entity.stagingErrors},
            {u"TargetRecords"_s, entity.targetRecords},
            {u"TargetStatus"_s, entity.targetStatus},
            {u"TargetErrorCount"_s, entity.targetErrors},
            {u"ExecutionStartedDateTime"_s, started},
            {u"ExecutionCompletedDateTime"_s, ended}};
}

} // namespace

QJsonValue jobState(const QString &status, JobStatusForm form)
{
    static const QStringList names{u"Enqueued"_s,       u"Dequeued"_s,  u"Downloaded"_s,          u"Acked"_s,
                                   u"InProcess"_s,      u"Processed"_s, u"ProcessedWithErrors"_s, u"PostProcessError"_s,
                                   u"PreProcessError"_s};
    static const QHash<QString, qsizetype> others{
        {u"inqueue"_s, 0}, {u"postprocessingfailed"_s, 7}, {u"postprocessingerror"_s, 7}, {u"preprocessingerror"_s, 8}};
    qsizetype number = others.value(status.toLower(), 4);
    for (qsizetype index = 0; index < names.size(); ++index)
        if (names.at(index).compare(status, Qt::CaseInsensitive) == 0)
            number = index;
    return form == JobStatusForm::Name ? QJsonValue(names.at(number)) : QJsonValue(number);
}

QJsonObject jobStatusOf(const Context &context, const StoredMessage &message)
{
    const LifecycleState state = stateOf(context, message);
    const QJsonValue started = timeText(context, message, state.startedClock);
    const QJsonValue ended = timeText(context, message, state.endedClock);
    const auto outcome = state.isFinal ? context.store.outcome(message.messageId) : std::nullopt;
    QJsonArray details;
    if (outcome)
        for (const EntityOutcome &entity : outcome->entities)
            details.append(detailOf(entity, message.company, started, ended));
    else if (state.executing && !message.entity.isEmpty())
        details.append(detailOf({message.entity, u"Executing"_s, u"NotStarted"_s, 0, 0, 0, 0}, message.company, started,
                                QJsonValue()));
    const QJsonObject status{{u"DataProject"_s, context.profile.job(message.activityId).value_or(Job{}).name},
                             {u"DataJobIdentifier"_s, message.messageId},
                             {u"ExternalIdentifier"_s, readableIdentifier(message.externalIdentifier)},
                             {u"ExecutionIdentifier"_s, shownExecutionId(context, message)},
                             {u"DataJobStartedDateTime"_s, started},
                             {u"DataJobCompletedDateTime"_s, ended},
                             {u"DataJobState"_s, jobState(state.status, context.settings.jobStatus)}};
    return {{u"DataJobStatus"_s, status},
            {u"ExecutionLog"_s, outcome ? outcome->executionLog : QString()},
            {u"ExecutionDetail"_s, details}};
}

} // namespace practice
