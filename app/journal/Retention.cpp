#include "app/journal/Retention.h"

#include "app/journal/Connection.h"

#include <QDeadlineTimer>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 keysAtOnce = 2000, keysAtOnceBySize = 200; // by size no more goes than must
constexpr QLatin1StringView contentFact("discard ");
constexpr qint64 freePagesWorthIt = 256, freePagesAtOnce = 2048;
constexpr std::chrono::milliseconds longestAtOnce{100}; ///< others wait for the journal meanwhile

/// 0 when it is not there.
Result<qint64> numberFact(Connection &connection, const QString &name)
{
    return connection.integer(u"SELECT CAST(value AS INTEGER) FROM facts WHERE name = ?"_s, {name});
}

/// 0 takes it away.
Result<void> writeNumberFact(Connection &connection, const QString &name, qint64 number)
{
    const auto done =
        number > 0 ? connection.write(u"INSERT OR REPLACE INTO facts VALUES (?, ?)"_s, {name, QString::number(number)})
                   : connection.write(u"DELETE FROM facts WHERE name = ?"_s, {name});
    return done ? Result<void>() : fail(done.error());
}

Result<qint64> bytesUsed(Connection &connection)
{
    return connection.integer(u"SELECT (SELECT page_count FROM pragma_page_count) * "
                              u"(SELECT page_size FROM pragma_page_size) - (SELECT freelist_count FROM "
                              u"pragma_freelist_count) * (SELECT page_size FROM pragma_page_size)"_s);
}

/// Removes the messages that stand in `retiring`, and empties it.
Result<void> removeRetiring(Connection &connection)
{
    const QString these = u" IN (SELECT message FROM retiring)"_s;
    for (const QString &statement :
         {u"DELETE FROM events WHERE message"_s + these, u"DELETE FROM exchanges WHERE message"_s + these,
          u"DELETE FROM failures WHERE message"_s + these, u"DELETE FROM messages WHERE key"_s + these,
          u"DELETE FROM retiring"_s}) {
        if (const auto done = connection.write(statement, {}); !done)
            return fail(done.error());
    }
    return {};
}

/// In milliseconds since 1970: what changed later stays.
qint64 changedBefore(const Retention &retention, const QDateTime &now, bool tooLarge)
{
    // Where both limits are passed, what either lets go goes.
    const std::chrono::days age = std::min(retention.maxAge.value_or(longestAge), tooLarge ? sparedBySize : longestAge);
    return now.toMSecsSinceEpoch() - std::chrono::milliseconds(age).count();
}

/// Names the messages that may go.
Result<QList<MessageKey>> choose(Connection &connection, qint64 after, qint64 upTo, qint64 before)
{
    // SQLite gives the number of the newest event again once that is gone. Programs that follow a journal ask for
    // events with a higher number than the last they know of, and would never hear of what is written next.
    const auto chosen = connection.write(
        u"INSERT INTO retiring SELECT key FROM messages AS m WHERE key > ? AND key <= ? AND changed < ? "
        u"AND state IN ('Rejected', 'Cancelled', 'Succeeded', 'Failed') AND attention = 0 "
        u"AND NOT EXISTS (SELECT 1 FROM messages AS a WHERE a.attempt_of = m.key) "
        u"AND key IS NOT (SELECT message FROM events ORDER BY id DESC LIMIT 1)"_s,
        {after, upTo, before});
    if (!chosen)
        return fail(chosen.error());
    QList<MessageKey> keys;
    const auto read = connection.each(u"SELECT message FROM retiring"_s, {}, [&keys](const QSqlQuery &row) {
        keys.append(MessageKey(row.value(0).toLongLong()));
    });
    if (!read)
        return fail(read.error());
    return keys;
}

Result<QStringList> contentsOfRetiring(Connection &connection)
{
    QStringList contents;
    const auto read = connection.each(
        u"SELECT DISTINCT sha256 FROM messages AS m WHERE key IN (SELECT message FROM retiring) AND sha256 <> '' "
        u"AND NOT EXISTS (SELECT 1 FROM messages AS o WHERE o.sha256 = m.sha256 AND o.sha256 <> '' "
        u"AND o.key NOT IN (SELECT message FROM retiring))"_s,
        {}, [&contents](const QSqlQuery &row) { contents.append(row.value(0).toString()); });
    if (!read)
        return fail(read.error());
    return contents;
}
} // namespace

std::optional<std::chrono::days> ageFrom(qint64 days)
{
    return days > 0 ? std::optional(std::min(std::chrono::days(days), longestAge)) : std::nullopt;
}

