#pragma once

class QThreadPool;

namespace waybill {

/// Threads for short file calls, such as one read or one write: a folder on a network that does not answer holds up the
/// call and whoever waits for it, and no window. More of them than processors, since they wait rather than work. Any
/// thread; the program ends when the calls that are under way have.
QThreadPool &fileThreads();

} // namespace waybill
