// How a LookPlan chooses; LookPlan.cpp has what it learns.
#include "app/messages/LookPlan.h"

#include <algorithm>
#include <utility>

namespace waybill {
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {
/// Every so many questions one goes to whoever waits longest beyond its longest rest.
constexpr int turns = 4;
/// A plan looks no further ahead.
constexpr auto horizon = 24h;

/// How often the longest rest of a message has gone by.
double overdue(const PlannedLook &look, Instant now, bool quiet)
{
    const auto rest = std::max<milliseconds>(look.longestRest(now, quiet), 1s);
    return Seconds(now - look.lastTry) / Seconds(rest);
}

double worthOf(double chance, const JobBatch &batch, double weight, Instant now)
{
    const double delay = std::clamp(Seconds(now - batch.waitedAt()).count(), 0.0, longestDelay);
    return chance * delay * weight * batch.share();
}
} // namespace

const LookPlan::Group &LookPlan::survey(size_t number) const
{
    Group &group = m_groups[number];
    if (std::exchange(group.surveyed, true))
        return group;
    group.weight = 0;
    group.first = nullptr;
    group.asking = false;
    // One that came after the last look tells only of the time since: the others first.
    const auto rank = [&group](const PlannedLook &look) {
        return std::pair(look.failures > 0 || look.since > group.batch->waitedAt(), look.lastTry);
    };
    for (PlannedLook *look : group.members) {
        group.weight += look->weight();
        group.asking |= look->asking;
        if (!look->asking && (!group.first || rank(*look) < rank(*group.first)))
            group.first = look;
    }
    return group;
}

std::optional<LookPlan::Look> LookPlan::next(Instant now) const
{
    if (m_planned && now < m_planned->at)
        return m_planned;
    const PlannedLook *best = nullptr, *starving = nullptr;
    double most = worthAsking, longest = 1;
    const auto offer = [&](const PlannedLook &look, double worth) {
        if (worth >= most) {
            most = worth;
            best = &look;
        }
        if (const double times = overdue(look, now, isQuiet()); times >= longest) {
            longest = times;
            starving = &look;
        }
    };
    for (const PlannedLook *look : m_alone) {
        if (!look->asking && now >= look->earliest(now))
            offer(*look, look->worth(now));
    }
    for (size_t i = 0; i < m_groups.size(); ++i) {
        const Group &group = survey(i);
        if (group.first && !group.asking && now >= group.first->earliest(now))
            offer(*group.first, worthOf(group.batch->chanceSince(now), *group.batch, group.weight, now));
    }
    const PlannedLook *chosen = best && (!starving || most >= 1e9 || m_turn % turns != turns - 1) ? best : starving;
    if (chosen)
        return Look{chosen->key, now};
    m_planned = earliest(now);
    return m_planned;
}

Instant LookPlan::due(const PlannedLook &look, const Group *group, Instant now, Instant limit) const
{
    const auto ready = [&](Instant at) {
        if (at < look.earliest(at))
            return false;
        if (look.worth(at) >= worthAsking || overdue(look, at, isQuiet()) >= 1)
            return true;
        return group && worthOf(look.batch->chanceUntil(at), *look.batch, group->weight, at) >= worthAsking;
    };
    if (!ready(limit))
        return limit;
    Instant never = now;
    if (ready(never))
        return now;
    while (limit - never > std::max<milliseconds>(50ms, (never - now) / 32)) {
        const Instant middle = never + (limit - never) / 2;
        (ready(middle) ? limit : never) = middle;
    }
    return limit;
}

std::optional<LookPlan::Look> LookPlan::earliest(Instant now) const
{
    std::optional<Look> found;
    const auto consider = [&](const PlannedLook &look, const Group *group) {
        const Instant limit = found ? found->at : now + horizon;
        if (const Instant at = due(look, group, now, limit); !found || at < found->at)
            found = Look{look.key, at};
    };
    for (const PlannedLook *look : m_alone) {
        if (!look->asking)
            consider(*look, nullptr);
    }
    for (size_t i = 0; i < m_groups.size(); ++i) {
        const Group &group = survey(i);
        if (group.first && !group.asking)
            consider(*group.first, &group);
    }
    return found;
}

std::optional<Instant> LookPlan::nextLookAt(MessageKey key, Instant now) const
{
    const PlannedLook *look = find(key);
    if (!look || look->asking)
        return std::nullopt;
    return due(*look, look->member ? &survey(look->group) : nullptr, now, now + horizon);
}

} // namespace waybill
