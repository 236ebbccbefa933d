#include "ui/packages/DownloadDetail.h"

namespace waybill {

Result<std::optional<DownloadDetail>> readDetail(const DownloadReader &reader, DownloadKey key,
                                                 const StillWanted &isWanted)
{
    auto download = isWanted() ? reader.download(key) : std::nullopt;
    if (!download)
        return fail(std::move(download.error()));
    if (!*download || !isWanted())
        return std::nullopt;
    auto events = reader.events(key);
    if (!events)
        return fail(std::move(events.error()));
    auto followUps = isWanted() ? reader.followUps(key) : QList<FollowUpOutcome>();
    if (!followUps)
        return fail(std::move(followUps.error()));
    auto exchanges = isWanted() ? reader.exchanges(key) : QList<StoredExchange>();
    if (!exchanges)
        return fail(std::move(exchanges.error()));
    return DownloadDetail{**std::move(download), *std::move(events), *std::move(followUps), *std::move(exchanges)};
}

} // namespace waybill
