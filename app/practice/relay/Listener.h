// A public port of loopback, with a thread for each connection.
#pragma once

#include "app/practice/relay/Socket.h"

#include <QString>

#include <atomic>
#include <functional>
#include <list>
#include <thread>

namespace practice {

/// Accepts on 127.0.0.1 from `start` until it is destroyed.
class Listener
{
public:
    /// Serves one connection, on a thread of its own, until it is over or the signal is raised.
    using Serve = std::function<void(Socket client, const StopSignal &stop)>;

    Listener() = default;
    /// Ends all connections and waits for their threads.
    ~Listener();
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;

    /// Takes the port (0: any free one); 0 when it cannot be had, `problem()` says why.
    quint16 listen(quint16 port);
    void start(Serve serve);
    quint16 port() const { return m_port; }
    QString problem() const { return m_problem; }

private:
    struct Served {
        std::thread thread;
        std::atomic<bool> isOver = false;
    };

    void acceptAll();
    void sweep();

    Serve m_serve;
    StopSignal m_stop;
    Socket m_listener;
    quint16 m_port = 0;
    QString m_problem;
    std::list<Served> m_served; ///< touched by the accepting thread, and by the destructor after it
    std::thread m_thread;
};

} // namespace practice
