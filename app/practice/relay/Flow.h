// How fast bytes may pass, and how many before the line is cut.
#pragma once

#include "app/practice/relay/Socket.h"

#include <chrono>
#include <limits>

namespace practice {

/// Passes bytes on to a socket: at once, or so many a second, and no more than a limit. For one body.
class Flow
{
public:
    Flow(const Socket &target, const StopSignal &stop) : m_target(target), m_stop(stop) {}

    void limitSpeed(double bytesPerSecond) { m_bytesPerSecond = bytesPerSecond; }
    /// After this many bytes `isCut()` holds.
    void cutAfter(qint64 bytes) { m_left = bytes; }
    bool isCut() const { return m_left <= 0; }

    /// False when the target is gone, or on stop. What lies behind the cut is dropped.
    bool pass(const char *data, qsizetype size);

private:
    const Socket &m_target;
    const StopSignal &m_stop;
    double m_bytesPerSecond = 0; ///< 0: no limit
    qint64 m_left = std::numeric_limits<qint64>::max();
    qint64 m_passed = 0;
    std::chrono::steady_clock::time_point m_began = std::chrono::steady_clock::now();
};

} // namespace practice
