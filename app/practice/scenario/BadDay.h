// A day on which everything goes wrong that can, again and again, for as long as wanted.
#pragma once

#include "app/practice/Lifecycle.h"
#include "app/practice/faults/Fault.h"
#include "app/practice/scenario/Waves.h"

#include <optional>

namespace practice {

/// The scenario "bad-day". All of it follows from the seed, the lifecycle time since the day began, and how many
/// requests of a kind came before: the same requests at the same times meet the same trouble.
class BadDay
{
public:
    explicit BadDay(std::uint64_t seed) : m_seed(seed), m_waves(seed) {}

    /// The fault for request number `count` (from 0) of that call.
    std::optional<Fault> faultFor(const QString &call, std::uint64_t count, qint64 sinceMs) const;

    /// An unusual life: stuck, very slow, unknown words, failing for no reason in the file. Nothing for most messages.
    std::optional<LifecycleScript> lifeOf(const LifecycleSubject &subject) const;

    /// How many times longer than usual a batch works that begins then.
    double pace(qint64 sinceMs) const;

    std::uint64_t seed() const { return m_seed; }
    const Waves &waves() const { return m_waves; }

private:
    std::uint64_t m_seed;
    Waves m_waves;
};

} // namespace practice
