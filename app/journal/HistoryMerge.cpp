#include "app/journal/HistoryMerge.h"

#include "app/journal/Connection.h"
#include "app/journal/JournalWrites.h"
#include "app/journal/MessageRecord.h"
#include "app/journal/PackedBytes.h"

#include <QCryptographicHash>

#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QVariant valueOf(const QJsonValue &value)
{
    if (value.isObject())
        return QByteArray::fromBase64(value[u"base64"_s].toString().toLatin1());
    if (value.isDouble() && value.toDouble() == double(value.toInteger()))
        return value.toInteger();
    return value.isNull() || value.isUndefined() ? QVariant() : value.toVariant();
}

/// What makes two events of one message the same, short.
QString markOf(const QVariant &at, const QVariant &service, const QString &what, const QString &detail)
{
    QCryptographicHash hash(QCryptographicHash::Md5); // against chance, not against anybody
    for (const QString &part : {at.toString(), service.toString(), what, detail})
        hash.addData(part.toUtf8() + '\0');
    return QString::fromLatin1(hash.result().toBase64());
}

tl::unexpected<Error> notAMessage(const QString &why)
{
    return fail(ErrorKind::BadInput, u"A message of the history cannot be imported: %1."_s.arg(why));
}

/// How many bytes are packed in a row; nothing when they are too many, or not clean: then what is looked at here would
/// not be what is decoded. What is only damaged comes along: reading it says so.
std::optional<qint64> packedIn(const QJsonObject &row)
{
    qint64 sum = 0;
    for (const QJsonValue &value : row) {
        if (!value.isObject())
            continue;
        const auto bytes = QByteArray::fromBase64Encoding(value[u"base64"_s].toString().toLatin1(),
                                                          QByteArray::AbortOnBase64DecodingErrors);
        if (!bytes)
            return std::nullopt;
        const auto whole = unpacked(bytes.decoded);
        if (!whole && whole.error() == PackedFault::TooLarge)
            return std::nullopt;
        sum += whole ? whole->size() : 0;
    }
    return sum;
}

std::optional<qint64> numberIn(const QJsonObject &row, const QString &column)
{
    const QJsonValue value = row[column];
    return isWholeNumber(value) ? std::optional(value.toInteger()) : std::nullopt;
}

/// Why a message is held, was refused or is not known to have arrived.
std::optional<Error> errorIn(const QJsonObject &row)
{
    if (!row[u"error_kind"_s].isString())
        return std::nullopt;
    return errorFromJson({{u"kind"_s, row[u"error_kind"_s]},
                          {u"message"_s, row[u"error_message"_s]},
                          {u"detail"_s, row[u"error_detail"_s]},
                          {u"httpStatus"_s, row[u"error_http"_s]},
                          {u"serviceCode"_s, row[u"error_code"_s]}});
}

/// What the other journal counted of a message that is `ours` here.
void takeCounts(const QJsonObject &theirs, const Message &ours, MessageChange &change)
{
    change.countsKnown = theirs[u"counts_known"_s].toInteger() != 0;
    const auto staging = numberIn(theirs, u"staging_records"_s), target = numberIn(theirs, u"target_records"_s);
    // One count of theirs beside one of ours would say that rows are missing which nobody missed.
    if ((!staging || !target) && (ours.stagingRecords || ours.targetRecords))
        return;
    change.stagingRecords = staging;
    change.targetRecords = target;
}

/// What the other journal says of a message that changed there last; what it does not know stays.
void takePresent(const QJsonObject &theirs, const Message &ours, MessageChange &change)
{
    change.state = messageStateFrom(theirs[u"state"_s].toString());
    change.error = errorIn(theirs);
    if (theirs[u"status"_s].isString())
        change.status = theirs[u"status"_s].toString();
    if (const QString id = theirs[u"message_id"_s].toString(); !id.isEmpty())
        change.messageId = MessageId(id);
    if (const QString id = theirs[u"execution_id"_s].toString(); !id.isEmpty())
        change.executionId = ExecutionId(id);
    if (const auto sent = numberIn(theirs, u"sent"_s))
        change.sentUtc = timeFrom(*sent);
    takeCounts(theirs, ours, change);
}

