// The public port: a TCP proxy that can cut, slow down and garble what passes.
#pragma once

#include "app/practice/relay/CallChooser.h"
#include "app/practice/relay/Listener.h"

namespace practice {

/// Accepts on 127.0.0.1 and hands each request on to the HTTP server behind it, one thread a connection. Without a
/// fault it only passes bytes on, in constant memory.
class FaultRelay
{
public:
    explicit FaultRelay(FaultChooser chooser);

    /// Takes the port (0: any free one); 0 when it cannot be had, `problem()` says why.
    quint16 listen(quint16 port) { return m_listener.listen(port); }
    /// Begins to serve from the HTTP server on `upstreamPort`.
    void start(quint16 upstreamPort);
    quint16 port() const { return m_listener.port(); }
    QString problem() const { return m_listener.problem(); }

private:
    const FaultChooser m_chooser;
    Listener m_listener;
};

} // namespace practice
