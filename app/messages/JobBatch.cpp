#include "app/messages/JobBatch.h"

#include <algorithm>

namespace waybill {
using namespace std::chrono_literals;

namespace {
/// At so many that were taken or left all of them count half from then on.
constexpr double many = 64;
/// Longer than this between two looks says too little about when it came.
constexpr auto longestGap = 12h;
} // namespace

void JobBatch::beginWaiting(Instant since)
{
    m_waitedAt = m_summedTo = since;
    m_sum = 0;
}

void JobBatch::waits(Instant now)
{
    m_rhythm.stayedAway(m_waitedAt, now);
    beginWaiting(now);
}

void JobBatch::came(Instant from, Instant now)
{
    if (now - from < longestGap)
        m_rhythm.came(from, now);
    beginWaiting(now);
}

void JobBatch::took(bool another)
{
    (another ? m_taken : m_left) += 1;
    if (m_taken + m_left > many) {
        m_taken /= 2;
        m_left /= 2;
    }
}

double JobBatch::chanceSince(Instant now) const
{
    // Summed up second by second: asked for many times a second.
    if (now - m_summedTo >= 1s) {
        m_sum = std::min(1.0, m_sum + m_rhythm.chance(m_summedTo, now));
        m_summedTo = now;
    }
    return m_sum;
}

} // namespace waybill
