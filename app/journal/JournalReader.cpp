#include "app/journal/JournalReader.h"

#include "app/journal/Connection.h"
#include "app/journal/JournalBridge.h"
#include "app/journal/JournalHealth.h"
#include "app/journal/JournalSchema.h"
#include "app/journal/JournalWrites.h"
#include "app/journal/MessageQuery.h"
#include "app/journal/MessageRecord.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

JournalReader::JournalReader(QString path, bool inspected) : m_path(std::move(path)), m_inspected(inspected) {}

JournalReader::~JournalReader() = default;

Result<void> JournalReader::open(bool inspected)
{
    m_inspected = inspected;
    if (auto opened = connection(); !opened)
        return fail(std::move(opened.error()));
    return {};
}

Result<Connection *> JournalReader::connection()
{
    if (m_connection && m_connection->isOvertaken())
        m_connection.reset();
    if (!m_connection) {
        JournalFile file = JournalFile::Ready;
        if (!m_inspected) {
            const auto seen = inspectJournal(m_path);
            if (!seen)
                return fail(seen.error());
            file = *seen;
        }
        if (file == JournalFile::Missing)
            return nullptr;
        auto opened = Connection::open(m_path, Connection::Mode::ReadOnly);
        if (!opened)
            return fail(std::move(opened.error()));
        if (file == JournalFile::Older) {
            if (const auto bridged = bridgeOlderJournal(**opened); !bridged)
                return fail(bridged.error());
        }
        m_connection = std::move(*opened);
    }
    return m_connection.get();
}

Error JournalReader::noted(Error error) const
{
    if (saysDamaged(error))
        noteDamage(m_path, error.detail);
    return error;
}

template <class T, class Make>
Result<QList<T>> JournalReader::list(const BoundSql &query, Make make)
{
    auto reading = connection();
    if (!reading)
        return fail(std::move(reading.error()));
    QList<T> all;
    if (!*reading)
        return all;
    auto read = (*reading)->each(query.sql, query.values, [&](const QSqlQuery &row) { all.append(make(row)); });
    if (!read)
        return fail(noted(std::move(read.error())));
    return all;
}

Result<std::optional<Message>> JournalReader::message(MessageKey key)
{
    auto reading = connection();
    if (!reading)
        return fail(std::move(reading.error()));
    return *reading ? readMessage(**reading, key) : std::optional<Message>();
}

Result<QList<Message>> JournalReader::messages(const MessageFilter &filter)
{
    auto found = list<Message>(messageQuery(filter), messageFrom);
    const auto place = [](const Message &message) { return std::pair(message.createdUtc, message.key); };
    if (found && !std::ranges::is_sorted(*found, std::ranges::greater(), place))
        std::ranges::sort(*found, std::ranges::greater(), place);
    return found;
}

Result<QList<Message>> JournalReader::messages(const QList<MessageKey> &keys)
{
    return list<Message>({u"SELECT "_s + messageColumns() + fromMessagesOf(), {listOf(keys)}}, messageFrom);
}

Result<QList<Message>> JournalReader::listed(const QList<MessageKey> &keys)
{
    return list<Message>(
        {u"SELECT key, "_s + listColumns() + fromMessagesOf(), {listOf(keys)}},
        [](const QSqlQuery &row) { return listedFrom(row, MessageKey(row.value(0).toLongLong()), 1); });
}

Result<QList<Message>> JournalReader::byMessageId(const QString &environment, const MessageId &id)
{
    return byId(u"message_id"_s, environment, id.text());
}

Result<QList<Message>> JournalReader::byExecutionId(const QString &environment, const ExecutionId &id)
{
    return byId(u"execution_id"_s, environment, id.text());
}

Result<QList<Message>> JournalReader::byId(const QString &column, const QString &environment, const QString &id)
{
    QString sql = u"SELECT "_s + messageColumns() + u" FROM messages WHERE %1 = ? AND %1 <> ''"_s.arg(column);
    QVariantList values{stored(id)};
    if (!environment.isEmpty()) {
        sql += u" AND +environment = ?"_s; // the sign keeps SQLite from walking through the whole environment instead
        values.append(environment);
    }
    return list<Message>({sql + u" ORDER BY created DESC, key DESC"_s, values}, messageFrom);
}

