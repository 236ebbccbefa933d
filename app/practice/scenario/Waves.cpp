#include "app/practice/scenario/Waves.h"

#include "app/practice/Seed.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

/// In lifecycle seconds.
struct Rhythm {
    Trouble trouble;
    const char *name;
    int period;
    int shortest;
    int longest;
};

constexpr std::array rhythms{
    Rhythm{Trouble::Throttling, "throttling", 240, 20, 60},
    Rhythm{Trouble::BareThrottling, "throttling without Retry-After", 420, 15, 40},
    Rhythm{Trouble::ServerErrors, "server errors", 300, 20, 60},
    Rhythm{Trouble::Denials, "stored and denied", 600, 30, 60},
    Rhythm{Trouble::Cuts, "cut connections", 360, 20, 45},
    Rhythm{Trouble::SlowAnswers, "slow answers", 330, 30, 90},
    Rhythm{Trouble::SignIns, "sign-in", 900, 15, 40},
    Rhythm{Trouble::BusyJobs, "busy jobs", 480, 15, 40},
    Rhythm{Trouble::SlowBatches, "slow batches", 540, 90, 240},
};

const Rhythm &rhythmOf(Trouble trouble)
{
    return rhythms[std::size_t(trouble)];
}

} // namespace

QString Waves::nameOf(Trouble trouble)
{
    return QString::fromLatin1(rhythmOf(trouble).name);
}

Wave Waves::wave(Trouble trouble, qint64 sinceMs) const
{
    const Rhythm &rhythm = rhythmOf(trouble);
    const qint64 period = rhythm.period * 1000LL;
    const qint64 cycle = std::max<qint64>(sinceMs, 0) / period;
    const auto chance = [&](std::uint64_t which) {
        return fraction(mixed({m_seed, std::uint64_t(trouble), std::uint64_t(cycle), which}));
    };
    const double length = 1000 * (rhythm.shortest + (rhythm.longest - rhythm.shortest) * chance(0));
    const double begin = double(cycle * period) + (double(period) - length) * chance(1);
    const bool isOn = double(sinceMs) >= begin && double(sinceMs) < begin + length;
    return {trouble, isOn ? 0.4 + 0.6 * chance(2) : 0, qint64(begin + length)};
}

double Waves::strength(Trouble trouble, qint64 sinceMs) const
{
    return wave(trouble, sinceMs).strength;
}

QList<Wave> Waves::at(qint64 sinceMs) const
{
    QList<Wave> waves;
    for (const Rhythm &rhythm : rhythms)
        if (const Wave one = wave(rhythm.trouble, sinceMs); one.strength > 0)
            waves.append(one);
    return waves;
}

} // namespace practice
