#pragma once

#include "app/journal/Message.h"

#include <QJsonValue>
#include <QList>

namespace waybill {

/// The results by entity of GetEntityExecutionSummaryStatusList or of jobstatus' `ExecutionDetail` (protocol section 3,
/// item 3): an array, an object with one, or JSON text of either in a string. The shapes are not documented, so key
/// names are read liberally: any case, with or without underscores, `StagingErrorCount` or `StagingErrors`; counts as
/// numbers or as text. Counts that are not there stay unset; target counts that come as created and updated are
/// added up. What has neither a name nor a status is left out.
QList<EntityResult> entitySummaryList(const QJsonValue &value);

} // namespace waybill
