#include "app/journal/DownloadPieces.h"

#include "app/journal/Connection.h"
#include "app/journal/MessageRecord.h"

#include <QSqlQuery>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 exchangesKept = 100;
} // namespace

Result<void> writeDownloadExchange(Connection &connection, DownloadKey key, const StoredExchange &exchange)
{
    const auto id = connection.insert(
        u"INSERT INTO download_exchanges (download, at, purpose, method, url, http_status, milliseconds, bytes_sent, "
        u"bytes_received, request_ids, answer) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s,
        {number(key), exchange.atUtc.toMSecsSinceEpoch(), stored(exchange.purpose), stored(exchange.method),
         stored(exchange.url), exchange.httpStatus, exchange.milliseconds, exchange.bytesSent, exchange.bytesReceived,
         storedLines(exchange.requestIds), stored(exchange.answer)});
    if (!id)
        return fail(id.error());
    const auto trimmed =
        connection.write(u"DELETE FROM download_exchanges WHERE download = ? AND id <= (SELECT id FROM "
                         u"download_exchanges WHERE download = ? ORDER BY id DESC LIMIT 1 OFFSET ?)"_s,
                         {number(key), number(key), exchangesKept});
    return trimmed ? Result<void>() : fail(trimmed.error());
}

Result<QList<StoredExchange>> readDownloadExchanges(Connection &connection, DownloadKey key)
{
    QList<StoredExchange> all;
    const auto read =
        connection.each(u"SELECT "_s + exchangeColumns() + u" FROM download_exchanges WHERE download = ? ORDER BY id"_s,
                        {number(key)}, [&all](const QSqlQuery &row) { all.append(exchangeFrom(row)); });
    return read ? Result<QList<StoredExchange>>(all) : fail(read.error());
}

Result<void> writeFollowUp(Connection &connection, DownloadKey key, const FollowUpOutcome &outcome)
{
    const auto id = connection.insert(u"INSERT INTO download_follow_ups (download, at, what, worked, detail, output) "
                                      u"VALUES (?, ?, ?, ?, ?, ?)"_s,
                                      {number(key), stored(outcome.atUtc), stored(outcome.what), outcome.worked,
                                       stored(outcome.detail), stored(outcome.output)});
    return id ? Result<void>() : fail(id.error());
}

Result<QList<FollowUpOutcome>> readFollowUps(Connection &connection, DownloadKey key)
{
    QList<FollowUpOutcome> all;
    const auto read = connection.each(
        u"SELECT at, what, worked, detail, output FROM download_follow_ups WHERE download = ? ORDER BY id"_s,
        {number(key)}, [&all](const QSqlQuery &row) {
            all.append({timeFrom(row.value(0)), row.value(1).toString(), row.value(2).toBool(), row.value(3).toString(),
                        row.value(4).toString()});
        });
    return read ? Result<QList<FollowUpOutcome>>(all) : fail(read.error());
}

} // namespace waybill
