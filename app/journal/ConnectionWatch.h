#pragma once

#include <chrono>
#include <functional>

struct sqlite3;

namespace waybill {

class Connection;

/// As long as this lives, long statements of a connection ask about ten times a second whether to go on; after a no
/// they end with Cancelled, and what they had begun is taken back. Where Qt brings an SQLite of its own, nobody is
/// asked and a statement runs to its end. In the connection's thread; the connection outlives it.
class ConnectionWatch
{
public:
    ConnectionWatch(Connection &connection, std::function<bool()> goesOn);
    ~ConnectionWatch();
    ConnectionWatch(const ConnectionWatch &) = delete;
    ConnectionWatch &operator=(const ConnectionWatch &) = delete;

private:
    static int ask(void *self);

    std::function<bool()> m_goesOn;
    sqlite3 *m_handle; ///< none: not ours to call
    std::chrono::steady_clock::time_point m_next;
};

} // namespace waybill
