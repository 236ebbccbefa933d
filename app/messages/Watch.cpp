#include "app/messages/Watch.h"

namespace waybill {

std::optional<Watch> watchFor(const Message &message)
{
    const bool wantsCounts = message.state == MessageState::Succeeded && !message.countsKnown;
    const bool wantsStatus = message.state == MessageState::InFlight || message.state == MessageState::GivenUp;
    if ((message.messageId.isEmpty() && message.executionId.isEmpty()) || (!wantsStatus && !wantsCounts))
        return std::nullopt;
    Watch watch;
    watch.key = message.key;
    watch.job = message.job;
    watch.entity = message.entity;
    watch.messageId = message.messageId;
    watch.executionId = message.executionId;
    watch.state = message.state;
    watch.status = message.status;
    watch.inStateSince = message.changedUtc;
    return watch;
}

} // namespace waybill
