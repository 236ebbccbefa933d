#include "app/cli/MessageView.h"

#include "app/base/Clock.h"
#include "app/cli/MessageJson.h"

#include <QJsonArray>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype mostErrorLines = 20; ///< of a failure as text; --json has all of them

QString countText(const std::optional<qint64> &count)
{
    return count ? QString::number(*count) : QString();
}

QList<std::pair<QString, QString>> factsOf(const Message &message)
{
    return {{u"Message"_s, QString::number(number(message.key))},
            {u"State"_s, stateText(message)},
            {u"File"_s, message.file},
            {u"Bytes"_s, countText(message.bytes)},
            {u"Environment"_s, message.environment},
            {u"Job"_s, message.job},
            {u"Entity"_s, message.entity},
            {u"Company"_s, message.company},
            {u"Message id"_s, message.messageId.text()},
            {u"Execution id"_s, message.executionId.text()},
            {u"Created"_s, isoUtc(message.createdUtc)},
            {u"Sent"_s, isoUtc(message.sentUtc)},
            {u"Changed"_s, isoUtc(message.changedUtc)},
            {u"Attempt of"_s, message.attemptOf ? QString::number(number(*message.attemptOf)) : QString()},
            {u"Handled"_s, message.handled ? isoUtc(message.handled->atUtc) + u' ' + message.handled->note : QString()},
            {u"Reason"_s, message.error ? message.error->message : QString()},
            {u"Detail"_s, message.error ? message.error->detail : QString()}};
}
} // namespace

QString stateText(const Message &message)
{
    QString service = message.status;
    if (message.arrivedPartly())
        service += u", %1 of %2 arrived"_s.arg(*message.targetRecords).arg(*message.stagingRecords);
    return service.isEmpty() ? word(message.state) : u"%1 (%2)"_s.arg(word(message.state), service);
}

void showMessages(Output &out, const QList<Message> &messages)
{
    if (out.isJson()) {
        QJsonArray array;
        for (const Message &message : messages)
            array.append(messageJson(message));
        out.json(array);
        return;
    }
    if (messages.isEmpty()) {
        out.text(u"No messages."_s);
        return;
    }
    QList<QStringList> rows;
    for (const Message &message : messages) {
        rows.append({QString::number(number(message.key)), stateText(message),
                     message.needsAttention() ? u"!"_s : QString(), message.file, message.job, message.messageId.text(),
                     isoUtc(message.createdUtc)});
    }
    out.table({u"KEY"_s, u"STATE"_s, u"!"_s, u"FILE"_s, u"JOB"_s, u"MESSAGE ID"_s, u"CREATED"_s}, rows);
}

void showMessage(Output &out, const Message &message, const QList<Event> &events)
{
    if (out.isJson()) {
        out.json(messageJson(message, events));
        return;
    }
    out.fields(factsOf(message));
    out.text({});
    QList<QStringList> rows;
    for (const Event &event : events) {
        rows.append({isoUtc(event.atUtc), event.source == EventSource::Local ? u"here"_s : u"service"_s, event.what,
                     event.detail});
    }
    out.table({u"WHEN"_s, u"BY"_s, u"WHAT"_s, u"DETAIL"_s}, rows);
}

void showMessage(Output &out, const Message &message)
{
    if (out.isJson())
        out.json(messageJson(message));
    else
        out.fields(factsOf(message));
}

void showFailure(Output &out, const Message &message, const Failure &failure)
{
    if (out.isJson()) {
        out.json(failureJson(message, failure));
        return;
    }
    out.fields({{u"Message"_s, QString::number(number(message.key))},
                {u"State"_s, stateText(message)},
                {u"File"_s, message.file},
                {u"Message id"_s, message.messageId.text()},
                {u"Execution id"_s, message.executionId.text()},
                {u"Execution"_s, failure.executionStatus},
                {u"In F&O"_s, failure.pageUrl}});
    out.text(u'\n' + failure.explanation);
    if (!failure.causes.isEmpty()) {
        out.text(u"\nCauses"_s);
        for (const Cause &cause : failure.causes) {
            out.text(u"  %1 × %2"_s.arg(cause.count).arg(plainLine(cause.text)));
            if (!cause.mend.isEmpty())
                out.text(u"      %1"_s.arg(plainLine(cause.mend)));
        }
    }
    if (!failure.entities.isEmpty()) {
        QList<QStringList> rows;
        for (const EntityResult &entity : failure.entities) {
            rows.append({entity.name, entity.stagingStatus, countText(entity.stagingRecords),
                         countText(entity.stagingErrors), entity.targetStatus, countText(entity.targetRecords),
                         countText(entity.targetErrors)});
        }
        out.text({});
        out.table({u"ENTITY"_s, u"STAGING"_s, u"RECORDS"_s, u"ERRORS"_s, u"TARGET"_s, u"RECORDS"_s, u"ERRORS"_s}, rows);
    }
    if (!failure.errors.isEmpty()) {
        QList<QStringList> rows;
        for (const RecordError &error : failure.errors.first(std::min(mostErrorLines, failure.errors.size())))
            rows.append({countText(error.line), error.recordId, error.field, error.message});
        out.text({});
        out.table({u"LINE"_s, u"RECORD"_s, u"FIELD"_s, u"MESSAGE"_s}, rows);
        if (failure.errors.size() > mostErrorLines)
            out.text(u"… and %1 more; --json has all of them."_s.arg(failure.errors.size() - mostErrorLines));
    }
    if (!failure.nextSteps.isEmpty()) {
        out.text(u"\nWhat to do"_s);
        for (const QString &step : failure.nextSteps)
            out.text(u"  - %1"_s.arg(plainLine(step)));
    }
}

} // namespace waybill
