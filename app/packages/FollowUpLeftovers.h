#pragma once

#include "app/base/Clock.h"
#include "app/environments/EnvironmentStore.h"
#include "app/journal/DownloadBook.h"

#include <memory>
#include <stop_token>

namespace waybill {

/// Goes on with what was to follow fetches and exports where a program that was at it died, also of environments and
/// jobs that nobody fetches from any more; where an environment is gone, nothing is to follow, and where it is
/// read-only it waits. Which rows are looked at says `among`. One at a time, each with the lock of its job or
/// execution: what another program is at is left to it. The pointers outlive what it gives. An error is one of the
/// journal.
QCoro::Task<Result<void>> settleFollowUps(QString profileFolder, DownloadBook *book, EnvironmentStore *environments,
                                          std::shared_ptr<const Clock> clock, DownloadFilter among,
                                          std::stop_token stop);

/// The same of all rows of a profile.
QCoro::Task<Result<void>> settleAllFollowUps(QString profileFolder, DownloadBook *book, EnvironmentStore *environments,
                                             std::shared_ptr<const Clock> clock, std::stop_token stop);

} // namespace waybill
