#include "app/practice/exports/Export.h"

#include "app/practice/MessageJson.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace practice {

QJsonObject toJson(const Export &made)
{
    return {{u"correlationId"_s, made.correlationId},
            {u"executionId"_s, made.executionId},
            {u"activityId"_s, made.activityId},
            {u"project"_s, made.project},
            {u"company"_s, made.company},
            {u"entities"_s, QJsonArray::fromStringList(made.entities)},
            {u"records"_s, made.records},
            {u"bytes"_s, made.bytes},
            {u"sha256"_s, made.sha256},
            {u"madeUtc"_s, utcText(made.madeUtc)},
            {u"madeClock"_s, made.madeClock},
            {u"signed"_s, made.isSigned},
            {u"scheduled"_s, made.isScheduled},
            {u"outcome"_s, made.outcome}};
}

Export exportFromJson(const QJsonObject &json)
{
    Export made;
    made.correlationId = json["correlationId"_L1].toString();
    made.executionId = json["executionId"_L1].toString();
    made.activityId = json["activityId"_L1].toString();
    made.project = json["project"_L1].toString();
    made.company = json["company"_L1].toString();
    for (const auto &entity : json["entities"_L1].toArray())
        made.entities.append(entity.toString());
    made.records = json["records"_L1].toInteger();
    made.bytes = json["bytes"_L1].toInteger();
    made.sha256 = json["sha256"_L1].toString();
    made.madeUtc = QDateTime::fromString(json["madeUtc"_L1].toString(), Qt::ISODateWithMs);
    made.madeClock = json["madeClock"_L1].toInteger();
    made.isSigned = json["signed"_L1].toBool();
    made.isScheduled = json["scheduled"_L1].toBool();
    made.outcome = json["outcome"_L1].toString();
    return made;
}

} // namespace practice
