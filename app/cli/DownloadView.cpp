#include "app/cli/DownloadView.h"

#include "app/base/Clock.h"
#include "app/cli/ExitCode.h"
#include "app/cli/Guard.h"

#include <QDir>
#include <QJsonArray>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}
QJsonValue numberOrNull(const std::optional<qint64> &value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}
QString sizeText(const std::optional<qint64> &value)
{
    return value ? QString::number(*value) : QString();
}

QJsonArray followUpsJson(const QList<FollowUpOutcome> &outcomes)
{
    QJsonArray all;
    for (const FollowUpOutcome &outcome : outcomes) {
        all.append(QJsonObject{{u"atUtc"_s, isoUtc(outcome.atUtc)},
                               {u"what"_s, outcome.what},
                               {u"worked"_s, outcome.worked},
                               {u"detail"_s, outcome.detail},
                               {u"output"_s, outcome.output}});
    }
    return all;
}
} // namespace

QJsonObject downloadJson(const Download &download, const DownloadStore &store)
{
    return {{u"key"_s, number(download.key)},
            {u"kind"_s, download.kind == DownloadKind::Exported ? u"export"_s : u"dequeue"_s},
            {u"environment"_s, download.environment},
            {u"job"_s, textOrNull(download.job)},
            {u"dataProject"_s, textOrNull(download.dataProject)},
            {u"company"_s, textOrNull(download.company)},
            {u"correlationId"_s, textOrNull(download.correlationId)},
            {u"executionId"_s, textOrNull(download.executionId.text())},
            {u"state"_s, word(download.state)},
            {u"file"_s, textOrNull(QDir::toNativeSeparators(store.path(download.file)))},
            {u"bytes"_s, numberOrNull(download.bytes)},
            {u"sha256"_s, textOrNull(download.sha256)},
            {u"entries"_s, numberOrNull(download.entries)},
            {u"entities"_s, QJsonArray::fromStringList(download.entities)},
            {u"createdUtc"_s, textOrNull(isoUtc(download.createdUtc))},
            {u"dequeuedUtc"_s, textOrNull(isoUtc(download.dequeuedUtc))},
            {u"storedUtc"_s, textOrNull(isoUtc(download.storedUtc))},
            {u"ackedUtc"_s, textOrNull(isoUtc(download.ackedUtc))},
            {u"leaseUntilUtc"_s, textOrNull(isoUtc(download.leaseUntilUtc))},
            {u"redelivered"_s, download.redelivered},
            {u"attempts"_s, download.attempts},
            {u"followUp"_s, textOrNull(word(download.followUp))},
            {u"fileRemovedUtc"_s, textOrNull(isoUtc(download.fileRemovedUtc))},
            {u"error"_s, download.error ? QJsonValue(toJson(*download.error)) : QJsonValue()}};
}

void showDownloads(Services &services, const QList<Download> &downloads)
{
    Output &out = services.out();
    const DownloadStore store(services.profile());
    if (out.isJson()) {
        QJsonArray array;
        for (const Download &download : downloads)
            array.append(downloadJson(download, store));
        out.json(array);
        return;
    }
    if (downloads.isEmpty()) {
        out.text(u"No downloads."_s);
        return;
    }
    QList<QStringList> rows;
    for (const Download &download : downloads) {
        rows.append({QString::number(number(download.key)), word(download.state),
                     download.job.isEmpty() ? download.dataProject : download.job, sizeText(download.bytes),
                     download.entities.join(u", "_s).left(60), isoUtc(download.dequeuedUtc),
                     isoUtc(download.leaseUntilUtc), QDir::toNativeSeparators(store.path(download.file))});
    }
    out.table({u"KEY"_s, u"STATE"_s, u"JOB"_s, u"BYTES"_s, u"ENTITIES"_s, u"DEQUEUED"_s, u"LEASED UNTIL"_s, u"FILE"_s},
              rows);
}

