#include "app/messages/EntitySummaryList.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

QString lettersOf(const QString &key)
{
    QString letters;
    for (const QChar c : key) {
        if (c.isLetter())
            letters += c.toLower();
    }
    return letters;
}

/// A larger number is no count of records; sums of these do not overflow.
constexpr qint64 mostRecords = 1'000'000'000'000;

std::optional<qint64> countOf(const QJsonValue &value)
{
    if (value.isDouble())
        return value.toDouble() >= 0 && value.toDouble() <= mostRecords ? std::optional(qint64(value.toDouble()))
                                                                        : std::nullopt;
    bool ok = false;
    const qint64 count = value.toString().trimmed().toLongLong(&ok);
    return ok && count >= 0 && count <= mostRecords ? std::optional(count) : std::nullopt;
}

// The counts of one side, staging or target, as they come.
struct Side {
    QString status;
    std::optional<qint64> records; // said in one number
    std::optional<qint64> parts;   // created and updated, added up
    std::optional<qint64> errors;

    std::optional<qint64> total() const { return records ? records : parts; }
};

void readSide(Side &side, const QString &key, const QJsonValue &value)
{
    if (key.contains("status"_L1)) {
        if (!value.isNull())
            side.status = value.toVariant().toString();
        return;
    }
    const std::optional<qint64> count = countOf(value);
    // "To be processed" is a plan, not a result.
    if (!count || key.endsWith("date"_L1) || key.contains("time"_L1) || key.contains("tobe"_L1))
        return;
    if (key.contains("error"_L1) || key.contains("fail"_L1))
        side.errors = *count;
    else if (key.contains("created"_L1) || key.contains("updated"_L1))
        side.parts = side.parts.value_or(0) + *count;
    else if (key.contains("record"_L1) || key.contains("count"_L1))
        side.records = *count;
}

bool isName(const QString &key)
{
    return key == "entityname"_L1 || key == "entity"_L1 || key == "name"_L1 || key == "definitiongroupentityname"_L1 ||
           key == "entitylabel"_L1;
}

EntityResult fromObject(const QJsonObject &object)
{
    EntityResult result;
    Side staging;
    Side target;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString key = lettersOf(it.key());
        if (isName(key))
            result.name = it.value().toString();
        else if (key.contains("staging"_L1))
            readSide(staging, key, it.value());
        else if (key.contains("target"_L1) && !key.contains("entity"_L1))
            readSide(target, key, it.value());
    }
    result.stagingStatus = staging.status;
    result.stagingRecords = staging.total();
    result.stagingErrors = staging.errors;
    result.targetStatus = target.status;
    result.targetRecords = target.total();
    result.targetErrors = target.errors;
    return result;
}

void collect(const QJsonValue &value, QList<EntityResult> &results, int depth)
{
    constexpr int deepest = 4;
    constexpr qsizetype mostEntities = 10'000; // of one data project; a few bytes for each would fill the memory
    if (depth > deepest || results.size() >= mostEntities)
        return;
    if (value.isString()) {
        const QJsonDocument inner = QJsonDocument::fromJson(value.toString().toUtf8());
        if (inner.isArray())
            collect(inner.array(), results, depth + 1);
        else if (inner.isObject())
            collect(inner.object(), results, depth + 1);
    } else if (value.isArray()) {
        for (const QJsonValue &item : value.toArray())
            collect(item, results, depth + 1);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        const EntityResult result = fromObject(object);
        if (!result.name.isEmpty() || !result.stagingStatus.isEmpty() || !result.targetStatus.isEmpty()) {
            results.append(result);
            return;
        }
        for (const QJsonValue &member : object) {
            if (member.isArray() || member.isObject())
                collect(member, results, depth + 1);
        }
    }
}

} // namespace

RecordTotals recordTotals(const QList<EntityResult> &entities)
{
    RecordTotals totals;
    bool whole = true;
    for (const EntityResult &entity : entities) {
        if (entity.stagingRecords)
            totals.staging = totals.staging.value_or(0) + *entity.stagingRecords;
        if (entity.targetRecords)
            totals.target = totals.target.value_or(0) + *entity.targetRecords;
        else if (entity.stagingRecords.value_or(0) > 0)
            whole = false;
    }
    if (!whole)
        totals.target.reset();
    return totals;
}

QList<EntityResult> entitySummaryList(const QJsonValue &value)
{
    QList<EntityResult> results;
    collect(value, results, 0);
    return results;
}

} // namespace waybill
