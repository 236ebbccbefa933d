#pragma once

#include "app/base/Instant.h"

#include <optional>
#include <vector>

namespace waybill {

/// When a job's batch comes, learnt from when it was seen to come and not to come. Weighs every usual recurrence (whole
/// minutes up to an hour, some hours) at every phase, and beside them a batch that comes at no fixed time. A value; no
/// clock, no I/O.
class Recurrence
{
public:
    /// `usual`: the recurrence that is likeliest before anything was seen; others less, the further away.
    explicit Recurrence(Seconds usual = std::chrono::minutes(15));

    /// The batch came between two looks.
    void came(Instant from, Instant to);
    /// Something waited for it, and it did not come between two looks.
    void stayedAway(Instant from, Instant to);

    /// The chance that it comes (came) between two moments.
    double chance(Instant from, Instant to) const;

    /// The recurrence, when it is fairly certain.
    std::optional<std::chrono::minutes> period() const;
    /// When it comes next after `now`, when its recurrence is fairly certain.
    std::optional<Instant> next(Instant now) const;

private:
    /// One recurrence: how likely it is together with each phase.
    struct Period {
        qint64 seconds;
        qint64 step; ///< seconds of one phase
        std::vector<float> weight;
    };
    /// Calls `work(weight, still)` for each phase that is due between two moments, or a little before them; `still` is
    /// the chance that a batch with that phase has not come at the second, when it had not come at the first.
    template <class Some, class Work>
    static void each(Some &period, Instant from, Instant to, Work work);
    const Period *likeliest() const;
    void level();

    std::vector<Period> m_periods;
    double m_total = 0;  ///< of all weights
    double m_irregular;  ///< weight of a batch without a recurrence
    double m_visits = 1; ///< of that batch, as if one had been seen …
    double m_waited;     ///< … in so many seconds
};

} // namespace waybill
