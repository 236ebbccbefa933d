#pragma once

#include "app/http/HttpLog.h"
#include "app/journal/DownloadBook.h"

namespace waybill {

/// From now on what is said to the service about a download is kept with it, free of secrets as the log is. Neither
/// owns the other; either may end first.
void keepDownloadExchanges(HttpLog *log, DownloadBook *book);

/// The newest exchange of the log with which a package was asked for from a job: its download had no key yet.
std::optional<StoredExchange> dequeueExchange(const HttpLog &log, const QString &environment,
                                              const ActivityId &activityId);

} // namespace waybill
