#pragma once

#include <coroutine>

#ifdef __SANITIZE_ADDRESS__
#include <mutex>
#include <set>
#endif

namespace waybill {

/// Which coroutines wait for the journal. Those that still wait when it ends are never resumed (Journal.h), and nothing
/// else knows of them by then: in a build that looks for leaks at a program's end they are named here while they wait,
/// so that only what nobody waits for is told as lost. Any thread. In other builds this is nothing.
class HeldWaiters
{
public:
#ifdef __SANITIZE_ADDRESS__
    static void hold(std::coroutine_handle<> waiter)
    {
        const std::lock_guard lock(all().mutex);
        all().frames.insert(waiter.address());
    }
    /// Also where `waiter` never came to wait, and is null.
    static void letGo(std::coroutine_handle<> waiter)
    {
        const std::lock_guard lock(all().mutex);
        all().frames.erase(waiter.address());
    }

private:
    struct Frames {
        std::mutex mutex;
        std::set<void *> frames;
    };
    /// Never freed: leaks are looked for after everything else has ended.
    static Frames &all()
    {
        static auto *const frames = new Frames;
        return *frames;
    }
#else
    static void hold(std::coroutine_handle<>) {}
    static void letGo(std::coroutine_handle<>) {}
#endif
};

} // namespace waybill
