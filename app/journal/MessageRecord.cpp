#include "app/journal/MessageRecord.h"

#include <QJsonObject>
#include <QSqlQuery>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
std::optional<qint64> numberFrom(const QVariant &value)
{
    return value.isNull() ? std::optional<qint64>() : value.toLongLong();
}

MessageState stateFrom(const QVariant &word)
{
    // A word that is not in the table can only come from a hand in the file: shown where somebody looks at it.
    return messageStateFrom(word.toString()).value_or(MessageState::Unconfirmed);
}

ErrorKind kindFrom(const QVariant &word)
{
    // The words of the kinds have their one home in toJson and errorFromJson.
    return errorFromJson({{u"kind"_s, word.toString()}}).kind;
}

std::optional<Error> errorFrom(const QSqlQuery &row, int first)
{
    if (row.value(first).isNull())
        return {};
    return Error{kindFrom(row.value(first)), row.value(first + 1).toString(), row.value(first + 2).toString(),
                 row.value(first + 3).toInt(), row.value(first + 4).toString()};
}

/// What a change may touch, in the order of the columns from `state` on.
QVariantList changingValues(const Message &m)
{
    const auto orNull = [](bool there, const QVariant &value) { return there ? value : QVariant(); };
    const Error error = m.error.value_or(Error{});
    const Handled handled = m.handled.value_or(Handled{});
    return {word(m.state),
            orNull(!m.status.isNull(), m.status),
            stored(m.sentUtc),
            stored(m.changedUtc),
            stored(m.messageId.text()),
            stored(m.executionId.text()),
            stored(m.records),
            stored(m.stagingRecords),
            stored(m.targetRecords),
            m.countsKnown,
            orNull(m.handled.has_value(), stored(handled.atUtc)),
            orNull(m.handled.has_value(), stored(handled.by)),
            orNull(m.handled.has_value(), stored(handled.note)),
            orNull(m.error.has_value(), errorWord(error.kind)),
            orNull(m.error.has_value(), stored(error.message)),
            orNull(m.error.has_value(), stored(error.detail)),
            orNull(m.error.has_value(), error.httpStatus),
            orNull(m.error.has_value(), stored(error.serviceCode)),
            storedLines(m.requestIds),
            stored(m.owner),
            m.needsAttention()};
}
} // namespace

QVariant stored(const QString &text)
{
    return text.isNull() ? u""_s : text; // a null QString would become NULL
}

QVariant stored(const QDateTime &time)
{
    return time.isValid() ? QVariant(time.toMSecsSinceEpoch()) : QVariant();
}

QVariant stored(const std::optional<qint64> &number)
{
    return number ? QVariant(*number) : QVariant();
}

QDateTime timeFrom(const QVariant &value)
{
    return value.isNull() ? QDateTime() : QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Qt::UTC);
}

QVariant storedLines(const QStringList &lines)
{
    return stored(lines.join(u'\n'));
}

QStringList linesFrom(const QVariant &value)
{
    return value.toString().split(u'\n', Qt::SkipEmptyParts);
}

QString messageColumns()
{
    return u"key, environment, job, activity_id, entity, company, file, bytes, sha256, created, attempt_of, "
           u"state, status, sent, changed, message_id, execution_id, records, staging_records, target_records, "
           u"counts_known, handled_at, handled_by, handled_note, "
           u"error_kind, error_message, error_detail, error_http, error_code, request_ids, owner"_s;
}

Message messageFrom(const QSqlQuery &row)
{
    Message m;
    m.key = MessageKey(row.value(0).toLongLong());
    m.environment = row.value(1).toString();
    m.job = row.value(2).toString();
    m.activityId = ActivityId(row.value(3).toString());
    m.entity = row.value(4).toString();
    m.company = row.value(5).toString();
    m.file = row.value(6).toString();
    m.bytes = numberFrom(row.value(7));
    m.sha256 = row.value(8).toString();
    m.createdUtc = timeFrom(row.value(9));
    if (!row.value(10).isNull())
        m.attemptOf = MessageKey(row.value(10).toLongLong());
    m.state = stateFrom(row.value(11));
    m.status = row.value(12).isNull() ? QString() : row.value(12).toString();
    m.sentUtc = timeFrom(row.value(13));
    m.changedUtc = timeFrom(row.value(14));
    m.messageId = MessageId(row.value(15).toString());
    m.executionId = ExecutionId(row.value(16).toString());
    m.records = numberFrom(row.value(17));
    m.stagingRecords = numberFrom(row.value(18));
    m.targetRecords = numberFrom(row.value(19));
    m.countsKnown = row.value(20).toBool();
    if (!row.value(21).isNull())
        m.handled = Handled{timeFrom(row.value(21)), row.value(22).toString(), row.value(23).toString()};
    m.error = errorFrom(row, 24);
    m.requestIds = linesFrom(row.value(29));
    m.owner = row.value(30).toString();
    return m;
}

