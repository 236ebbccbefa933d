#pragma once

#include "app/messages/Recurrence.h"

#include <algorithm>

namespace waybill {

/// The batch of one recurring data job: it takes what waits for it, usually all at once, so one look at any message
/// tells of all. A value; no clock, no I/O.
class JobBatch
{
public:
    /// `usual`: its recurrence before anything was seen.
    explicit JobBatch(Seconds usual) : m_rhythm(usual) {}

    /// When something that waited was last seen to wait still: the batch has not come up to then.
    Instant waitedAt() const { return m_waitedAt; }
    /// A first message waits since then; nobody waited before.
    void beginWaiting(Instant since);
    /// One that had waited at waitedAt() waits still.
    void waits(Instant now);
    /// One that had waited at `from` had been taken at `now`.
    void came(Instant from, Instant now);
    /// After it came, another that had waited too was taken with it, or was not.
    void took(bool another);

    /// The chance that it has come since waitedAt().
    double chanceSince(Instant now) const;
    /// The same for a moment that is still to come.
    double chanceUntil(Instant later) const { return std::min(1.0, m_sum + m_rhythm.chance(m_summedTo, later)); }
    /// The share of what waits that it takes at once.
    double share() const { return (m_taken + 9) / (m_taken + m_left + 10); }
    const Recurrence &rhythm() const { return m_rhythm; }

private:
    Recurrence m_rhythm;
    Instant m_waitedAt{};
    double m_taken = 0, m_left = 0;
    mutable Instant m_summedTo{};
    mutable double m_sum = 0; ///< chances from m_waitedAt to m_summedTo
};

} // namespace waybill
