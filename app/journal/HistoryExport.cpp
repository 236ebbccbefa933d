#include "app/journal/HistoryExport.h"

#include "app/journal/Connection.h"
#include "app/journal/HistoryLine.h"
#include "app/journal/JournalBridge.h"
#include "app/journal/JournalSchema.h"

#include <QDir>
#include <QSaveFile>
#include <QSqlField>
#include <QSqlRecord>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QJsonValue jsonOf(const QVariant &value)
{
    if (value.isNull())
        return {};
    if (value.metaType().id() == QMetaType::QByteArray)
        return QJsonObject{{u"base64"_s, QString::fromLatin1(value.toByteArray().toBase64())}};
    return QJsonValue::fromVariant(value);
}

HistoryLine lineOf(const QString &table, const QSqlQuery &row)
{
    HistoryLine line{HistoryLine::Kind::Row, table, {}};
    const QSqlRecord record = row.record();
    for (int i = 0; i < record.count(); ++i)
        line.values.insert(record.fieldName(i), jsonOf(row.value(i)));
    return line;
}

/// A message with what it is called in other journals: whoever has it from there does not take it for another one.
Result<HistoryLine> messageLine(Connection &connection, const QSqlQuery &row)
{
    HistoryLine line = lineOf(u"messages"_s, row);
    QList<MessageOrigin> origins;
    const auto read = connection.each(
        u"SELECT journal, foreign_key, created FROM origins WHERE message = ?"_s, {row.value(u"key"_s)},
        [&origins](const QSqlQuery &origin) {
            origins.append({origin.value(0).toString(), origin.value(1).toLongLong(), origin.value(2).toLongLong()});
        });
    if (!read)
        return fail(read.error());
    setOrigins(line.values, origins);
    return line;
}

/// The tables whose rows belong to a message, events first; a failure before its parts, which a new failure clears.
Result<QStringList> partsOfMessages(Connection &connection)
{
    QStringList tables;
    const auto read = connection.each(
        u"SELECT m.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' AND c.name = "
        u"'message' AND m.name NOT IN ('retiring', 'origins') "
        u"ORDER BY m.name <> 'events', m.name <> 'failures', m.name"_s,
        {}, [&tables](const QSqlQuery &row) { tables.append(row.value(0).toString()); });
    if (!read)
        return fail(read.error());
    return tables;
}

Result<qint64> writeRows(Connection &connection, QSaveFile &file, const std::stop_token &stop)
{
    const auto parts = partsOfMessages(connection);
    if (!parts)
        return fail(parts.error());
    std::optional<Error> trouble;
    const auto put = [&](const HistoryLine &line) {
        const QByteArray bytes = toBytes(line);
        if (!trouble && file.write(bytes) != bytes.size())
            trouble = Error{ErrorKind::Storage, u"%1 cannot be written: %2."_s.arg(
                                                    QDir::toNativeSeparators(file.fileName()), file.errorString())};
    };
    qint64 messages = 0;
    const auto read = connection.each(u"SELECT * FROM messages ORDER BY key"_s, {}, [&](const QSqlQuery &row) {
        if (stop.stop_requested() && !trouble)
            trouble = Error{ErrorKind::Cancelled, u"The export was ended; nothing was left there."_s};
        if (trouble)
            return;
        const auto message = messageLine(connection, row);
        if (!message) {
            trouble = message.error();
            return;
        }
        put(*message);
        ++messages;
        for (const QString &table : *parts) {
            const auto rows =
                connection.each(u"SELECT * FROM %1 WHERE message = ? ORDER BY rowid"_s.arg(table),
                                {row.value(u"key"_s)}, [&](const QSqlQuery &part) { put(lineOf(table, part)); });
            if (!rows && !trouble)
                trouble = rows.error();
        }
    });
    if (trouble)
        return fail(*trouble);
    if (!read)
        return fail(read.error());
    put({HistoryLine::Kind::End, {}, {{u"messages"_s, messages}}});
    return trouble ? Result<qint64>(fail(*trouble)) : messages;
}
} // namespace

Result<qint64> exportHistory(const QString &journal, const QString &file, const QDateTime &now, std::stop_token stop)
{
    const auto seen = inspectJournal(journal);
    if (!seen)
        return fail(seen.error());
    if (*seen == JournalFile::Missing)
        return fail(ErrorKind::NotFound, u"This profile has no history yet; nothing was written."_s);
    const auto connection = Connection::open(journal, Connection::Mode::ReadOnly);
    if (!connection)
        return fail(connection.error());
    if (*seen == JournalFile::Older) {
        if (const auto bridged = bridgeOlderJournal(**connection); !bridged)
            return fail(bridged.error());
    }
    QSaveFile target(file);
    const auto notWritten = [&] {
        return fail(ErrorKind::Storage,
                    u"%1 cannot be written: %2."_s.arg(QDir::toNativeSeparators(file), target.errorString()));
    };
    if (!target.open(QIODevice::WriteOnly) || !target.setPermissions(QFile::ReadOwner | QFile::WriteOwner))
        return notWritten();
    // One moment for all that is read.
    if (const auto begun = (*connection)->run(u"BEGIN"_s); !begun)
        return fail(begun.error());
    QString name;
    (void)(*connection)->each(u"SELECT value FROM facts WHERE name = 'journal'"_s, {}, [&name](const QSqlQuery &row) {
        name = row.value(0).toString();
    });
    target.write(toBytes({HistoryLine::Kind::Header,
                          {},
                          {{u"waybill"_s, u"history"_s},
                           {u"version"_s, historyFormatVersion},
                           {u"journal"_s, name},
                           {u"exportedUtc"_s, isoUtc(now)}}}));
    const auto messages = writeRows(**connection, target, stop);
    (void)(*connection)->run(u"COMMIT"_s); // nothing was written
    if (!messages)
        return messages;
    if (!target.commit())
        return notWritten();
    return messages;
}

} // namespace waybill
