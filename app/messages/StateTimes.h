#pragma once

#include "app/base/Instant.h"

#include <array>
#include <memory>

namespace waybill {

/// How long messages stay in one state, learnt as they are watched: the chance of leaving it, by age. Ages are cut into
/// stretches that grow by half an octave (1 s … 12 days), each with the changes that were seen in it and the time that
/// was watched there, so that what never changes teaches as much as what does. A value; no clock, no I/O.
class StateTimes
{
public:
    /// Before anything was seen: half have left at `usual`, and the longer one has stayed the longer it will.
    explicit StateTimes(Seconds usual);
    /// Before anything was seen: as `likely` (what was learnt of a wider circle, which goes on learning).
    explicit StateTimes(std::shared_ptr<const StateTimes> likely);

    /// Watched from one age to a later one without a change.
    void stayed(Seconds from, Seconds to);
    /// Left between two ages. Too wide a gap teaches nothing.
    void left(Seconds from, Seconds to);

    /// The chance that one that was still there at the age `from` has left at the age `to`.
    double chance(Seconds from, Seconds to) const;
    /// The age at which half have left.
    Seconds median() const;
    /// Changes seen, older ones counting less.
    double changes() const { return m_changes; }

private:
    static constexpr int stretches = 42;
    /// For each stretch up to its end.
    using Table = std::array<double, stretches>;

    static double begins(int stretch);
    static double width(int stretch);
    static int stretchOf(double age);
    void expose(double from, double to);
    void forgetSome();
    double priorLeft(double age) const;
    double hazardUntil(double age) const;
    void assume() const;
    void renew() const;

    double m_usual = 0;
    std::shared_ptr<const StateTimes> m_likely;
    Table m_seen{};    ///< changes
    Table m_watched{}; ///< seconds
    double m_changes = 0;
    quint32 m_version = 0;

    mutable bool m_stale = true;
    mutable quint32 m_likelyVersion = 0;
    mutable Table m_assumed{}, m_assumedTime{}; ///< changes and seconds, as if they had been seen
    mutable Table m_rate{};                     ///< changes a second
    mutable Table m_sum{};                      ///< rate × seconds before the stretch
};

} // namespace waybill