QString whyTooLarge()
{
    return u"The journal stays larger than its limit: messages that changed within the last %1 days are not removed "
           u"for its size, and open ones, those that need you and rows of packages never are."_s.arg(
               sparedBySize.count());
}

Result<Retention> readRetention(Connection &connection)
{
    const auto days = numberFact(connection, u"retentionDays"_s), bytes = numberFact(connection, u"retentionBytes"_s);
    if (!days || !bytes)
        return fail(days ? bytes.error() : days.error());
    Retention retention;
    retention.maxAge = ageFrom(*days);
    if (*bytes > 0)
        retention.maxBytes = *bytes;
    return retention;
}

Result<void> writeRetention(Connection &connection, const Retention &retention)
{
    const qint64 days = retention.maxAge.value_or(std::chrono::days(0)).count();
    if (auto done = writeNumberFact(connection, u"retentionDays"_s, days); !done)
        return done;
    return writeNumberFact(connection, u"retentionBytes"_s, retention.maxBytes.value_or(0));
}

Result<Retired> retireSome(Connection &connection, const Retention &retention, const QDateTime &now, qint64 after)
{
    Retired retired;
    const auto last = connection.integer(u"SELECT max(key) FROM messages"_s);
    const auto used = bytesUsed(connection);
    if (!last || !used)
        return fail(last ? used.error() : last.error());
    retired.isTooLarge = retention.maxBytes && *used > *retention.maxBytes;
    if ((!retired.isTooLarge && !retention.maxAge) || after >= *last) {
        retired.done = true;
        return retired;
    }
    retired.lookedUpTo = after + (retired.isTooLarge ? keysAtOnceBySize : keysAtOnce);
    const auto chosen =
        choose(connection, after, retired.lookedUpTo, changedBefore(retention, now, retired.isTooLarge));
    if (!chosen)
        return fail(chosen.error());
    retired.messages = *chosen;
    const auto contents = contentsOfRetiring(connection);
    if (!contents)
        return fail(contents.error());
    retired.contents = *contents;
    for (const QString &content : std::as_const(retired.contents)) {
        const auto kept = connection.write(u"INSERT OR REPLACE INTO facts VALUES (?, ?)"_s,
                                           {contentFact + content, now.toString(Qt::ISODate)});
        if (!kept)
            return fail(kept.error());
    }
    if (auto removed = removeRetiring(connection); !removed)
        return fail(std::move(removed.error()));
    return retired;
}

Result<QStringList> contentsToDiscard(Connection &connection)
{
    QStringList contents;
    const auto read = connection.each(
        u"SELECT substr(name, ?) AS content FROM facts AS f WHERE name >= ? AND name < ? AND NOT EXISTS "
        u"(SELECT 1 FROM messages AS m WHERE m.sha256 = substr(f.name, ?) AND m.sha256 <> '')"_s,
        {contentFact.size() + 1, QString(contentFact), QString(contentFact) + u'~', contentFact.size() + 1},
        [&contents](const QSqlQuery &row) { contents.append(row.value(0).toString()); });
    if (!read)
        return fail(read.error());
    return contents;
}

Result<void> forgetContents(Connection &connection, const QStringList &contents)
{
    for (const QString &content : contents) {
        const auto done = connection.write(u"DELETE FROM facts WHERE name = ?"_s, {contentFact + content});
        if (!done)
            return fail(done.error());
    }
    return {};
}

bool isContentToDiscard(const QString &factName)
{
    return factName.startsWith(contentFact);
}

Result<bool> giveBackRoom(Connection &connection)
{
    const auto isIncremental = connection.integer(u"SELECT auto_vacuum = 2 FROM pragma_auto_vacuum"_s);
    const auto free = connection.integer(u"SELECT freelist_count FROM pragma_freelist_count"_s);
    if (!isIncremental || !free)
        return fail(isIncremental ? free.error() : isIncremental.error());
    if (*isIncremental == 0 || *free < freePagesWorthIt)
        return false;
    const QDeadlineTimer end(longestAtOnce);
    qint64 given = 0;
    while (given < std::min(*free, freePagesAtOnce) && !end.hasExpired()) {
        // One page each: SQLite gives back a page a step, and Qt takes one step of a statement that has no columns.
        if (const auto done = connection.write(u"PRAGMA incremental_vacuum(1)"_s, {}); !done)
            return fail(done.error());
        ++given;
    }
    return *free - given >= freePagesWorthIt;
}

} // namespace waybill
