#include "ui/packages/DownloadExchanges.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

/// Between an answer and the row that is made of it.
constexpr qint64 slackMs = 2'000;

bool isDequeue(const Exchange &exchange)
{
    return exchange.url.contains("/connector/dequeue/"_L1, Qt::CaseInsensitive);
}

/// Calls to the job by their address; a package lies anywhere, so its call is known by what it is for.
bool concerns(const Exchange &exchange, const Download &download)
{
    const QString activity = download.activityId.text();
    if (!activity.isEmpty() && exchange.url.contains(activity, Qt::CaseInsensitive))
        return true;
    return exchange.purpose.contains("download"_L1, Qt::CaseInsensitive) ||
           exchange.purpose.contains("package"_L1, Qt::CaseInsensitive) ||
           exchange.purpose.contains("GetExecutionSummaryStatus"_L1);
}

StoredExchange stored(const Exchange &exchange)
{
    return {exchange.atUtc,      exchange.purpose,
            exchange.method,     exchange.url,
            exchange.status,     exchange.took.count(),
            exchange.bytesSent,  exchange.bytesReceived,
            exchange.requestIds, exchange.answer.isEmpty() ? exchange.error : exchange.answer};
}

} // namespace

QList<StoredExchange> exchangesOf(const Download &download, const std::deque<Exchange> &log, const QDateTime &now)
{
    const QDateTime until = (download.ackedUtc.isValid() ? download.ackedUtc : now).addMSecs(slackMs);
    QDateTime since = download.createdUtc;
    for (const Exchange &exchange : log) {
        if (isDequeue(exchange) && concerns(exchange, download) && exchange.atUtc <= download.createdUtc)
            since = exchange.atUtc; // the one that handed it out
    }
    QList<StoredExchange> found;
    for (const Exchange &exchange : log) {
        if (exchange.environment == download.environment && exchange.atUtc >= since && exchange.atUtc <= until &&
            concerns(exchange, download))
            found << stored(exchange);
    }
    return found;
}

} // namespace waybill
