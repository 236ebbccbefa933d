#pragma once

#include "app/base/Error.h"
#include "app/journal/Statistics.h"

#include <stop_token>

namespace waybill {

class Connection;

/// Computes the figures on `connection`, in its thread. Looks at `stop` between the parts of the period; Cancelled.
/// All figures are of one moment: nothing that is written meanwhile comes in between.
Result<Statistics> readStatistics(Connection &connection, const StatisticsQuestion &question, std::stop_token stop);

} // namespace waybill
