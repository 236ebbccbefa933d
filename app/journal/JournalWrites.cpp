#include "app/journal/JournalWrites.h"

#include "app/journal/Connection.h"
#include "app/journal/FailureRecord.h"
#include "app/journal/MessageRecord.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr int exchangesKept = 200;

tl::unexpected<Error> unknown(MessageKey key)
{
    return fail(ErrorKind::NotFound, u"There is no message %1 in the journal."_s.arg(number(key)));
}

Result<void> writeEvent(Connection &connection, MessageKey key, const Event &event)
{
    auto done = connection.insert(u"INSERT INTO events (message, at, service, what, detail) VALUES (?, ?, ?, ?, ?)"_s,
                                  {number(key), event.atUtc.toMSecsSinceEpoch(), event.source == EventSource::Service,
                                   stored(event.what), stored(event.detail)});
    if (!done)
        return fail(std::move(done.error()));
    return {};
}

Result<void> expectRow(Connection &connection, MessageKey key)
{
    const auto there = connection.integer(u"SELECT 1 FROM messages WHERE key = ?"_s, {number(key)});
    if (!there)
        return fail(there.error());
    if (*there == 0)
        return unknown(key);
    return {};
}
} // namespace

Result<std::optional<Message>> readMessage(Connection &connection, MessageKey key)
{
    std::optional<Message> message;
    auto read = connection.each(u"SELECT "_s + messageColumns() + u" FROM messages WHERE key = ?"_s, {number(key)},
                                [&](const QSqlQuery &row) { message = messageFrom(row); });
    if (!read)
        return fail(std::move(read.error()));
    return message;
}

Result<std::optional<MessageKey>> rowLike(Connection &connection, const NewMessage &message)
{
    const bool byMessage = !message.messageId.isEmpty();
    const QString column = byMessage ? u"message_id"_s : u"execution_id"_s;
    // The sign keeps SQLite from walking through the whole environment instead.
    const auto key = connection.integer(
        u"SELECT key FROM messages WHERE %1 = ? AND %1 <> '' AND +environment = ? "
        u"ORDER BY created DESC, key DESC LIMIT 1"_s.arg(column),
        {stored(byMessage ? message.messageId.text() : message.executionId.text()), stored(message.environment)});
    if (!key)
        return fail(key.error());
    return *key > 0 ? std::optional(MessageKey{*key}) : std::nullopt;
}

Result<MessageKey> appendMessage(Connection &connection, const NewMessage &fresh, const QString &owner,
                                 const QDateTime &now)
{
    if (fresh.attemptOf) {
        if (auto there = expectRow(connection, *fresh.attemptOf); !there)
            return fail(std::move(there.error()));
    }
    Message message;
    message.environment = fresh.environment;
    message.job = fresh.job;
    message.activityId = fresh.activityId;
    message.entity = fresh.entity;
    message.company = fresh.company;
    message.file = fresh.file;
    message.bytes = fresh.bytes;
    message.sha256 = fresh.sha256;
    message.records = fresh.records;
    message.messageId = fresh.messageId;
    message.executionId = fresh.executionId;
    message.state = fresh.state;
    message.attemptOf = fresh.attemptOf;
    message.createdUtc = message.changedUtc = now;
    message.owner = owner;
    const auto id = connection.insert(insertMessageSql(), insertMessageValues(message));
    if (!id)
        return fail(id.error());
    const MessageKey key{*id};
    if (auto done = writeEvent(connection, key, {now, EventSource::Local, word(fresh.state), {}}); !done)
        return fail(std::move(done.error()));
    return key;
}

Result<void> writeChange(Connection &connection, const MessageChange &change)
{
    auto before = readMessage(connection, change.key);
    if (!before)
        return fail(std::move(before.error()));
    if (!*before)
        return unknown(change.key);
    if (!change.onlyFrom.isEmpty() && !change.onlyFrom.contains((*before)->state)) {
        return fail(ErrorKind::Conflict,
                    u"Message %1 is %2 by now, and this is not possible there."_s.arg(number(change.key))
                        .arg(word((*before)->state)));
    }
    if (change.onlyUnhandled && (*before)->handled)
        return fail(ErrorKind::Conflict, u"Message %1 is marked handled already."_s.arg(number(change.key)));
    if (!change.onlyOwner.isEmpty() && change.onlyOwner != (*before)->owner)
        return fail(ErrorKind::Conflict, u"Message %1 was taken over by another program."_s.arg(number(change.key)));
    if (change.file && !(*before)->sha256.isEmpty())
        return fail(ErrorKind::Conflict, u"Message %1 has its file already."_s.arg(number(change.key)));
    const Message after = changed(**before, change);
    if (auto done = connection.write(updateMessageSql(), updateMessageValues(after)); !done)
        return fail(std::move(done.error()));
    if (change.file) {
        const auto done = connection.write(
            u"UPDATE messages SET file = ?, bytes = ?, sha256 = ? WHERE key = ?"_s,
            {stored(change.file->name), change.file->bytes, stored(change.file->sha256), number(change.key)});
        if (!done)
            return fail(done.error());
    }
    return change.writesEvent ? writeEvent(connection, change.key, change.event) : Result<void>();
}

Result<void> writeRecords(Connection &connection, MessageKey key, qint64 records)
{
    const auto done = connection.write(u"UPDATE messages SET records = ? WHERE key = ?"_s, {records, number(key)});
    if (!done)
        return fail(done.error());
    return *done == 1 ? Result<void>() : unknown(key);
}

Result<void> writeExchange(Connection &connection, MessageKey key, const StoredExchange &exchange)
{
    if (auto there = expectRow(connection, key); !there)
        return there;
    const auto id = connection.insert(
        u"INSERT INTO exchanges (message, at, purpose, method, url, http_status, milliseconds, bytes_sent, "
        u"bytes_received, request_ids, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {number(key), exchange.atUtc.toMSecsSinceEpoch(), stored(exchange.purpose), stored(exchange.method),
         stored(exchange.url), exchange.httpStatus, exchange.milliseconds, exchange.bytesSent, exchange.bytesReceived,
         storedLines(exchange.requestIds), stored(exchange.answer)});
    if (!id)
        return fail(id.error());
    auto trimmed = connection.write(u"DELETE FROM exchanges WHERE message = ? AND id <= (SELECT id FROM exchanges "
                                    u"WHERE message = ? ORDER BY id DESC LIMIT 1 OFFSET ?)"_s,
                                    {number(key), number(key), exchangesKept});
    if (!trimmed)
        return fail(std::move(trimmed.error()));
    return {};
}

Result<void> writeFailure(Connection &connection, MessageKey key, const PackedFailure &failure)
{
    if (auto there = expectRow(connection, key); !there)
        return there;
    return writeFailureRecord(connection, key, failure);
}

} // namespace waybill
