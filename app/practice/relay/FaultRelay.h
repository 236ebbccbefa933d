// The public port: a TCP proxy that can cut, slow down and garble what passes.
#pragma once

#include "app/practice/relay/CallChooser.h"
#include "app/practice/relay/Socket.h"

#include <atomic>
#include <list>
#include <thread>

namespace practice {

/// Accepts on 127.0.0.1 and hands each request on to the HTTP server behind it, one thread a connection. Without a
/// fault it only passes bytes on, in constant memory.
class FaultRelay
{
public:
    explicit FaultRelay(FaultChooser chooser);
    /// Ends all connections and waits for their threads.
    ~FaultRelay();

    /// Takes the port (0: any free one); 0 when it cannot be had, `problem()` says why.
    quint16 listen(quint16 port);
    /// Begins to serve from the HTTP server on `upstreamPort`.
    void start(quint16 upstreamPort);
    quint16 port() const { return m_port; }
    QString problem() const { return m_problem; }

private:
    struct Served {
        std::thread thread;
        std::atomic<bool> isOver = false;
    };

    void acceptAll();
    void sweep();

    const FaultChooser m_chooser;
    StopSignal m_stop;
    Socket m_listener;
    quint16 m_port = 0;
    quint16 m_upstreamPort = 0;
    QString m_problem;
    std::list<Served> m_served; ///< touched by the accepting thread, and by the destructor after it
    std::thread m_thread;
};

} // namespace practice
