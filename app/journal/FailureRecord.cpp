#include "app/journal/FailureRecord.h"

#include "app/journal/Connection.h"
#include "app/journal/MessageRecord.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlQuery>

#include <algorithm>
#include <limits>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QJsonValue json(const std::optional<qint64> &number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

std::optional<qint64> numberFrom(const QJsonValue &value)
{
    return value.isDouble() ? std::optional<qint64>(value.toInteger()) : std::nullopt;
}

QByteArray summaryOf(const Failure &failure, qint64 errorCount)
{
    QJsonArray entities, causes, files;
    for (const EntityResult &e : failure.entities) {
        entities.append(QJsonObject{{u"name"_s, e.name},
                                    {u"stagingStatus"_s, e.stagingStatus},
                                    {u"targetStatus"_s, e.targetStatus},
                                    {u"stagingRecords"_s, json(e.stagingRecords)},
                                    {u"stagingErrors"_s, json(e.stagingErrors)},
                                    {u"targetRecords"_s, json(e.targetRecords)},
                                    {u"targetErrors"_s, json(e.targetErrors)}});
    }
    for (const Cause &cause : failure.causes)
        causes.append(QJsonObject{{u"text"_s, cause.text}, {u"count"_s, cause.count}, {u"mend"_s, cause.mend}});
    for (const FailureFile &file : failure.files) {
        files.append(QJsonObject{{u"keys"_s, file.kind == FailureFile::Kind::TargetErrorKeys},
                                 {u"entity"_s, file.entity},
                                 {u"name"_s, file.name},
                                 {u"bytes"_s, file.bytes},
                                 {u"cut"_s, file.cut},
                                 {u"trouble"_s, file.trouble}});
    }
    const QJsonObject summary{{u"entities"_s, entities},
                              {u"causes"_s, causes},
                              {u"files"_s, files},
                              {u"errorCount"_s, errorCount},
                              {u"explanation"_s, failure.explanation},
                              {u"nextSteps"_s, QJsonArray::fromStringList(failure.nextSteps)},
                              {u"pageUrl"_s, failure.pageUrl}};
    return QJsonDocument(summary).toJson(QJsonDocument::Compact);
}

/// The answer is how many errors there are; 0 in what an older version kept, which had no count.
qint64 readSummary(const QByteArray &text, Failure &failure)
{
    const QJsonObject summary = QJsonDocument::fromJson(text).object();
    for (const QJsonValue &value : summary[u"entities"_s].toArray()) {
        const QJsonObject e = value.toObject();
        failure.entities.append({e[u"name"_s].toString(), e[u"stagingStatus"_s].toString(),
                                 e[u"targetStatus"_s].toString(), numberFrom(e[u"stagingRecords"_s]),
                                 numberFrom(e[u"stagingErrors"_s]), numberFrom(e[u"targetRecords"_s]),
                                 numberFrom(e[u"targetErrors"_s])});
    }
    for (const QJsonValue &value : summary[u"causes"_s].toArray()) {
        const QJsonObject cause = value.toObject();
        failure.causes.append(
            {cause[u"text"_s].toString(), cause[u"count"_s].toInteger(), cause[u"mend"_s].toString()});
    }
    failure.explanation = summary[u"explanation"_s].toString();
    for (const QJsonValue &step : summary[u"nextSteps"_s].toArray())
        failure.nextSteps.append(step.toString());
    failure.pageUrl = summary[u"pageUrl"_s].toString();
    for (const QJsonValue &value : summary[u"files"_s].toArray()) {
        const QJsonObject file = value.toObject();
        failure.files.append({file[u"keys"_s].toBool() ? FailureFile::Kind::TargetErrorKeys
                                                       : FailureFile::Kind::StagingErrors,
                              file[u"entity"_s].toString(), file[u"name"_s].toString(), file[u"bytes"_s].toInteger(),
                              file[u"cut"_s].toBool(), file[u"trouble"_s].toString()});
    }
    return summary[u"errorCount"_s].toInteger();
}

QString causeText(const Failure &failure)
{
    QStringList texts;
    for (const Cause &cause : failure.causes)
        texts.append(cause.text);
    return texts.join(u'\n');
}

/// The pieces of one section, in order, each handed to `take` until one cannot be read.
template <class Take>
Result<void> eachPiece(Connection &connection, MessageKey key, FailureSection section, int place, qint64 most, Take take)
{
    Result<void> taken;
    auto read = connection.each(u"SELECT packed FROM failure_parts WHERE message = ? AND section = ? AND place = ? "
                                u"AND piece < ? ORDER BY piece"_s,
                                {number(key), int(section), place, most}, [&](const QSqlQuery &row) {
                                    if (taken)
                                        taken = take(row.value(0).toByteArray());
                                });
    return read ? taken : Result<void>(fail(std::move(read.error())));
}