/// The message here that has this name and may be the one of the row; 0: none.
Result<qint64> messageNamed(Connection &connection, const MessageOrigin &name, const QJsonObject &row)
{
    // The sign keeps SQLite from walking through the whole environment instead.
    return connection.integer(
        u"SELECT key FROM messages WHERE key IN (SELECT key FROM messages WHERE key = ? AND created = ? AND "
        u"? = (SELECT value FROM facts WHERE name = 'journal') UNION ALL "
        u"SELECT message FROM origins WHERE journal = ? AND foreign_key = ? AND created = ?) "
        u"AND +environment = ? AND (message_id = '' OR ? IN ('', message_id)) LIMIT 1"_s,
        {name.key, name.created, stored(name.journal), stored(name.journal), name.key, name.created,
         stored(row[u"environment"_s].toString()), stored(row[u"message_id"_s].toString())});
}

/// The message here that is the one of the row, which has these names; 0: none.
Result<qint64> sameMessage(Connection &connection, const QList<MessageOrigin> &names, const QJsonObject &row)
{
    for (const MessageOrigin &name : names) {
        const auto same = messageNamed(connection, name, row);
        if (!same || *same > 0)
            return same;
    }
    return connection.integer(u"SELECT key FROM messages WHERE message_id = ? AND message_id <> '' AND "
                              u"+environment = ? LIMIT 1"_s,
                              {stored(row[u"message_id"_s].toString()), stored(row[u"environment"_s].toString())});
}

/// What a message becomes that waited over there or was under way: nobody here knows whether it was sent since.
std::optional<MessageState> heldBack(const QJsonObject &row)
{
    const auto state = messageStateFrom(row[u"state"_s].toString());
    if (state == MessageState::Queued || state == MessageState::Held)
        return MessageState::Held;
    return state == MessageState::Sending ? std::optional(MessageState::Unconfirmed) : std::nullopt;
}
} // namespace

QList<MessageKey> HistoryMerge::takeChanged()
{
    return std::exchange(m_changed, {});
}

Result<void> HistoryMerge::take(Connection &connection, const HistoryLine &line)
{
    if (line.table == "messages"_L1) {
        if (auto finished = finish(connection); !finished)
            return finished;
        return begin(connection, line.values);
    }
    if (!m_key)
        return notAMessage(u"a row of “%1” stands before any message"_s.arg(line.table));
    if (line.table == "events"_L1)
        return addEvent(connection, line.values);
    return addPart(connection, line.table, line.values);
}

Result<void> HistoryMerge::begin(Connection &connection, const QJsonObject &row)
{
    if (!isWholeNumber(row[u"key"_s]) || !isWholeNumber(row[u"created"_s]) || !isWholeNumber(row[u"changed"_s]) ||
        !row[u"environment"_s].isString())
        return notAMessage(u"key, environment, created or changed is missing"_s);
    if (!messageStateFrom(row[u"state"_s].toString()))
        return notAMessage(u"there is no state “%1”"_s.arg(row[u"state"_s].toString()));
    const auto origins = originsIn(row);
    if (!origins)
        return notAMessage(u"what it is called in other journals is garbled"_s);
    QList<MessageOrigin> names;
    names.append({m_journal, row[u"key"_s].toInteger(), row[u"created"_s].toInteger()});
    names += *origins;
    m_theirs = row;
    m_events.reset();
    m_takes.clear();
    m_packed.clear();
    m_news = 0;
    const auto same = sameMessage(connection, names, row);
    if (!same)
        return fail(same.error());
    m_isNew = *same == 0;
    if (!m_isNew) {
        m_key = *same;
    } else if (auto added = addMessage(connection, row); !added) {
        return added;
    }
    return noteNames(connection, names, row[u"environment"_s].toString());
}

