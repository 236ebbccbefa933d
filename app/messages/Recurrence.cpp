#include "app/messages/Recurrence.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace waybill {
using namespace std::chrono_literals;

namespace {
/// A batch that is due comes this time all the same, or not: it is late, held back, or the look came too early.
constexpr double missing = 0.05;
/// It comes at another moment than its recurrence says.
constexpr double astray = 0.02;
/// Seconds it is late at most, usually.
constexpr double lateness = 15;
/// Of any recurrence there stays at least this much.
constexpr double least = 1e-6;
/// The share of batches that are taken to have no recurrence before anything was seen.
constexpr double irregularShare = 0.1;
/// Recurrences above an hour, in hours.
constexpr int longOnes[] = {2, 3, 4, 6, 8, 12, 24};

double secondsOf(Instant instant)
{
    return double(instant.time_since_epoch().count()) / 1000.0;
}
} // namespace

Recurrence::Recurrence(Seconds usual) : m_irregular(irregularShare), m_waited(usual.count())
{
    const auto add = [this, usual](qint64 seconds, qint64 step) {
        const double octaves = std::log2(double(seconds) / usual.count());
        const double share = std::exp(-octaves * octaves / 8);
        const auto phases = size_t(seconds / step);
        m_periods.push_back({seconds, step, std::vector<float>(phases, float(share / double(phases)))});
        m_total += share;
    };
    for (int minutes = 1; minutes <= 60; ++minutes)
        add(minutes * 60, 10);
    for (const int hours : longOnes)
        add(hours * 3600, 60);
    for (Period &period : m_periods) {
        for (float &weight : period.weight)
            weight *= float((1 - irregularShare) / m_total);
    }
    m_total = 1;
}

template <class Some, class Work>
void Recurrence::each(Some &period, Instant from, Instant to, Work work)
{
    const auto phases = qint64(period.weight.size());
    const double step = double(period.step), spread = step + lateness;
    const auto first = qint64(std::floor((secondsOf(from) - spread) / step));
    const auto end = qint64(std::ceil(secondsOf(to) / step));
    // It is not there yet at a time after the beginning of its phase with this chance.
    const auto away = [spread](double after) { return 1 - (1 - missing) * std::clamp(after / spread, 0.0, 1.0); };
    for (qint64 i = std::max({first, end - 2 * phases, qint64(0)}); i < end; ++i) {
        const double begin = double(i) * step;
        const double still = away(secondsOf(to) - begin) / away(secondsOf(from) - begin);
        if (still < 1)
            work(period.weight[size_t(i % phases)], still);
    }
}

double Recurrence::chance(Instant from, Instant to) const
{
    if (to <= from)
        return 0;
    double due = 0;
    for (const Period &period : m_periods)
        each(period, from, to, [&due](float weight, double still) { due += weight * (1 - still); });
    const double any = 1 - std::exp(-m_visits / m_waited * Seconds(to - from).count());
    return std::min(1.0, (due + m_irregular * any) / m_total);
}

void Recurrence::stayedAway(Instant from, Instant to)
{
    if (to <= from)
        return;
    for (Period &period : m_periods) {
        each(period, from, to, [this](float &weight, double still) {
            const auto left = weight * float(still);
            m_total -= weight - left;
            weight = left;
        });
    }
    const double waited = Seconds(to - from).count();
    const double left = m_irregular * std::exp(-m_visits / m_waited * waited);
    m_total -= m_irregular - left;
    m_irregular = left;
    m_waited += waited;
    if (m_total < 0.01)
        level();
}

void Recurrence::came(Instant from, Instant to)
{
    if (to <= from)
        return;
    const double length = Seconds(to - from).count();
    const auto other = float(astray * std::min(1.0, length / lateness));
    for (Period &period : m_periods) {
        if (length >= double(period.seconds))
            continue; // every phase was in it
        // All is made little, then what falls inside is given back.
        for (float &weight : period.weight)
            weight *= other;
        each(period, from, to, [other](float &weight, double still) { weight *= float(1 - still) / other + 1; });
    }
    m_irregular *= std::max(1 - std::exp(-m_visits / m_waited * length), double(other));
    m_visits += 1;
    level();
}

void Recurrence::level()
{
    double total = m_irregular;
    for (const Period &period : m_periods)
        total = std::accumulate(period.weight.begin(), period.weight.end(), total);
    // Nothing is ever ruled out: a recurrence may be changed in the service.
    const auto scaled = [total](double weight, double phases) { return std::max(weight / total, least / phases); };
    m_total = m_irregular = scaled(m_irregular, 1);
    for (Period &period : m_periods) {
        for (float &weight : period.weight) {
            weight = float(scaled(weight, double(period.weight.size())));
            m_total += weight;
        }
    }
}

const Recurrence::Period *Recurrence::likeliest() const
{
    const Period *best = nullptr;
    double most = 0;
    for (const Period &period : m_periods) {
        const double sum = std::accumulate(period.weight.begin(), period.weight.end(), 0.0);
        if (sum > most) {
            most = sum;
            best = &period;
        }
    }
    return most > 0.5 * m_total ? best : nullptr;
}

std::optional<std::chrono::minutes> Recurrence::period() const
{
    const Period *best = likeliest();
    return best ? std::optional(std::chrono::minutes(best->seconds / 60)) : std::nullopt;
}

std::optional<Instant> Recurrence::next(Instant now) const
{
    const Period *best = likeliest();
    if (!best)
        return std::nullopt;
    const auto phase = std::ranges::max_element(best->weight) - best->weight.begin();
    const qint64 wanted = qint64(phase) * best->step + best->step / 2;
    const auto at = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    const qint64 ahead = ((wanted - at) % best->seconds + best->seconds) % best->seconds;
    return now + std::chrono::seconds(ahead);
}

} // namespace waybill
