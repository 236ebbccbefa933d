#include "app/packages/DownloadExchanges.h"

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
StoredExchange storedForm(const Exchange &exchange)
{
    return {exchange.atUtc,      exchange.purpose,
            exchange.method,     exchange.url,
            exchange.status,     exchange.took.count(),
            exchange.bytesSent,  exchange.bytesReceived,
            exchange.requestIds, exchange.error.isEmpty() ? exchange.answer : exchange.error};
}
} // namespace

void keepDownloadExchanges(HttpLog *log, DownloadBook *book)
{
    QObject::connect(log, &HttpLog::added, book, [book](const Exchange &exchange) {
        if (exchange.download)
            book->keepExchange(*exchange.download, storedForm(exchange));
    });
}

std::optional<StoredExchange> dequeueExchange(const HttpLog &log, const QString &environment,
                                              const ActivityId &activityId)
{
    const auto &all = log.exchanges();
    const auto found = std::find_if(all.crbegin(), all.crend(), [&](const Exchange &exchange) {
        return exchange.purpose == "dequeue"_L1 && exchange.environment == environment &&
               exchange.url.contains(activityId.text(), Qt::CaseInsensitive);
    });
    return found == all.crend() ? std::optional<StoredExchange>() : storedForm(*found);
}

} // namespace waybill
