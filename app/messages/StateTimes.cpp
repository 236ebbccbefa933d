#include "app/messages/StateTimes.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace waybill {

namespace {
/// What is assumed weighs as much as so many messages that were watched from beginning to end.
constexpr double assumedMessages = 5;
/// At so many changes all that was seen counts half from then on: habits change.
constexpr double manyChanges = 512;
/// The assumed share that is still there at an age is (1 + age / scale) ^ -shape: no age is impossible.
constexpr double shape = 1.5;
} // namespace

StateTimes::StateTimes(Seconds usual) : m_usual(std::max(usual.count(), 0.1)) {}

StateTimes::StateTimes(std::shared_ptr<const StateTimes> likely) : m_likely(std::move(likely)) {}

double StateTimes::begins(int stretch)
{
    static const auto table = [] {
        Table ages{};
        for (int i = 1; i < stretches; ++i)
            ages[size_t(i)] = std::exp2((i - 1) / 2.0);
        return ages;
    }();
    return table[size_t(stretch)];
}

int StateTimes::stretchOf(double age)
{
    if (age < 1)
        return 0;
    // The exponent is the octave; of its second half the fraction is at least the square root of two.
    const auto bits = std::bit_cast<quint64>(age);
    const int octave = int(bits >> 52) - 1023;
    constexpr auto half = std::bit_cast<quint64>(std::numbers::sqrt2);
    constexpr quint64 fraction = (quint64(1) << 52) - 1;
    return std::min(stretches - 1, 1 + 2 * octave + int((bits & fraction) >= (half & fraction)));
}

void StateTimes::expose(double from, double to)
{
    for (int i = stretchOf(from); i < stretches && from < to; ++i) {
        const double end = i + 1 < stretches ? std::min(begins(i + 1), to) : to;
        m_watched[size_t(i)] += std::max(0.0, end - from);
        from = std::max(from, end);
    }
    m_stale = true;
    ++m_version;
}

void StateTimes::stayed(Seconds from, Seconds to)
{
    expose(std::max(0.0, from.count()), to.count());
}

void StateTimes::left(Seconds from, Seconds to)
{
    const double begin = std::max(0.0, from.count());
    if (to.count() < begin || to.count() > 4 * begin + 120)
        return;
    const double age = (begin + to.count()) / 2;
    expose(begin, age);
    m_seen[size_t(stretchOf(age))] += 1;
    m_changes += 1;
    if (m_changes > manyChanges)
        forgetSome();
}

void StateTimes::forgetSome()
{
    for (size_t i = 0; i < stretches; ++i) {
        m_seen[i] /= 2;
        m_watched[i] /= 2;
    }
    m_changes /= 2;
}

double StateTimes::priorLeft(double age) const
{
    if (m_likely)
        return std::exp(-m_likely->hazardUntil(age));
    const double scale = m_usual / (std::exp2(1 / shape) - 1);
    return std::pow(1 + age / scale, -shape);
}

double StateTimes::width(int stretch)
{
    return stretch + 1 < stretches ? begins(stretch + 1) - begins(stretch) : begins(stretch);
}

void StateTimes::assume() const
{
    double there = priorLeft(0);
    for (int i = 0; i < stretches; ++i) {
        const size_t at = size_t(i);
        const double later = priorLeft(begins(i) + width(i));
        m_assumedTime[at] = std::max(assumedMessages * width(i) * (there + later) / 2, 1e-3);
        m_assumed[at] = later > 0 ? std::log(there / later) / width(i) * m_assumedTime[at] : 0;
        there = later;
    }
}

void StateTimes::renew() const
{
    // The wider circle learns all the time; following it at a distance is near enough.
    if (m_assumed[0] == 0 || (m_likely && m_likely->m_version - m_likelyVersion >= 64)) {
        m_likelyVersion = m_likely ? m_likely->m_version : 0;
        assume();
    } else if (!m_stale) {
        return;
    }
    double sum = 0;
    for (int i = 0; i < stretches; ++i) {
        const size_t at = size_t(i);
        m_rate[at] = (m_seen[at] + m_assumed[at]) / (m_watched[at] + m_assumedTime[at]);
        m_sum[at] = sum;
        sum += m_rate[at] * width(i);
    }
    m_stale = false;
}

double StateTimes::hazardUntil(double age) const
{
    renew();
    const int i = stretchOf(age);
    return m_sum[size_t(i)] + m_rate[size_t(i)] * (age - begins(i));
}

double StateTimes::chance(Seconds from, Seconds to) const
{
    const double begin = std::max(0.0, from.count());
    if (to.count() <= begin)
        return 0;
    const double hazard = hazardUntil(to.count()) - hazardUntil(begin);
    // Asked thousands of times a second, nearly always of little: the series is near enough there.
    return hazard < 0.02 ? hazard * (1 - hazard / 2) : 1 - std::exp(-hazard);
}

Seconds StateTimes::median() const
{
    renew();
    const double half = std::log(2.0);
    int i = 0;
    while (i + 1 < stretches && m_sum[size_t(i) + 1] < half)
        ++i;
    return Seconds(begins(i) + (half - m_sum[size_t(i)]) / m_rate[size_t(i)]);
}

} // namespace waybill
