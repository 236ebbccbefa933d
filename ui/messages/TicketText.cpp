#include "ui/messages/TicketText.h"

#include "app/base/Clock.h"

#include "ui/widgets/MessagePill.h"
#include "ui/widgets/Texts.h"

#include <QCoreApplication>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostLines = 50;
constexpr qsizetype longestLog = 10'000; ///< characters

QString tr(const char *text)
{
    return QCoreApplication::translate("TicketText", text);
}

/// Collects lines of `name: value`, leaving out what is unknown.
class Sheet
{
public:
    void fact(const QString &name, const QString &value)
    {
        if (!value.isEmpty())
            m_lines << tr("%1: %2").arg(name, value);
    }
    void time(const QString &name, const QDateTime &time)
    {
        if (time.isValid())
            fact(name, tr("%1 = %2").arg(texts::exactLocal(time), texts::exactUtc(time)));
    }
    void heading(const QString &text) { m_lines << QString() << text; }
    void line(const QString &text) { m_lines << text; }
    QString text() const { return m_lines.join(u'\n') + u'\n'; }

private:
    QStringList m_lines;
};

QStringList requestIds(const Message &message, const QList<StoredExchange> &exchanges)
{
    QStringList ids = message.requestIds;
    for (const StoredExchange &exchange : exchanges) {
        for (const QString &id : exchange.requestIds) {
            if (!ids.contains(id))
                ids << id;
        }
    }
    return ids;
}

void addFailure(Sheet &sheet, const Failure &failure)
{
    sheet.heading(tr("Why it failed"));
    if (!failure.explanation.isEmpty())
        sheet.line(failure.explanation);
    sheet.fact(tr("Execution status"), failure.executionStatus);
    for (const EntityResult &entity : failure.entities) {
        sheet.line(tr("%1: staging %2 (%3 records, %4 errors), target %5 (%6 records, %7 errors)")
                       .arg(entity.name, entity.stagingStatus, texts::number(entity.stagingRecords),
                            texts::number(entity.stagingErrors), entity.targetStatus,
                            texts::number(entity.targetRecords), texts::number(entity.targetErrors)));
    }
    for (const Cause &cause : failure.causes)
        sheet.line(tr("%1 × %2").arg(texts::number(cause.count), cause.text));
    if (!failure.errors.isEmpty())
        sheet.heading(tr("Failing lines"));
    for (qsizetype i = 0; i < qMin(mostLines, failure.errors.size()); ++i) {
        const RecordError &error = failure.errors[i];
        const QString line = error.line ? tr("line %1").arg(*error.line) : tr("record %1").arg(error.recordId);
        const QString place = error.entity.isEmpty() ? line : tr("%1, %2").arg(error.entity, line);
        const QString words = texts::oneLine(error.message);
        sheet.line(error.field.isEmpty() ? tr("%1: %2").arg(place, words)
                                         : tr("%1, %2: %3").arg(place, error.field, words));
    }
    if (failure.errorCount() > mostLines)
        sheet.line(QCoreApplication::translate("TicketText", "… and %n more", nullptr,
                                               int(failure.errorCount() - mostLines)));
    if (!failure.log.isEmpty()) {
        sheet.heading(tr("Execution log"));
        sheet.line(texts::readable(failure.log, longestLog));
    }
    for (const QString &step : failure.nextSteps)
        sheet.fact(tr("Next step"), step);
    sheet.fact(tr("Page in F&O"), failure.pageUrl);
}

} // namespace

QString ticketText(const Environment &environment, const Message &message, const EventDigest &events,
                   const Failure *failure, const QList<StoredExchange> &exchanges)
{
    Sheet sheet;
    sheet.fact(tr("File"), message.file);
    if (message.bytes)
        sheet.fact(tr("Size"), tr("%1 bytes").arg(texts::number(*message.bytes)));
    sheet.fact(tr("SHA-256"), message.sha256);
    sheet.fact(tr("Environment"), tr("%1 (%2)").arg(environment.name, environment.url.toString()));
    sheet.fact(tr("Recurring data job"), message.job);
    sheet.fact(tr("Activity ID"), message.activityId.text());
    sheet.fact(tr("Entity"), message.entity);
    sheet.fact(tr("Legal entity"), message.company);
    sheet.fact(tr("Message ID"), message.messageId.text());
    sheet.fact(tr("Execution ID (Job ID)"), message.executionId.text());
    sheet.fact(tr("Status"), messagePill(message).text);
    if (message.stagingRecords)
        sheet.fact(tr("Records in staging"), texts::number(*message.stagingRecords));
    if (message.targetRecords)
        sheet.fact(tr("Records in target"), texts::number(*message.targetRecords));
    sheet.time(tr("Handed over"), message.createdUtc);
    sheet.time(tr("Sent"), message.sentUtc);
    sheet.time(tr("Last change"), message.changedUtc);
    if (message.error) {
        sheet.fact(tr("Error"), message.error->message);
        sheet.fact(tr("Detail"), message.error->detail);
        if (message.error->httpStatus > 0)
            sheet.fact(tr("HTTP status"), QString::number(message.error->httpStatus));
        sheet.fact(tr("Code"), message.error->serviceCode);
    }
    for (const QString &id : requestIds(message, exchanges))
        sheet.fact(tr("Request ID"), id);
    if (failure)
        addFailure(sheet, *failure);
    sheet.heading(tr("History (UTC)"));
    const auto add = [&sheet](const Event &event) {
        const QString who = event.source == EventSource::Service ? tr("service") : tr("Waybill");
        sheet.line(event.detail.isEmpty()
                       ? tr("%1 %2: %3").arg(isoUtc(event.atUtc), who, event.what)
                       : tr("%1 %2: %3 (%4)").arg(isoUtc(event.atUtc), who, event.what, event.detail));
    };
    if (events.first) {
        add(*events.first);
        sheet.line(tr("… and more, of which these are the newest %1:").arg(texts::number(events.newest.size())));
    }
    for (const Event &event : events.newest)
        add(event);
    return sheet.text();
}

} // namespace waybill
