#include "app/journal/DownloadRecord.h"

#include "app/journal/Connection.h"
#include "app/journal/MessageRecord.h"

#include <QSqlQuery>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
std::optional<qint64> numberFrom(const QVariant &value)
{
    return value.isNull() ? std::optional<qint64>() : value.toLongLong();
}

DownloadState stateFrom(const QVariant &word)
{
    // A word that is not in the table can only come from a hand in the file: shown where somebody looks at it.
    return downloadStateFrom(word.toString()).value_or(DownloadState::Unconfirmed);
}

FollowUp followUpFrom(const QString &text)
{
    for (const FollowUp known : {FollowUp::Due, FollowUp::Begun, FollowUp::Done, FollowUp::Failed}) {
        if (text == word(known))
            return known;
    }
    return FollowUp::None;
}

QVariant storedBytes(const QByteArray &bytes)
{
    return bytes.isNull() ? QByteArray("") : bytes; // a null one would become NULL
}

/// What a change may touch, in the order of the columns from `activity_id` on.
QVariantList changingValues(const Download &d)
{
    const auto orNull = [&d](const QVariant &value) { return d.error ? value : QVariant(); };
    const Error error = d.error.value_or(Error{});
    return {stored(d.activityId.text()),
            stored(d.correlationId),
            stored(d.executionId.text()),
            stored(d.dataProject),
            stored(d.company),
            word(d.state),
            stored(d.file),
            stored(d.bytes),
            stored(d.sha256),
            stored(d.entries),
            storedLines(d.entities),
            stored(d.dequeuedUtc),
            stored(d.storedUtc),
            stored(d.ackedUtc),
            stored(d.leaseUntilUtc),
            d.redelivered,
            d.attempts,
            orNull(errorWord(error.kind)),
            orNull(stored(error.message)),
            orNull(stored(error.detail)),
            orNull(error.httpStatus),
            orNull(stored(error.serviceCode)),
            storedBytes(d.dequeueJson),
            stored(d.owner),
            word(d.followUp),
            stored(d.fileRemovedUtc)};
}

Result<void> wrote(const Result<qint64> &rows)
{
    return rows ? Result<void>() : fail(rows.error());
}
} // namespace

QString word(DownloadKind kind)
{
    return kind == DownloadKind::Exported ? u"Exported"_s : u"Dequeued"_s;
}

QString word(FollowUp followUp)
{
    switch (followUp) {
    case FollowUp::None:
        break;
    case FollowUp::Due:
        return u"Due"_s;
    case FollowUp::Begun:
        return u"Begun"_s;
    case FollowUp::Done:
        return u"Done"_s;
    case FollowUp::Failed:
        return u"Failed"_s;
    }
    return u""_s;
}

QString downloadColumns()
{
    return u"key, kind, environment, job, activity_id, correlation_id, execution_id, data_project, company, state, "
           u"file, bytes, sha256, entries, entities, created, dequeued, stored, acked, lease_until, redelivered, "
           u"attempts, error_kind, error_message, error_detail, error_http, error_code, dequeue_json, owner, "
           u"follow_up, "
           u"file_removed"_s;
}

Download downloadFrom(const QSqlQuery &row)
{
    auto next = [&row, at = 0]() mutable { return row.value(at++); };
    Download d;
    d.key = DownloadKey(next().toLongLong());
    d.kind = next().toString() == word(DownloadKind::Exported) ? DownloadKind::Exported : DownloadKind::Dequeued;
    d.environment = next().toString();
    d.job = next().toString();
    d.activityId = ActivityId(next().toString());
    d.correlationId = next().toString();
    d.executionId = ExecutionId(next().toString());
    d.dataProject = next().toString();
    d.company = next().toString();
    d.state = stateFrom(next());
    d.file = next().toString();
    d.bytes = numberFrom(next());
    d.sha256 = next().toString();
    d.entries = numberFrom(next());
    d.entities = linesFrom(next());
    d.createdUtc = timeFrom(next());
    d.dequeuedUtc = timeFrom(next());
    d.storedUtc = timeFrom(next());
    d.ackedUtc = timeFrom(next());
    d.leaseUntilUtc = timeFrom(next());
    d.redelivered = next().toBool();
    d.attempts = next().toInt();
    const QVariant kind = next(), message = next(), detail = next(), http = next(), code = next();
    if (!kind.isNull()) {
        d.error = Error{errorFromJson({{u"kind"_s, kind.toString()}}).kind, message.toString(), detail.toString(),
                        http.toInt(), code.toString()};
    }
    d.dequeueJson = next().toByteArray();
    d.owner = next().toString();
    d.followUp = followUpFrom(next().toString());
    d.fileRemovedUtc = timeFrom(next());
    return d;
}

