#include "app/messages/Watch.h"

#include <algorithm>

namespace waybill {
using namespace std::chrono_literals;

std::chrono::milliseconds Watch::interval(const QDateTime &now) const
{
    const std::chrono::milliseconds age(std::max<qint64>(0, inStateSince.msecsTo(now)));
    if (age < 1h)
        return std::clamp<std::chrono::milliseconds>(age / 5, 500ms, 60s);
    return std::clamp<std::chrono::milliseconds>(age / 60, 60s, 15min);
}

QDateTime Watch::due(const QDateTime &now) const
{
    if (urgent || !lastAsked.isValid())
        return now;
    return lastAsked.addMSecs(interval(now).count());
}

double Watch::pressure(const QDateTime &now) const
{
    if (urgent)
        return 1e9;
    if (!lastAsked.isValid())
        return 1e6;
    return double(lastAsked.msecsTo(now)) / double(interval(now).count());
}

std::optional<Watch> watchFor(const Message &message)
{
    const bool wantsCounts = message.state == MessageState::Succeeded && !message.countsKnown;
    if (message.messageId.isEmpty() || (message.state != MessageState::InFlight && !wantsCounts))
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