QString listColumns()
{
    return u"environment, job, entity, company, file, bytes, created, state, status, changed, message_id, records, "
           u"staging_records, target_records, error_kind, error_message"_s;
}

Message listedFrom(const QSqlQuery &row, MessageKey key, int first)
{
    auto next = [&row, at = first]() mutable { return row.value(at++); };
    Message m;
    m.key = key;
    m.environment = next().toString();
    m.job = next().toString();
    m.entity = next().toString();
    m.company = next().toString();
    m.file = next().toString();
    m.bytes = numberFrom(next());
    m.createdUtc = timeFrom(next());
    m.state = stateFrom(next());
    m.status = next().toString();
    m.changedUtc = timeFrom(next());
    m.messageId = MessageId(next().toString());
    m.records = numberFrom(next());
    m.stagingRecords = numberFrom(next());
    m.targetRecords = numberFrom(next());
    if (const QVariant kind = next(); !kind.isNull())
        m.error = Error{kindFrom(kind), next().toString()};
    return m;
}

QString insertMessageSql()
{
    return u"INSERT INTO messages (environment, job, activity_id, entity, company, file, bytes, sha256, created, "
           u"attempt_of, "
           u"state, status, sent, changed, message_id, execution_id, records, staging_records, target_records, "
           u"counts_known, handled_at, handled_by, handled_note, "
           u"error_kind, error_message, error_detail, error_http, error_code, request_ids, owner, attention) "
           u"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s;
}

QVariantList insertMessageValues(const Message &m)
{
    const QVariantList fixed{stored(m.environment),
                             stored(m.job),
                             stored(m.activityId.text()),
                             stored(m.entity),
                             stored(m.company),
                             stored(m.file),
                             stored(m.bytes),
                             stored(m.sha256),
                             stored(m.createdUtc),
                             m.attemptOf ? QVariant(number(*m.attemptOf)) : QVariant()};
    return fixed + changingValues(m);
}

QString updateMessageSql()
{
    return u"UPDATE messages SET state = ?, status = ?, sent = ?, changed = ?, message_id = ?, execution_id = ?, "
           u"records = ?, staging_records = ?, target_records = ?, counts_known = ?, handled_at = ?, handled_by = ?, "
           u"handled_note = ?, error_kind = ?, error_message = ?, error_detail = ?, error_http = ?, error_code = ?, "
           u"request_ids = ?, owner = ?, attention = ? WHERE key = ?"_s;
}

QVariantList updateMessageValues(const Message &m)
{
    return changingValues(m) << number(m.key);
}

QString eventColumns()
{
    return u"at, service, what, detail, id"_s;
}

Event eventFrom(const QSqlQuery &row)
{
    return {timeFrom(row.value(0)), row.value(1).toBool() ? EventSource::Service : EventSource::Local,
            row.value(2).toString(), row.value(3).toString(), row.value(4).toLongLong()};
}

QString exchangeColumns()
{
    return u"at, purpose, method, url, http_status, milliseconds, bytes_sent, bytes_received, request_ids, answer"_s;
}

StoredExchange exchangeFrom(const QSqlQuery &row)
{
    return {timeFrom(row.value(0)),  row.value(1).toString(),   row.value(2).toString(),   row.value(3).toString(),
            row.value(4).toInt(),    row.value(5).toLongLong(), row.value(6).toLongLong(), row.value(7).toLongLong(),
            linesFrom(row.value(8)), row.value(9).toString()};
}

Message changed(Message m, const MessageChange &change)
{
    const bool moves = (change.state && *change.state != m.state) || (change.status && *change.status != m.status);
    if (moves)
        m.changedUtc = change.event.atUtc;
    if (change.state) {
        m.state = *change.state;
        m.error.reset();
    }
    const auto take = [](auto &field, const auto &value) {
        if (value)
            field = *value;
    };
    take(m.status, change.status);
    take(m.messageId, change.messageId);
    take(m.executionId, change.executionId);
    take(m.countsKnown, change.countsKnown);
    take(m.sentUtc, change.sentUtc);
    take(m.requestIds, change.requestIds);
    take(m.owner, change.owner);
    if (change.stagingRecords)
        m.stagingRecords = change.stagingRecords;
    if (change.targetRecords)
        m.targetRecords = change.targetRecords;
    if (change.handled)
        m.handled = change.handled;
    if (change.error)
        m.error = change.error;
    return m;
}

} // namespace waybill
