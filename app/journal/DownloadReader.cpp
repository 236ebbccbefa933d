#include "app/journal/DownloadReader.h"

#include "app/journal/Connection.h"
#include "app/journal/DownloadPieces.h"
#include "app/journal/DownloadRecord.h"
#include "app/journal/JournalReader.h"

#include <QSqlQuery>

#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
struct Condition {
    QStringList parts;
    QVariantList values;

    void add(const QString &part, const QVariantList &more)
    {
        parts.append(part);
        values += more;
    }
    void addAny(const QString &column, const QVariantList &all)
    {
        if (!all.isEmpty())
            add(u"%1 IN (%2)"_s.arg(column, QStringList(all.size(), u"?"_s).join(u", "_s)), all);
    }
    QString sql() const { return parts.isEmpty() ? QString() : u"WHERE "_s + parts.join(u" AND "_s); }
};
} // namespace

DownloadReader::DownloadReader(std::unique_ptr<JournalReader> journal)
    : m_own(std::move(journal)), m_journal(m_own.get())
{
}

DownloadReader::DownloadReader(JournalReader &journal) : m_journal(&journal) {}

DownloadReader::~DownloadReader() = default;

/// What `read` gives on the connection; a value of nothing while there is no journal.
template <class T, class Read>
Result<T> DownloadReader::reading(Read read) const
{
    auto connection = m_journal->connection();
    if (!connection)
        return fail(std::move(connection.error()));
    if (!*connection)
        return T{};
    return read(**connection);
}

Result<std::optional<Download>> DownloadReader::download(DownloadKey key) const
{
    const auto found = downloads({.keys = {key}});
    if (!found)
        return fail(found.error());
    return found->isEmpty() ? std::optional<Download>() : found->first();
}

Result<QList<Download>> DownloadReader::downloads(DownloadFilter filter) const
{
    Condition condition;
    if (!filter.environment.isEmpty())
        condition.add(u"environment = ?"_s, {filter.environment});
    if (!filter.job.isEmpty())
        condition.add(u"job = ?"_s, {filter.job});
    if (!filter.activityId.isEmpty())
        condition.add(u"activity_id = ?"_s, {filter.activityId.text()});
    if (!filter.correlationId.isEmpty())
        condition.add(u"correlation_id = ? COLLATE NOCASE"_s, {filter.correlationId});
    QVariantList states, keys;
    for (const DownloadState state : filter.states)
        states.append(word(state));
    for (const DownloadKey key : filter.keys)
        keys.append(number(key));
    condition.addAny(u"state"_s, states);
    condition.addAny(u"key"_s, keys);
    const QString order = u" ORDER BY created DESC, key DESC LIMIT ?"_s;
    return reading<QList<Download>>([&](Connection &connection) {
        return readDownloads(connection, condition.sql() + order, condition.values << filter.limit);
    });
}

Result<QList<DownloadEvent>> DownloadReader::events(DownloadKey key) const
{
    return reading<QList<DownloadEvent>>([key](Connection &connection) { return readDownloadEvents(connection, key); });
}

Result<QList<StoredExchange>> DownloadReader::exchanges(DownloadKey key) const
{
    return reading<QList<StoredExchange>>(
        [key](Connection &connection) { return readDownloadExchanges(connection, key); });
}

Result<QList<FollowUpOutcome>> DownloadReader::followUps(DownloadKey key) const
{
    return reading<QList<FollowUpOutcome>>([key](Connection &connection) { return readFollowUps(connection, key); });
}

Result<std::optional<JobLook>> DownloadReader::look(QString environment, ActivityId activityId) const
{
    const auto all = looks(environment);
    if (!all)
        return fail(all.error());
    for (const JobLook &look : *all) {
        if (look.activityId == activityId)
            return look;
    }
    return std::optional<JobLook>();
}

Result<QList<JobLook>> DownloadReader::looks(QString environment) const
{
    return reading<QList<JobLook>>([&](Connection &connection) { return readJobLooks(connection, environment); });
}

Result<DownloadReader::News> DownloadReader::newsSince(qint64 event) const
{
    return reading<News>([event](Connection &connection) -> Result<News> {
        News news{{}, event};
        const auto read = connection.each(u"SELECT id, download FROM download_events WHERE id > ? ORDER BY id"_s,
                                          {event}, [&](const QSqlQuery &row) {
                                              news.event = row.value(0).toLongLong();
                                              news.newest.insert(DownloadKey(row.value(1).toLongLong()), news.event);
                                          });
        return read ? Result<News>(news) : fail(read.error());
    });
}

Result<qint64> DownloadReader::newestEvent() const
{
    return reading<qint64>([](Connection &connection) -> Result<qint64> {
        qint64 newest = 0;
        const auto read = connection.each(u"SELECT max(id) FROM download_events"_s, {},
                                          [&](const QSqlQuery &row) { newest = row.value(0).toLongLong(); });
        return read ? Result<qint64>(newest) : fail(read.error());
    });
}

} // namespace waybill
