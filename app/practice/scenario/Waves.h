// When which trouble is on: waves that follow the lifecycle clock.
#pragma once

#include <QList>
#include <QString>

#include <cstdint>

namespace practice {

/// What comes in waves on a bad day.
enum class Trouble {
    Throttling,     ///< 429 with Retry-After
    BareThrottling, ///< 429 without
    ServerErrors,   ///< 500, 503, 504, pages of HTML
    Denials,        ///< an enqueue is stored and answered by an error
    Cuts,           ///< connections end in the middle
    SlowAnswers,
    SignIns, ///< 401 and redirects to the sign-in page
    BusyJobs,
    SlowBatches,
};

/// A wave at one moment.
struct Wave {
    Trouble trouble;
    double strength = 0; ///< above 0 to 1
    qint64 endsMs = 0;   ///< since the day began
};

/// The waves of one seed, without end: each trouble comes once in every period of its own, for a while and with a
/// strength that chance decides. A pure function of the seed and the time.
class Waves
{
public:
    explicit Waves(std::uint64_t seed) : m_seed(seed) {}

    /// Lifecycle time since the day began; 0 when the trouble is not on.
    double strength(Trouble trouble, qint64 sinceMs) const;
    /// All that are on.
    QList<Wave> at(qint64 sinceMs) const;

    static QString nameOf(Trouble trouble);

private:
    Wave wave(Trouble trouble, qint64 sinceMs) const;

    std::uint64_t m_seed;
};

} // namespace practice
