#include "app/messages/PlannedLook.h"

#include <algorithm>

namespace waybill {
using namespace std::chrono_literals;
using std::chrono::milliseconds;

double PlannedLook::worth(Instant now) const
{
    const double delay = std::clamp(Seconds(now - lastLook).count(), 0.0, longestDelay);
    if (urgent)
        return 1e9;
    if (kind != LookKind::Status) {
        const auto rest = longestRest(now);
        return now - lastTry < rest ? 0 : 1 + Seconds(now - lastTry) / Seconds(rest);
    }
    if (!known)
        return (1 + delay) * weight();
    if (perhaps)
        return batch->share() * std::clamp(Seconds(now - perhapsFrom).count(), 0.0, longestDelay) * weight();
    const double least = stale ? worthAsking : 0;
    if (member)
        return 0;
    return std::max(least, times.own->chance(lastLook - since, now - since) * delay * weight());
}

milliseconds PlannedLook::longestRest(Instant now, bool quiet) const
{
    const auto age = std::max<milliseconds>(now - since, 0ms);
    switch (kind) {
    case LookKind::Daily:
        // The day's question was not heard: a morning before the network is there would cost a day else.
        return missed ? std::min<milliseconds>(10min * (1 << std::min(failures, 8)), 24h) : milliseconds(24h);
    case LookKind::Counts:
        return std::clamp<milliseconds>(age / 5, 500ms, 60s);
    case LookKind::Status:
        break;
    }
    if (stale)
        return 0ms;
    if (quiet)
        return std::clamp<milliseconds>(age / 10, 1s, 1min);
    if (onScreen)
        return std::clamp<milliseconds>(age / 20, 5s, 30s);
    return member ? milliseconds(10min) : std::clamp<milliseconds>(age / 20, 20s, 15min);
}

Instant PlannedLook::earliest(Instant now) const
{
    if (urgent)
        return now;
    if (failures == 0)
        return lastTry + 500ms;
    // What is young and what is in trouble for long: both grow.
    const auto longest = std::clamp<milliseconds>((now - since) / 60, 2min, 15min);
    return lastTry + std::min<milliseconds>(500ms * (1 << std::min(failures, 11)), longest);
}

} // namespace waybill