Result<std::optional<Message>> JournalReader::sameContent(const QString &environment, const ActivityId &job,
                                                          const QString &sha256, std::optional<MessageKey> before)
{
    const qint64 end = before ? number(*before) : std::numeric_limits<qint64>::max();
    auto found = list<Message>(
        {u"SELECT "_s + messageColumns() +
             u" FROM messages WHERE sha256 = ? AND sha256 <> '' AND environment = ? AND "
             u"activity_id = ? AND state NOT IN (?, ?) AND key < ? ORDER BY created DESC, key DESC LIMIT 1"_s,
         {stored(sha256), stored(environment), stored(job.text()), word(MessageState::Cancelled),
          word(MessageState::Rejected), end}},
        messageFrom);
    if (!found)
        return fail(std::move(found.error()));
    return found->isEmpty() ? std::optional<Message>() : found->first();
}

Result<MessageCounts> JournalReader::counts(const QString &environment, const QDateTime &todaySince)
{
    MessageCounts counts;
    const auto tallies = list<std::pair<QString, qint64>>(
        {u"SELECT state, number FROM tallies WHERE environment = ?"_s, {stored(environment)}},
        [](const QSqlQuery &row) { return std::pair(row.value(0).toString(), row.value(1).toLongLong()); });
    if (!tallies)
        return fail(tallies.error());
    for (const auto &[name, rows] : *tallies) {
        counts.all += rows;
        const auto state = messageStateFrom(name);
        if (!state)
            continue;
        if (*state == MessageState::Succeeded)
            counts.succeeded += rows;
        else if (const StateRow &its = row(*state); !its.final && !its.needsAttention)
            counts.inFlight += rows;
    }
    const auto counted = list<std::pair<qint64, qint64>>(
        // The range that holds everything leads SQLite to the partial index, which it takes for no better than others.
        {u"SELECT (SELECT count(*) FROM messages WHERE environment = ? AND attention = 1 AND created > -9e18), "
         u"(SELECT count(*) FROM messages WHERE environment = ? AND created >= ?)"_s,
         {stored(environment), stored(environment), todaySince.toMSecsSinceEpoch()}},
        [](const QSqlQuery &row) { return std::pair(row.value(0).toLongLong(), row.value(1).toLongLong()); });
    if (!counted)
        return fail(counted.error());
    if (!counted->isEmpty())
        std::tie(counts.needsAttention, counts.today) = counted->first();
    return counts;
}

Result<QList<Event>> JournalReader::events(MessageKey key, qint64 after, qsizetype most)
{
    return list<Event>(
        {u"SELECT "_s + eventColumns() + u" FROM events WHERE message = ? AND id > ? ORDER BY id LIMIT ?"_s,
         {number(key), after, qint64(most)}},
        eventFrom);
}

Result<EventDigest> JournalReader::eventsInShort(MessageKey key)
{
    auto newest =
        list<Event>({u"SELECT "_s + eventColumns() + u" FROM events WHERE message = ? ORDER BY id DESC LIMIT ?"_s,
                     {number(key), qint64(EventDigest::mostNewest)}},
                    eventFrom);
    if (!newest)
        return fail(newest.error());
    std::ranges::reverse(*newest);
    EventDigest digest;
    digest.total = newest->size();
    digest.newest = std::move(*newest);
    if (digest.total < EventDigest::mostNewest)
        return digest;
    // Counting a million would take longer than a frame.
    const auto counted = list<qint64>({u"SELECT count(*) FROM (SELECT 1 FROM events WHERE message = ? LIMIT ?)"_s,
                                       {number(key), EventDigest::mostCounted + 1}},
                                      [](const QSqlQuery &row) { return row.value(0).toLongLong(); });
    if (!counted)
        return fail(counted.error());
    digest.total = counted->value(0);
    if (digest.isAll())
        return digest;
    auto first = events(key, 0, 1);
    if (!first)
        return fail(first.error());
    digest.first = first->value(0);
    return digest;
}

