// The TLS port: takes the encryption off and hands the bytes on to a plain port.
#pragma once

#include "app/practice/relay/Listener.h"
#include "app/practice/tls/KeyPair.h"

namespace practice {

/// TLS 1.2 and 1.3 on 127.0.0.1, one thread a connection. What stands behind it is the fault relay, so that every fault
/// works over TLS too; a connection that the relay cuts ends here with TLS's own goodbye.
class TlsFront
{
public:
    explicit TlsFront(const KeyPair &identity);

    /// Takes the port (0: any free one); 0 when it cannot be had, `problem()` says why.
    quint16 listen(quint16 port) { return m_listener.listen(port); }
    /// Begins to hand connections on to `upstreamPort`.
    void start(quint16 upstreamPort);
    quint16 port() const { return m_listener.port(); }
    QString problem() const { return m_listener.problem(); }

private:
    std::shared_ptr<void> m_context; ///< SSL_CTX
    Listener m_listener;
};

} // namespace practice