Result<DownloadKey> insertDownload(Connection &connection, const Download &row)
{
    const QVariantList fixed{word(row.kind), stored(row.environment), stored(row.job), stored(row.createdUtc)};
    const auto key = connection.insert(
        u"INSERT INTO downloads (kind, environment, job, created, activity_id, correlation_id, execution_id, "
        u"data_project, company, state, file, bytes, sha256, entries, entities, dequeued, stored, acked, lease_until, "
        u"redelivered, attempts, error_kind, error_message, error_detail, error_http, error_code, dequeue_json, owner, "
        u"follow_up, file_removed) "
        u"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        fixed + changingValues(row));
    return key ? Result<DownloadKey>(DownloadKey(*key)) : fail(key.error());
}

Result<void> updateDownload(Connection &connection, const Download &row)
{
    return wrote(connection.write(
        u"UPDATE downloads SET activity_id = ?, correlation_id = ?, execution_id = ?, data_project = ?, company = ?, "
        u"state = ?, file = ?, bytes = ?, sha256 = ?, entries = ?, entities = ?, dequeued = ?, stored = ?, acked = ?, "
        u"lease_until = ?, redelivered = ?, attempts = ?, error_kind = ?, error_message = ?, error_detail = ?, "
        u"error_http = ?, error_code = ?, dequeue_json = ?, owner = ?, follow_up = ?, file_removed = ? WHERE key = ?"_s,
        changingValues(row) << number(row.key)));
}

Result<void> writeDownloadEvent(Connection &connection, DownloadKey key, const DownloadEvent &event)
{
    return wrote(connection.insert(u"INSERT INTO download_events (download, at, state, detail) VALUES (?, ?, ?, ?)"_s,
                                   {number(key), stored(event.atUtc), word(event.state), stored(event.text)}));
}

Result<void> writeJobLook(Connection &connection, const JobLook &look)
{
    return wrote(
        connection.write(u"INSERT OR REPLACE INTO job_looks (environment, activity_id, job, at, was_empty, asking) "
                         u"VALUES (?, ?, ?, ?, ?, ?)"_s,
                         {stored(look.environment), stored(look.activityId.text()), stored(look.job),
                          stored(look.atUtc), look.nothingWaited, stored(look.askingUtc)}));
}

Result<QList<Download>> readDownloads(Connection &connection, const QString &where, const QVariantList &values)
{
    QList<Download> all;
    const auto read = connection.each(u"SELECT "_s + downloadColumns() + u" FROM downloads "_s + where, values,
                                      [&all](const QSqlQuery &row) { all.append(downloadFrom(row)); });
    return read ? Result<QList<Download>>(all) : fail(read.error());
}

Result<QList<DownloadEvent>> readDownloadEvents(Connection &connection, DownloadKey key)
{
    QList<DownloadEvent> all;
    const auto read =
        connection.each(u"SELECT at, state, detail FROM download_events WHERE download = ? ORDER BY id"_s,
                        {number(key)}, [&all](const QSqlQuery &row) {
                            all.append({timeFrom(row.value(0)), stateFrom(row.value(1)), row.value(2).toString()});
                        });
    return read ? Result<QList<DownloadEvent>>(all) : fail(read.error());
}

Result<QList<JobLook>> readJobLooks(Connection &connection, const QString &environment)
{
    QList<JobLook> all;
    const auto read =
        connection.each(u"SELECT activity_id, job, at, was_empty, asking FROM job_looks WHERE environment = ?"_s,
                        {stored(environment)}, [&](const QSqlQuery &row) {
                            all.append({environment, ActivityId(row.value(0).toString()), row.value(1).toString(),
                                        timeFrom(row.value(2)), row.value(3).toBool(), timeFrom(row.value(4))});
                        });
    return read ? Result<QList<JobLook>>(all) : fail(read.error());
}

} // namespace waybill
