#pragma once

#include "app/packages/Dequeuer.h"
#include "app/packages/PackageExport.h"
#include "ui/packages/PackagesServices.h"

namespace waybill {

/// Lets the Packages page give files up and say what is kept, on a journal and book that outlive it.
void keepWith(Journal *journal, const QString &profileFolder, PackagesServices *services);

/// Lets the Packages page fetch, acknowledge and export with this program's services, which outlive the page.
void fetchWith(Dequeuer *dequeuer, PackageExport *exporter, PackagesServices *services);

} // namespace waybill