Result<QList<RecordError>> errorsOf(Connection &connection, MessageKey key, qint64 pieces)
{
    QList<RecordError> errors;
    auto read = eachPiece(connection, key, FailureSection::Errors, 0, pieces,
                          [&](const QByteArray &packed) { return unpackErrors(packed, errors); });
    if (!read)
        return fail(std::move(read.error()));
    if (!errors.isEmpty())
        return errors;
    // In one piece: what an earlier version kept.
    Result<void> whole;
    read = connection.each(u"SELECT errors FROM failures WHERE message = ?"_s, {number(key)},
                           [&](const QSqlQuery &row) { whole = unpackErrors(row.value(0).toByteArray(), errors); });
    if (!read)
        return fail(std::move(read.error()));
    if (!whole)
        return fail(std::move(whole.error()));
    return errors;
}

Result<QByteArray> bytesOf(Connection &connection, MessageKey key, FailureSection section, int place)
{
    QByteArray bytes;
    auto read = eachPiece(connection, key, section, place, std::numeric_limits<qint64>::max(),
                          [&](const QByteArray &packed) -> Result<void> {
                              auto piece = unpackBytes(packed);
                              if (!piece)
                                  return fail(std::move(piece.error()));
                              bytes += *piece;
                              return {};
                          });
    if (!read)
        return fail(std::move(read.error()));
    return bytes;
}
} // namespace

Result<void> writeFailureRecord(Connection &connection, MessageKey key, const PackedFailure &failure)
{
    const Failure &summary = failure.summary;
    auto done = connection.write(
        u"INSERT OR REPLACE INTO failures (message, collected, complete, execution_status, summary, cause_text, errors) "
        u"VALUES (?, ?, ?, ?, ?, ?, ?)"_s,
        {number(key), summary.collectedUtc.isValid() ? summary.collectedUtc.toMSecsSinceEpoch() : 0, summary.complete,
         stored(summary.executionStatus), QString::fromUtf8(summaryOf(summary, failure.errorCount)),
         stored(causeText(summary)), qCompress("[]")});
    for (const FailurePart &part : failure.parts) {
        if (!done)
            break;
        done = connection.write(
            u"INSERT INTO failure_parts (message, section, place, piece, packed) VALUES (?, ?, ?, ?, ?)"_s,
            {number(key), int(part.section), part.place, part.piece, part.packed});
    }
    if (!done)
        return fail(std::move(done.error()));
    return {};
}

Result<std::optional<Failure>> readFailureRecord(Connection &connection, MessageKey key, FailureReading how)
{
    std::optional<Failure> failure;
    qint64 count = 0;
    auto read = connection.each(
        u"SELECT collected, complete, execution_status, summary FROM failures WHERE message = ?"_s, {number(key)},
        [&](const QSqlQuery &row) {
            failure.emplace();
            failure->collectedUtc = timeFrom(row.value(0));
            failure->complete = row.value(1).toBool();
            failure->executionStatus = row.value(2).toString();
            count = readSummary(row.value(3).toString().toUtf8(), *failure);
        });
    if (!read)
        return fail(std::move(read.error()));
    if (!failure)
        return failure;
    const auto log = bytesOf(connection, key, FailureSection::Log, 0);
    if (!log)
        return fail(log.error());
    failure->log = QString::fromUtf8(*log);
    const qint64 pieces = how == FailureReading::InShort ? 1 : std::numeric_limits<qint64>::max();
    auto errors = errorsOf(connection, key, pieces);
    if (!errors)
        return fail(std::move(errors.error()));
    failure->errors = std::move(*errors);
    failure->moreErrors = std::max<qint64>(0, count - failure->errors.size());
    return failure;
}

Result<QList<RecordError>> readFailureErrors(Connection &connection, MessageKey key)
{
    return errorsOf(connection, key, std::numeric_limits<qint64>::max());
}

Result<QByteArray> readFailureFile(Connection &connection, MessageKey key, int place)
{
    return bytesOf(connection, key, FailureSection::File, place);
}

Result<QList<MessageKey>> readUnexplained(Connection &connection, const QDateTime &since, int limit)
{
    QList<MessageKey> keys;
    auto read = connection.each(
        u"SELECT key FROM messages WHERE attention = 1 AND changed >= ? AND state IN (?, ?) AND NOT EXISTS "
        u"(SELECT 1 FROM failures WHERE message = key AND complete = 1 AND collected >= changed) "
        u"ORDER BY key DESC LIMIT ?"_s,
        {since.toMSecsSinceEpoch(), word(MessageState::Failed), word(MessageState::Succeeded), limit},
        [&keys](const QSqlQuery &row) { keys.append(MessageKey(row.value(0).toLongLong())); });
    if (!read)
        return fail(std::move(read.error()));
    return keys;
}

} // namespace waybill
