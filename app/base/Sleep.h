#pragma once

#include <qcorotask.h>

#include <chrono>
#include <stop_token>

namespace waybill {

/// Waits on the calling thread's event loop; no time at all where `duration` is over already. False when `stop` was
/// asked before the time was over; resumes at once then. `stop` may be asked from any thread.
QCoro::Task<bool> sleepFor(std::chrono::milliseconds duration, std::stop_token stop);

} // namespace waybill
