#include "app/cli/MessageView.h"

#include "app/base/Clock.h"
#include "app/base/VisibleText.h"
#include "app/cli/MessageJson.h"

#include <QJsonArray>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qsizetype longestMessage = 500; ///< characters of a message as text
constexpr qsizetype longestLog = 10'000;
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
void showErrors(Output &out, const QList<RecordError> &errors)
{
    const bool package = std::ranges::any_of(errors, [](const RecordError &error) { return !error.entity.isEmpty(); });
    QStringList header{u"LINE"_s, u"RECORD"_s, u"FIELD"_s, u"MESSAGE"_s};
    if (package)
        header.insert(1, u"ENTITY"_s);
    QList<QStringList> rows;
    for (const RecordError &error : errors.first(std::min(mostErrorLines, errors.size()))) {
        QStringList row{countText(error.line), error.recordId, error.field,
                        visibleText(error.message, LineEnds::AsSpaces, longestMessage)};
        if (package)
            row.insert(1, error.entity);
        rows.append(row);
    }
    out.text({});
    out.table(header, rows);
    if (errors.size() > mostErrorLines)
        out.text(u"… and %1 more; --json has all of them."_s.arg(errors.size() - mostErrorLines));
}

QString fileText(const FailureFile &file)
{
    const QString what = file.kind == FailureFile::Kind::StagingErrors ? u"Staging error file of %1"_s.arg(file.entity)
                                                                       : u"Error-keys file of %1"_s.arg(file.entity);
    if (!file.trouble.isEmpty())
        return u"%1: could not be fetched. %2"_s.arg(what, file.trouble);
    const QString bytes = QString::number(file.bytes);
    return file.cut ? u"%1: its first %2 bytes; the rest is in F&O"_s.arg(what, bytes)
                    : u"%1: %2 bytes"_s.arg(what, bytes);
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

Result<void> showMessage(Output &out, const Message &message, const Journal &journal)
{
    if (out.isJson()) {
        return out.json(messageJson(message), u"events"_s, [&, told = qint64(0)]() mutable -> Result<QJsonArray> {
            const auto events = journal.events(message.key, told);
            if (!events)
                return fail(events.error());
            QJsonArray next;
            for (const Event &event : *events) {
                next.append(eventJson(event));
                told = event.id;
            }
            return next;
        });
    }
    const auto events = journal.eventsInShort(message.key);
    if (!events)
        return fail(events.error());
    out.fields(factsOf(message));
    out.text({});
    if (!events->isAll()) {
        const bool isCounted = events->total <= EventDigest::mostCounted;
        out.text(u"The newest %1 of %2%3 events; --json has all of them."_s.arg(events->newest.size())
                     .arg(isCounted ? QString() : u"more than "_s)
                     .arg(std::min(events->total, EventDigest::mostCounted)));
    }
    QList<QStringList> rows;
    for (const Event &event : events->newest) {
        rows.append({isoUtc(event.atUtc), event.source == EventSource::Local ? u"here"_s : u"service"_s, event.what,
                     event.detail});
    }
    out.table({u"WHEN"_s, u"BY"_s, u"WHAT"_s, u"DETAIL"_s}, rows);
    return {};
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
    if (!failure.errors.isEmpty())
        showErrors(out, failure.errors);
    if (!failure.files.isEmpty()) {
        out.text(u"\nFiles of the service, kept here (--error-files writes them)"_s);
        for (const FailureFile &file : failure.files)
            out.text(u"  %1"_s.arg(plainLine(fileText(file))));
    }
    if (!failure.log.isEmpty()) {
        out.text(u"\nExecution log"_s);
        out.text(visibleText(failure.log, LineEnds::Keep, longestLog).trimmed());
    }
    if (!failure.nextSteps.isEmpty()) {
        out.text(u"\nWhat to do"_s);
        for (const QString &step : failure.nextSteps)
            out.text(u"  - %1"_s.arg(plainLine(step)));
    }
}

} // namespace waybill
