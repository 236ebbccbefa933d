#include "app/messages/Watch.h"

#include <algorithm>

namespace waybill {
using namespace std::chrono_literals;

std::chrono::milliseconds Watch::interval(const QDateTime &now) const
{
    if (state == MessageState::GivenUp)
        return 24h;
    const std::chrono::milliseconds age(std::max<qint64>(0, inStateSince.msecsTo(now)));
    const auto usual = age < 1h ? std::clamp<std::chrono::milliseconds>(age / 5, 500ms, 60s)
                                : std::clamp<std::chrono::milliseconds>(age / 60, 60s, 15min);
    if (failures == 0)
        return usual;
    return std::max(usual, std::min<std::chrono::milliseconds>(500ms * (1 << std::min(failures, 9)), 2min));
}

QDateTime Watch::due(const QDateTime &now) const
{
    if (urgent || !lastAsked.isValid() || lastAsked > now) // the clock was set back
        return now;
    return lastAsked.addMSecs(interval(now).count());
}

double Watch::pressure(const QDateTime &now) const
{
    if (urgent)
        return 1e9;
    if (!lastAsked.isValid() || lastAsked > now)
        return 1e6;
    return double(lastAsked.msecsTo(now)) / double(interval(now).count());
}

std::optional<Watch> watchFor(const Message &message)
{
    const bool wantsCounts = message.state == MessageState::Succeeded && !message.countsKnown;
    const bool wantsStatus = message.state == MessageState::InFlight || message.state == MessageState::GivenUp;
    if ((message.messageId.isEmpty() && message.executionId.isEmpty()) || (!wantsStatus && !wantsCounts))
        return std::nullopt;
    Watch watch;
    watch.key = message.key;
    watch.messageId = message.messageId;
    watch.executionId = message.executionId;
    watch.state = message.state;
    watch.status = message.status;
    watch.inStateSince = message.changedUtc;
    return watch;
}

} // namespace waybill
