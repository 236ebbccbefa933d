#pragma once

#include "app/packages/Dequeuer.h"
#include "ui/packages/PackagesServices.h"

namespace waybill {

/// Lets the Packages page fetch and acknowledge with this program's dequeuer, which outlives the page.
void fetchWith(Dequeuer *dequeuer, PackagesServices *services);

} // namespace waybill