Result<void> HistoryMerge::noteNames(Connection &connection, const QList<MessageOrigin> &names,
                                     const QString &environment)
{
    for (const MessageOrigin &name : names) {
        // Also a name in this very journal: a copy of it that went on by itself gives its keys to other messages. Not
        // one that a message here has.
        const auto noted = connection.write(
            u"INSERT OR IGNORE INTO origins SELECT ?, ?, ?, ? WHERE ? <> (SELECT value FROM facts WHERE name = "
            u"'journal') OR NOT EXISTS (SELECT 1 FROM messages WHERE key = ? AND created = ? AND environment = ?)"_s,
            {stored(name.journal), name.key, name.created, *m_key, stored(name.journal), name.key, name.created,
             stored(environment)});
        if (!noted)
            return fail(noted.error());
    }
    return {};
}

const QStringList &HistoryMerge::columns(Connection &connection, const QString &table)
{
    auto known = m_columns.find(table);
    if (known == m_columns.end()) {
        known = m_columns.insert(table, {});
        // A table by its very name: SQLite itself would take it in any case, and us for somebody who knows it.
        (void)connection.each(u"SELECT c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE "
                              u"m.type = 'table' AND m.name = ?"_s,
                              {table}, [&](const QSqlQuery &row) { known->append(row.value(0).toString()); });
    }
    return *known;
}

Result<qint64> HistoryMerge::insert(Connection &connection, const QString &table, const QJsonObject &row)
{
    QStringList names;
    QVariantList values;
    for (const QString &column : columns(connection, table)) {
        if (!row.contains(column))
            continue;
        names.append(column);
        values.append(valueOf(row[column]));
    }
    return connection.insert(u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(table, names.join(u", "_s),
                                                                      QStringList(names.size(), u"?"_s).join(u", "_s)),
                             values);
}

Result<void> HistoryMerge::addMessage(Connection &connection, QJsonObject row)
{
    const qint64 attemptOf = row[u"attempt_of"_s].toInteger();
    const auto ours = connection.integer(u"SELECT coalesce((SELECT message FROM origins WHERE journal = ? AND "
                                         u"foreign_key = ? ORDER BY created DESC LIMIT 1), 0)"_s,
                                         {m_journal, attemptOf});
    if (!ours)
        return fail(ours.error());
    row.remove(u"key"_s);
    row[u"attempt_of"_s] = *ours > 0 ? QJsonValue(*ours) : QJsonValue();
    row[u"owner"_s] = QString();
    // At once: an import that ends before the message is whole must not leave it to be sent.
    if (const auto state = heldBack(row))
        row[u"state"_s] = word(*state);
    const auto key = insert(connection, u"messages"_s, row);
    if (!key)
        return notAMessage(key.error().detail);
    m_key = *key;
    ++m_imported.added;
    return {};
}

Result<void> HistoryMerge::addEvent(Connection &connection, const QJsonObject &row)
{
    if (!m_isNew) {
        if (!m_events) {
            m_events.emplace();
            const auto read =
                connection.each(u"SELECT at, service, what, detail FROM events WHERE message = ?"_s, {*m_key},
                                [this](const QSqlQuery &event) {
                                    m_events->insert(markOf(event.value(0), event.value(1), event.value(2).toString(),
                                                            event.value(3).toString()));
                                });
            if (!read)
                return fail(read.error());
        }
        const QString mark = markOf(valueOf(row[u"at"_s]), valueOf(row[u"service"_s]), row[u"what"_s].toString(),
                                    row[u"detail"_s].toString());
        if (m_events->contains(mark))
            return {};
        m_events->insert(mark);
    }
    QJsonObject event = row;
    event.remove(u"id"_s);
    event[u"message"_s] = *m_key;
    if (const auto id = insert(connection, u"events"_s, event); !id)
        return notAMessage(id.error().detail);
    ++m_news;
    return {};
}

