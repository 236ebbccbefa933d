#pragma once

#include "ui/explore/QueryRun.h"
#include "ui/widgets/grid/GridProgress.h"

namespace waybill {

/// *1,000,000 rows: about 100 pages, 640 MB, 4 minutes*; the count alone where no page is known yet; empty without it.
QString costWords(const QueryRun &run);
/// Why it asks before it goes on, as a question.
QString questionWords(const QueryRun &run);
GridProgress gridProgress(const QueryRun &run);

} // namespace waybill
