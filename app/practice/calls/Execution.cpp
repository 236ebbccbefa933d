#include "app/practice/calls/Execution.h"

#include "app/practice/BatchPlan.h"
#include "app/practice/LifecycleClock.h"
#include "app/practice/MessageStore.h"
#include "app/practice/Profile.h"
#include "app/practice/calls/Context.h"
#include "app/practice/faults/FaultBook.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

QString listText(const QJsonArray &list)
{
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

QJsonObject summaryLine(const EntityOutcome &entity)
{
    return {{u"EntityName"_s, entity.entity},
            {u"StagingStatus"_s, entity.stagingStatus},
            {u"TargetStatus"_s, entity.targetStatus},
            {u"StagingRecords"_s, entity.stagingRecords},
            {u"StagingErrorCount"_s, entity.stagingErrors},
            {u"TargetRecords"_s, entity.targetRecords},
            {u"TargetErrorCount"_s, entity.targetErrors}};
}

/// One record as services that forgot to escape wrote it.
QString brokenLine(const RecordError &error)
{
    QString message = error.message;
    message.replace(u'\'', u'"');
    if (const qsizetype colon = message.indexOf(": "_L1); colon >= 0)
        message.replace(colon + 1, 1, u"\r\n"_s);
    else
        message += "\r\n"_L1;
    return u"{\"RecordId\":\"%1\",\"Field\":\"%2\",\"ErrorMessage\":\"%3\"}"_s.arg(error.recordId, error.field,
                                                                                   message);
}

} // namespace

LifecycleState stateOf(const Context &context, const StoredMessage &message)
{
    const qint64 now = context.clock.now();
    const auto pickUp = context.batches.pickUp(batchedOf(context.profile, context.settings.recurrence, message), now);
    LifecycleSubject subject{message.messageId, message.storedClock, pickUp};
    if (pickUp)
        subject.pace = message.number < 0 ? 1.0 : context.faults.pace(*pickUp);
    else // no batch is free yet
        subject.pickUp = std::numeric_limits<qint64>::max();
    const auto script = message.number < 0 // the past is settled
                            ? std::nullopt
                            : context.faults.scriptFor(readableIdentifier(message.externalIdentifier), subject);
    return lifecycleAt(subject, now, message.verdict, script ? &*script : nullptr);
}

QString shownExecutionId(const Context &context, const StoredMessage &message)
{
    const bool shown = message.verdict && message.executionMade && stateOf(context, message).pickedUp;
    return shown ? message.executionId : QUuid().toString(QUuid::WithoutBraces);
}

std::optional<Execution> executionOf(const Context &context, const QString &executionId)
{
    const auto message = context.store.ofExecution(executionId);
    if (!message || !message->verdict || !message->executionMade)
        return std::nullopt;
    Execution execution{*message, stateOf(context, *message), std::nullopt};
    if (!execution.state.executing)
        return std::nullopt;
    if (execution.state.isFinal)
        execution.outcome = context.store.outcome(message->messageId);
    return execution;
}

int placeOfEntity(const Execution &execution, const QString &label)
{
    if (!execution.outcome)
        return -1;
    const auto &entities = execution.outcome->entities;
    const auto found = std::find_if(entities.begin(), entities.end(), [&](const EntityOutcome &entity) {
        return entity.entity.compare(label, Qt::CaseInsensitive) == 0;
    });
    return found == entities.end() ? -1 : int(found - entities.begin());
}

QString executionStatus(const Execution &execution)
{
    if (!execution.outcome)
        return u"Executing"_s;
    qint64 arrived = 0;
    for (const EntityOutcome &entity : execution.outcome->entities)
        arrived += entity.targetRecords;
    const QString &word = execution.state.status;
    if (word.compare("ProcessedWithErrors"_L1, Qt::CaseInsensitive) == 0)
        return arrived > 0 ? u"PartiallySucceeded"_s : u"Failed"_s;
    return word.compare("Processed"_L1, Qt::CaseInsensitive) == 0 ? u"Succeeded"_s : u"Failed"_s;
}

QString entitySummary(const Execution &execution)
{
    QJsonArray list;
    if (execution.outcome)
        for (const EntityOutcome &entity : execution.outcome->entities)
            list.append(summaryLine(entity));
    else if (!execution.message.entity.isEmpty())
        list.append(summaryLine({execution.message.entity, u"Executing"_s, u"NotRun"_s, 0, 0, 0, 0}));
    return listText(list);
}

QString executionErrors(const Execution &execution, bool broken)
{
    if (!execution.outcome)
        return u"[]"_s;
    if (broken) {
        QStringList lines;
        for (const RecordError &error : execution.outcome->errors)
            lines.append(brokenLine(error));
        return u'[' + lines.join(u',') + u']';
    }
    QJsonArray list;
    for (const RecordError &error : execution.outcome->errors)
        list.append(QJsonObject{
            {u"RecordId"_s, error.recordId}, {u"Field"_s, error.field}, {u"ErrorMessage"_s, error.message}});
    return listText(list);
}

} // namespace practice