Result<void> HistoryMerge::addPart(Connection &connection, const QString &table, const QJsonObject &row)
{
    // Only tables whose rows belong to a message, and only where this message has none of them yet.
    if (!columns(connection, table).contains(u"message"_s) || table == "retiring"_L1 || table == "origins"_L1)
        return {};
    // Nobody imports what would fill the memory when it is read; what is read together is counted together.
    qint64 &packed = m_packed[{table, row[u"section"_s].toInteger(), row[u"place"_s].toInteger()}];
    const auto more = packedIn(row);
    packed += more.value_or(0);
    if (!more || packed > largestUnpacked)
        return notAMessage(u"a part of it is damaged, or larger than 256 MB"_s);
    QJsonObject part = row;
    part.remove(u"id"_s);
    part[u"message"_s] = *m_key;
    if (!m_isNew) {
        const auto takes = table == "exchanges"_L1 ? takesExchange(connection, row) : takesPartsOf(connection, table);
        if (!takes)
            return fail(takes.error());
        if (!*takes)
            return {};
    }
    const auto id = insert(connection, table, part);
    return id ? Result<void>() : notAMessage(id.error().detail);
}

Result<bool> HistoryMerge::takesExchange(Connection &connection, const QJsonObject &row) const
{
    const auto there = connection.integer(u"SELECT count(*) FROM exchanges WHERE message = ? AND at = ? AND url = ?"_s,
                                          {*m_key, valueOf(row[u"at"_s]), row[u"url"_s].toString()});
    return there ? Result<bool>(*there == 0) : fail(there.error());
}

Result<bool> HistoryMerge::takesPartsOf(Connection &connection, const QString &table)
{
    // The long parts of a failure come with the failure itself or stay away with it.
    const QString decides = table == "failure_parts"_L1 ? u"failures"_s : table;
    if (const auto known = m_takes.constFind(decides); known != m_takes.cend())
        return *known;
    const auto there = connection.integer(u"SELECT count(*) FROM %1 WHERE message = ?"_s.arg(decides), {*m_key});
    if (!there)
        return fail(there.error());
    m_takes.insert(decides, *there == 0);
    return *there == 0;
}

Result<void> HistoryMerge::finish(Connection &connection)
{
    if (!m_key)
        return {};
    const MessageKey key{*std::exchange(m_key, {})};
    const auto found = readMessage(connection, key);
    if (!found || !*found)
        return found ? Result<void>() : fail(found.error());
    const Message ours = **found;
    const auto theirState = *messageStateFrom(m_theirs[u"state"_s].toString());
    const auto held = heldBack(m_theirs);
    MessageChange change;
    change.key = key;
    change.state = ours.state;
    change.error = ours.error;
    if (m_isNew && held) {
        change.state = held;
        change.error = Error{ErrorKind::Conflict,
                             u"It came with the history of another profile; whether it was sent from there since is "
                             u"not known."_s,
                             m_theirs[u"error_message"_s].toString()};
    } else if (!m_isNew && m_theirs[u"changed"_s].toInteger() > ours.changedUtc.toMSecsSinceEpoch() && !held) {
        takePresent(m_theirs, ours, change);
    }
    const bool moved = (m_isNew && held && *held != theirState) || *change.state != ours.state ||
                       (change.status && *change.status != ours.status);
    if (!m_isNew)
        ++(m_news > 0 || moved ? m_imported.merged : m_imported.known);
    if (!m_isNew && m_news == 0 && !moved)
        return {};
    // The last event says the present state, also after older ones were added.
    change.writesEvent = !m_isNew || moved;
    change.event = {m_now, EventSource::Local, word(*change.state), u"Merged from an imported history."_s};
    m_changed.append(key);
    return writeChange(connection, change); // sets what is derived, too
}

} // namespace waybill
