#pragma once

#include "app/environments/AfterFetch.h"
#include "app/journal/Download.h"

#include <stop_token>

namespace waybill {

/// Does what follows a fetch with the package at `file`: the copy first, then the program. Waits for both; for a
/// worker. What came of each, in order, whatever it was. Nothing that the program is given goes through a shell, and
/// Waybill's own settings are not in its surroundings (WAYBILL_…).
QList<FollowUpOutcome> doFollowUp(const AfterFetch &after, const QString &file, const Download &download,
                                  std::stop_token stop);

} // namespace waybill