Result<QList<StatusSpan>> JournalReader::recentSpans(qsizetype newestEvents)
{
    auto reading = connection();
    if (!reading)
        return fail(std::move(reading.error()));
    QList<StatusSpan> spans;
    if (!*reading)
        return spans;
    StatusSpan open; // of the message `of`, not ended yet
    qint64 of = -1;
    auto read = (*reading)->each(u"SELECT e.message, e.at, e.service, e.what, m.environment, m.job, m.entity FROM "
                                 u"(SELECT * FROM events WHERE id > (SELECT max(id) FROM events) - ?) e "
                                 u"JOIN messages m ON m.key = e.message ORDER BY e.message, e.id"_s,
                                 {qint64(newestEvents)}, [&](const QSqlQuery &row) {
                                     const qint64 message = row.value(0).toLongLong();
                                     const QDateTime at =
                                         QDateTime::fromMSecsSinceEpoch(row.value(1).toLongLong(), Qt::UTC);
                                     const bool service = row.value(2).toBool();
                                     if (message == of && open.from.isValid() && service) {
                                         open.to = at;
                                         spans.append(open);
                                     }
                                     const QString what = row.value(3).toString();
                                     const bool begins = service || what == word(MessageState::InFlight);
                                     if (begins) {
                                         open = {row.value(4).toString(),
                                                 row.value(5).toString(),
                                                 row.value(6).toString(),
                                                 service ? what : QString(),
                                                 at,
                                                 {}};
                                     } else if (message != of) {
                                         open = {}; // its beginning is too long ago
                                     }
                                     of = message;
                                 });
    if (!read)
        return fail(std::move(read.error()));
    return spans;
}

Result<QList<StoredExchange>> JournalReader::exchanges(MessageKey key)
{
    return list<StoredExchange>(
        {u"SELECT "_s + exchangeColumns() + u" FROM exchanges WHERE message = ? ORDER BY id"_s, {number(key)}},
        exchangeFrom);
}

Result<std::optional<Failure>> JournalReader::failure(MessageKey key, FailureReading how)
{
    auto reading = connection();
    if (!reading)
        return fail(std::move(reading.error()));
    return *reading ? readFailureRecord(**reading, key, how) : std::optional<Failure>();
}

Result<QList<MessageKey>> JournalReader::unexplained(const QDateTime &since, int limit)
{
    auto reading = connection();
    if (!reading)
        return fail(std::move(reading.error()));
    return *reading ? readUnexplained(**reading, since, limit) : QList<MessageKey>();
}

Result<JournalReader::News> JournalReader::newsSince(qint64 event)
{
    auto reading = connection();
    if (!reading)
        return fail(std::move(reading.error()));
    News news{{}, {}, event};
    if (!*reading)
        return news;
    // data_version moves only when another connection wrote: nearly always that is all there is to ask.
    const auto version = (*reading)->integer(u"PRAGMA data_version"_s);
    if (!version)
        return fail(version.error());
    if (m_dataVersion == *version)
        return news;
    auto read = (*reading)->each(u"SELECT message, max(id), max(what = ?) FROM events WHERE id > ? GROUP BY message"_s,
                                 {word(MessageState::Queued), event}, [&news](const QSqlQuery &row) {
                                     news.keys.append(MessageKey(row.value(0).toLongLong()));
                                     news.event = std::max(news.event, row.value(1).toLongLong());
                                     if (row.value(2).toBool())
                                         news.queued.append(news.keys.last());
                                 });
    if (!read)
        return fail(std::move(read.error()));
    m_dataVersion = *version; // not before: what could not be read is asked for again
    return news;
}

Result<QString> JournalReader::fact(const QString &name)
{
    const auto found = list<QString>({u"SELECT value FROM facts WHERE name = ?"_s, {name}},
                                     [](const QSqlQuery &row) { return row.value(0).toString(); });
    if (!found)
        return fail(found.error());
    return found->value(0);
}

Result<Retention> JournalReader::retention()
{
    auto reading = connection();
    if (!reading)
        return fail(std::move(reading.error()));
    return *reading ? readRetention(**reading) : Retention();
}

Result<QStringList> JournalReader::contentsToDiscard()
{
    auto reading = connection();
    if (!reading)
        return fail(std::move(reading.error()));
    return *reading ? waybill::contentsToDiscard(**reading) : QStringList();
}

Result<qint64> JournalReader::newestEvent()
{
    auto reading = connection();
    if (!reading)
        return fail(std::move(reading.error()));
    return *reading ? (*reading)->integer(u"SELECT max(id) FROM events"_s) : Result<qint64>(0);
}

} // namespace waybill
