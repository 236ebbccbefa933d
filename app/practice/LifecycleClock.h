// The clock that lifecycles and batches go by.
#pragma once

#include <QString>

#include <mutex>

namespace practice {

/// Milliseconds of lifecycle time: real time multiplied by a speed, plus what was advanced by hand. Runs on while the
/// program is off (at the speed it had) and never goes back, so that no status does. Thread-safe.
class LifecycleClock
{
public:
    /// Goes on from what `folder` holds; `speed` counts from now on.
    LifecycleClock(const QString &folder, double speed);

    /// Lifecycle time now.
    qint64 now() const;
    void advance(double seconds);
    double speed() const { return m_speed; }
    /// Lifecycle time at which this profile's world began.
    qint64 began() const { return m_began; }

private:
    qint64 at(qint64 realMs) const;
    void save() const;

    const QString m_file;
    mutable std::mutex m_mutex;
    double m_speed;
    qint64 m_began = 0;
    qint64 m_baseReal = 0;  ///< real ms since the epoch at which m_baseClock held
    qint64 m_baseClock = 0; ///< lifecycle ms at m_baseReal
    mutable qint64 m_latest = 0;
};

} // namespace practice
