#pragma once

#include "app/journal/DownloadReader.h"
#include "ui/widgets/DetailReading.h"

namespace waybill {

/// What the detail pane shows of a download, as the journal has it.
struct DownloadDetail {
    Download download;
    QList<DownloadEvent> events;
    QList<FollowUpOutcome> followUps;
    QList<StoredExchange> exchanges;
};

/// Nothing where there is no such download, or when it is no longer wanted. Blocks.
Result<std::optional<DownloadDetail>> readDetail(const DownloadReader &reader, DownloadKey key,
                                                 const StillWanted &isWanted);

} // namespace waybill
