// Tells everybody who waits that the relay ends.
#pragma once

#include <chrono>

namespace practice {

/// Raised once, for good: everybody who waits on a socket wakes up and gives up. Thread-safe.
class StopSignal
{
public:
    StopSignal();
    ~StopSignal();
    StopSignal(const StopSignal &) = delete;
    StopSignal &operator=(const StopSignal &) = delete;

    void raise();
    /// Readable once raised, for poll().
    int descriptor() const { return m_ends[0]; }
    /// Sleeps, or returns false at once when raised.
    bool pause(std::chrono::milliseconds duration) const;

private:
    int m_ends[2] = {-1, -1};
};

} // namespace practice
