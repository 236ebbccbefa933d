#include "app/journal/FailureRecord.h"

#include "app/journal/MessageRecord.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlQuery>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QJsonValue json(const std::optional<qint64> &number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

std::optional<qint64> numberFrom(const QJsonValue &value)
{
    return value.isDouble() ? std::optional<qint64>(value.toInteger()) : std::nullopt;
}

QByteArray summaryOf(const Failure &failure)
{
    QJsonArray entities, causes;
    for (const EntityResult &e : failure.entities) {
        entities.append(QJsonObject{{u"name"_s, e.name},
                                    {u"stagingStatus"_s, e.stagingStatus},
                                    {u"targetStatus"_s, e.targetStatus},
                                    {u"stagingRecords"_s, json(e.stagingRecords)},
                                    {u"stagingErrors"_s, json(e.stagingErrors)},
                                    {u"targetRecords"_s, json(e.targetRecords)},
                                    {u"targetErrors"_s, json(e.targetErrors)}});
    }
    for (const Cause &cause : failure.causes)
        causes.append(QJsonObject{{u"text"_s, cause.text}, {u"count"_s, cause.count}, {u"mend"_s, cause.mend}});
    const QJsonObject summary{{u"entities"_s, entities},
                              {u"causes"_s, causes},
                              {u"explanation"_s, failure.explanation},
                              {u"nextSteps"_s, QJsonArray::fromStringList(failure.nextSteps)},
                              {u"pageUrl"_s, failure.pageUrl}};
    return QJsonDocument(summary).toJson(QJsonDocument::Compact);
}

void readSummary(const QByteArray &text, Failure &failure)
{
    const QJsonObject summary = QJsonDocument::fromJson(text).object();
    for (const QJsonValue &value : summary[u"entities"_s].toArray()) {
        const QJsonObject e = value.toObject();
        failure.entities.append({e[u"name"_s].toString(), e[u"stagingStatus"_s].toString(),
                                 e[u"targetStatus"_s].toString(), numberFrom(e[u"stagingRecords"_s]),
                                 numberFrom(e[u"stagingErrors"_s]), numberFrom(e[u"targetRecords"_s]),
                                 numberFrom(e[u"targetErrors"_s])});
    }
    for (const QJsonValue &value : summary[u"causes"_s].toArray()) {
        const QJsonObject cause = value.toObject();
        failure.causes.append(
            {cause[u"text"_s].toString(), cause[u"count"_s].toInteger(), cause[u"mend"_s].toString()});
    }
    failure.explanation = summary[u"explanation"_s].toString();
    for (const QJsonValue &step : summary[u"nextSteps"_s].toArray())
        failure.nextSteps.append(step.toString());
    failure.pageUrl = summary[u"pageUrl"_s].toString();
}

// One array an error, without names: a large failure has a hundred thousand of them.
QByteArray packed(const QList<RecordError> &errors)
{
    QJsonArray list;
    for (const RecordError &error : errors)
        list.append(QJsonArray{error.recordId, error.field, error.message, json(error.record), json(error.line)});
    return qCompress(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

QString causeText(const Failure &failure)
{
    QStringList texts;
    for (const Cause &cause : failure.causes)
        texts.append(cause.text);
    return texts.join(u'\n');
}
} // namespace

QString keepFailureSql()
{
    return u"INSERT OR REPLACE INTO failures (message, collected, complete, execution_status, summary, cause_text, "
           u"errors) "
           u"VALUES (?, ?, ?, ?, ?, ?, ?)"_s;
}

QVariantList keepFailureValues(MessageKey key, const Failure &failure)
{
    return {number(key),
            failure.collectedUtc.isValid() ? failure.collectedUtc.toMSecsSinceEpoch() : 0,
            failure.complete,
            stored(failure.executionStatus),
            QString::fromUtf8(summaryOf(failure)),
            stored(causeText(failure)),
            packed(failure.errors)};
}

QString failureColumns()
{
    return u"collected, complete, execution_status, summary, errors"_s;
}

Result<Failure> failureFrom(const QSqlQuery &row)
{
    Failure failure;
    failure.collectedUtc = timeFrom(row.value(0));
    failure.complete = row.value(1).toBool();
    failure.executionStatus = row.value(2).toString();
    readSummary(row.value(3).toString().toUtf8(), failure);
    const QJsonDocument errors = QJsonDocument::fromJson(qUncompress(row.value(4).toByteArray()));
    if (!errors.isArray())
        return fail(ErrorKind::Storage,
                    u"The kept errors of this message cannot be read. Ask the service again why it failed."_s);
    const QJsonArray list = errors.array();
    failure.errors.reserve(list.size());
    for (const QJsonValue &value : list) {
        const QJsonArray e = value.toArray();
        failure.errors.append({e[0].toString(), e[1].toString(), e[2].toString(), numberFrom(e[3]), numberFrom(e[4])});
    }
    return failure;
}

} // namespace waybill
