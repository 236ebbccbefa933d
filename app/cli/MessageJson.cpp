#include "app/cli/MessageJson.h"

#include "app/base/Clock.h"

#include <QJsonArray>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}
QJsonValue orNull(const std::optional<qint64> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}
QJsonValue orNull(const QDateTime &time)
{
    return orNull(isoUtc(time));
}
} // namespace

QJsonObject messageJson(const Message &message)
{
    QJsonObject object{
        {u"key"_s, number(message.key)},
        {u"environment"_s, message.environment},
        {u"job"_s, orNull(message.job)},
        {u"file"_s, orNull(message.file)},
        {u"bytes"_s, orNull(message.bytes)},
        {u"sha256"_s, orNull(message.sha256)},
        {u"entity"_s, orNull(message.entity)},
        {u"company"_s, orNull(message.company)},
        {u"messageId"_s, orNull(message.messageId.text())},
        {u"executionId"_s, orNull(message.executionId.text())},
        {u"state"_s, word(message.state)},
        {u"status"_s, orNull(message.status)},
        {u"final"_s, message.final()},
        {u"needsAttention"_s, message.needsAttention()},
        {u"handled"_s, QJsonValue()},
        {u"createdUtc"_s, orNull(message.createdUtc)},
        {u"sentUtc"_s, orNull(message.sentUtc)},
        {u"changedUtc"_s, orNull(message.changedUtc)},
        {u"stagingRecords"_s, orNull(message.stagingRecords)},
        {u"targetRecords"_s, orNull(message.targetRecords)},
        {u"attemptOf"_s, message.attemptOf ? QJsonValue(number(*message.attemptOf)) : QJsonValue()},
        {u"error"_s, message.error ? QJsonValue(toJson(*message.error)) : QJsonValue()},
        {u"reason"_s, message.error ? QJsonValue(message.error->message) : QJsonValue()},
    };
    if (message.handled) {
        object[u"handled"_s] =
            QJsonObject{{u"atUtc"_s, isoUtc(message.handled->atUtc)}, {u"note"_s, message.handled->note}};
    }
    return object;
}

QJsonObject eventJson(const Event &event)
{
    return {{u"atUtc"_s, isoUtc(event.atUtc)},
            {u"source"_s, event.source == EventSource::Local ? u"local"_s : u"service"_s},
            {u"what"_s, event.what},
            {u"detail"_s, event.detail}};
}

QJsonObject failureJson(const Message &message, const Failure &failure)
{
    QJsonArray entities, errors, causes, files;
    for (const EntityResult &entity : failure.entities) {
        entities.append(QJsonObject{{u"name"_s, entity.name},
                                    {u"stagingStatus"_s, orNull(entity.stagingStatus)},
                                    {u"targetStatus"_s, orNull(entity.targetStatus)},
                                    {u"stagingRecords"_s, orNull(entity.stagingRecords)},
                                    {u"stagingErrors"_s, orNull(entity.stagingErrors)},
                                    {u"targetRecords"_s, orNull(entity.targetRecords)},
                                    {u"targetErrors"_s, orNull(entity.targetErrors)}});
    }
    for (const RecordError &error : failure.errors) {
        errors.append(QJsonObject{{u"recordId"_s, error.recordId},
                                  {u"field"_s, error.field},
                                  {u"message"_s, error.message},
                                  {u"line"_s, orNull(error.line)},
                                  {u"entity"_s, orNull(error.entity)}});
    }
    for (const FailureFile &file : failure.files) {
        const bool keys = file.kind == FailureFile::Kind::TargetErrorKeys;
        files.append(QJsonObject{{u"kind"_s, keys ? u"targetErrorKeys"_s : u"stagingErrors"_s},
                                 {u"entity"_s, file.entity},
                                 {u"name"_s, orNull(file.name)},
                                 {u"bytes"_s, file.trouble.isEmpty() ? QJsonValue(file.bytes) : QJsonValue()},
                                 {u"cut"_s, file.cut},
                                 {u"trouble"_s, orNull(file.trouble)}});
    }
    for (const Cause &cause : failure.causes)
        causes.append(QJsonObject{{u"text"_s, cause.text}, {u"count"_s, cause.count}});
    return {{u"key"_s, number(message.key)},
            {u"messageId"_s, orNull(message.messageId.text())},
            {u"executionId"_s, orNull(message.executionId.text())},
            {u"executionStatus"_s, orNull(failure.executionStatus)},
            {u"entities"_s, entities},
            {u"errors"_s, errors},
            {u"causes"_s, causes},
            {u"explanation"_s, failure.explanation},
            {u"nextSteps"_s, QJsonArray::fromStringList(failure.nextSteps)},
            {u"pageUrl"_s, orNull(failure.pageUrl)},
            {u"complete"_s, failure.complete},
            {u"log"_s, orNull(failure.log)},
            {u"errorFiles"_s, files}};
}

} // namespace waybill
