#include "app/practice/MessageJson.h"

#include <QJsonArray>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QDateTime timeOf(const QJsonValue &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs).toUTC();
}

} // namespace

QString utcText(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

QString readableIdentifier(const QString &externalIdentifier)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(externalIdentifier.toUtf8()));
}

QJsonObject toJson(const StoredMessage &message)
{
    return {{u"messageId"_s, message.messageId},
            {u"executionId"_s, message.executionId},
            {u"activityId"_s, message.activityId},
            {u"entity"_s, orNull(message.entity)},
            {u"company"_s, message.company},
            {u"format"_s, orNull(nameOf(message.format))},
            {u"externalIdentifier"_s, orNull(message.externalIdentifier)},
            {u"bytes"_s, message.bytes},
            {u"sha256"_s, message.sha256},
            {u"storedUtc"_s, utcText(message.storedUtc)},
            {u"storedClock"_s, message.storedClock}};
}

StoredMessage messageFromJson(const QJsonObject &json)
{
    StoredMessage message;
    message.messageId = json["messageId"_L1].toString();
    message.executionId = json["executionId"_L1].toString();
    message.activityId = json["activityId"_L1].toString();
    message.entity = json["entity"_L1].toString();
    message.company = json["company"_L1].toString();
    message.format = sourceFormatNamed(json["format"_L1].toString()).value_or(SourceFormat::ByContent);
    message.externalIdentifier = json["externalIdentifier"_L1].toString();
    message.bytes = json["bytes"_L1].toInteger();
    message.sha256 = json["sha256"_L1].toString();
    message.storedUtc = timeOf(json["storedUtc"_L1]);
    message.storedClock = json["storedClock"_L1].toInteger();
    return message;
}

QJsonObject toJson(const Delivery &delivery)
{
    return {{u"atUtc"_s, utcText(delivery.atUtc)},
            {u"activityId"_s, delivery.activityId},
            {u"externalIdentifier"_s, orNull(delivery.externalIdentifier)},
            {u"bytes"_s, delivery.bytes},
            {u"sha256"_s, delivery.sha256},
            {u"messageId"_s, orNull(delivery.messageId)},
            {u"complete"_s, delivery.complete},
            {u"status"_s, delivery.status}};
}

Delivery deliveryFromJson(const QJsonObject &json)
{
    Delivery delivery;
    delivery.atUtc = timeOf(json["atUtc"_L1]);
    delivery.activityId = json["activityId"_L1].toString();
    delivery.externalIdentifier = json["externalIdentifier"_L1].toString();
    delivery.bytes = json["bytes"_L1].toInteger();
    delivery.sha256 = json["sha256"_L1].toString();
    delivery.messageId = json["messageId"_L1].toString();
    delivery.complete = json["complete"_L1].toBool();
    delivery.status = json["status"_L1].toInt();
    return delivery;
}

QJsonObject toJson(const ImportOutcome &outcome)
{
    QJsonArray entities;
    for (const EntityOutcome &entity : outcome.entities)
        entities.append(QJsonObject{{u"entity"_s, entity.entity},
                                    {u"stagingStatus"_s, entity.stagingStatus},
                                    {u"targetStatus"_s, entity.targetStatus},
                                    {u"stagingRecords"_s, entity.stagingRecords},
                                    {u"stagingErrors"_s, entity.stagingErrors},
                                    {u"targetRecords"_s, entity.targetRecords},
                                    {u"targetErrors"_s, entity.targetErrors}});
    QJsonArray errors;
    for (const RecordError &error : outcome.errors)
        errors.append(QJsonArray{error.recordId, error.field, error.message});
    return {{u"verdict"_s, int(outcome.verdict)},
            {u"executionMade"_s, outcome.executionMade},
            {u"executionLog"_s, outcome.executionLog},
            {u"entities"_s, entities},
            {u"errors"_s, errors}};
}

ImportOutcome outcomeFromJson(const QJsonObject &json)
{
    ImportOutcome outcome{};
    outcome.verdict = Verdict(json["verdict"_L1].toInt());
    outcome.executionMade = json["executionMade"_L1].toBool();
    outcome.executionLog = json["executionLog"_L1].toString();
    for (const auto &item : json["entities"_L1].toArray()) {
        const QJsonObject entity = item.toObject();
        outcome.entities.push_back({entity["entity"_L1].toString(), entity["stagingStatus"_L1].toString(),
                                    entity["targetStatus"_L1].toString(), entity["stagingRecords"_L1].toInteger(),
                                    entity["stagingErrors"_L1].toInteger(), entity["targetRecords"_L1].toInteger(),
                                    entity["targetErrors"_L1].toInteger()});
    }
    for (const auto &item : json["errors"_L1].toArray()) {
        const QJsonArray error = item.toArray();
        outcome.errors.push_back({error.at(0).toString(), error.at(1).toString(), error.at(2).toString()});
    }
    return outcome;
}

} // namespace practice