Result<void> showDownload(Services &services, const Download &download)
{
    Output &out = services.out();
    const DownloadStore store(services.profile());
    const auto book = services.downloads();
    if (!book)
        return fail(book.error());
    const auto events = (*book)->events(download.key);
    if (!events)
        return fail(events.error());
    const auto followUps = (*book)->followUps(download.key);
    if (!followUps)
        return fail(followUps.error());
    if (out.isJson()) {
        QJsonObject object = downloadJson(download, store);
        QJsonArray all;
        for (const DownloadEvent &event : *events) {
            all.append(QJsonObject{
                {u"atUtc"_s, isoUtc(event.atUtc)}, {u"state"_s, word(event.state)}, {u"detail"_s, event.text}});
        }
        object[u"events"_s] = all;
        object[u"followUps"_s] = followUpsJson(*followUps);
        out.json(object);
        return {};
    }
    out.fields({{u"Download"_s, QString::number(number(download.key))},
                {u"State"_s, word(download.state)},
                {u"Environment"_s, download.environment},
                {u"Job"_s, download.job},
                {u"Data project"_s, download.dataProject},
                {u"Company"_s, download.company},
                {u"Correlation id"_s, download.correlationId},
                {u"Execution id"_s, download.executionId.text()},
                {u"File"_s, QDir::toNativeSeparators(store.path(download.file))},
                {u"Bytes"_s, sizeText(download.bytes)},
                {u"SHA-256"_s, download.sha256},
                {u"Entries"_s, sizeText(download.entries)},
                {u"Entities"_s, download.entities.join(u", "_s)},
                {u"Dequeued"_s, isoUtc(download.dequeuedUtc)},
                {u"Stored"_s, isoUtc(download.storedUtc)},
                {u"Acknowledged"_s, isoUtc(download.ackedUtc)},
                {u"Leased until"_s, isoUtc(download.leaseUntilUtc)},
                {u"Handed out again"_s, download.redelivered ? u"yes"_s : QString()},
                {u"File removed"_s, isoUtc(download.fileRemovedUtc)},
                {u"What follows it"_s, word(download.followUp)},
                {u"Attempts"_s, download.attempts > 0 ? QString::number(download.attempts) : QString()},
                {u"Reason"_s, download.error ? download.error->message : QString()}});
    QList<QStringList> rows;
    for (const DownloadEvent &event : *events)
        rows.append({isoUtc(event.atUtc), word(event.state), event.text});
    out.text({});
    out.table({u"WHEN"_s, u"WHAT"_s, u"DETAIL"_s}, rows);
    for (const FollowUpOutcome &outcome : *followUps) {
        if (!outcome.output.isEmpty())
            out.text(u"\nOutput of %1:\n%2"_s.arg(outcome.what, outcome.output.trimmed()));
    }
    return {};
}

void noteDownloads(Services &services, const QList<Download> &downloads)
{
    for (const Download &download : downloads) {
        if (download.error)
            services.out().note(
                u"Download %1: %2"_s.arg(QString::number(number(download.key)), download.error->message));
        if (download.followUp == FollowUp::Failed) {
            services.out().note(u"Download %1: not all that should follow it was done. See waybill-cli downloads "
                                u"%1."_s.arg(number(download.key)));
        }
    }
}

Result<DownloadKey> downloadKeyFrom(const QString &text)
{
    bool isNumber = false;
    const qint64 key = text.toLongLong(&isNumber);
    if (!isNumber || key < 1)
        return fail(ErrorKind::Usage, u"“%1” is not the key of a download. See waybill-cli downloads."_s.arg(text));
    return DownloadKey(key);
}

Result<Download> downloadBy(Services &services, DownloadKey key)
{
    const auto journal = Journal::open(services.profile(), services.clock(), Journal::Access::ReadOnly);
    if (!journal)
        return fail(journal.error());
    const DownloadBook book(**journal, services.clock());
    const auto found = book.download(key);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail(ErrorKind::NotFound, u"There is no download %1. See waybill-cli downloads."_s.arg(number(key)));
    return **found;
}

Result<void> checkHomes(Services &services, const Guard &guard, const QList<Download> &downloads)
{
    const auto store = services.environments();
    if (!store)
        return fail(store.error());
    for (const Download &download : downloads) {
        const Environment *home = (*store)->find(download.environment);
        if (!home) {
            return fail(ErrorKind::NotFound, u"The environment “%1” of download %2 is not saved any more."_s.arg(
                                                 download.environment, QString::number(number(download.key))));
        }
        if (auto allowed = guard.check(*home); !allowed)
            return allowed;
    }
    return {};
}

ExitCode exitCodeOf(const Download &download)
{
    switch (download.state) {
    case DownloadState::Stored:
    case DownloadState::Acknowledged:
        return ExitCode::Good;
    case DownloadState::Damaged:
    case DownloadState::Missing:
    case DownloadState::Refused:
    case DownloadState::ExportFailed:
        return ExitCode::BadOutcome;
    case DownloadState::Announced:
        return download.error && download.error->kind == ErrorKind::Cancelled ? ExitCode::Undecided
                                                                              : ExitCode::Unreachable;
    case DownloadState::Downloading:
    case DownloadState::AckPending:
    case DownloadState::Leased:
    case DownloadState::Exporting:
    case DownloadState::Unconfirmed:
        return ExitCode::Undecided;
    }
    Q_UNREACHABLE();
}

} // namespace waybill
