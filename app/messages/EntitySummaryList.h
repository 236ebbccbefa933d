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

/// What all entities staged and brought to the target; unset where the service gave none.
struct RecordTotals {
    std::optional<qint64> staging, target;
};
/// Adds up. The target is unset when it is missing for an entity that staged records: a sum without it would look like
/// records that were lost.
RecordTotals recordTotals(const QList<EntityResult> &entities);

} // namespace waybill
