// One client's TLS connection.
#pragma once

#include "app/practice/relay/Socket.h"

#include <QByteArray>

#include <memory>

namespace practice {

/// Passes bytes between a TLS client and a plain port, in both directions and in constant memory, until one side ends.
class TlsConnection
{
public:
    /// `context`: an SSL_CTX that outlives the connection.
    TlsConnection(Socket client, void *context, const StopSignal &stop);
    void run(quint16 upstreamPort);

private:
    /// Bytes on their way to one side.
    struct Direction {
        QByteArray bytes;
        qsizetype begin = 0;
        bool ended = false; ///< the side they come from will send no more

        bool isEmpty() const { return begin == bytes.size(); }
    };

    bool shakeHands();
    /// Each true when it got on.
    bool readClient();
    bool writeClient();
    bool readServer();
    bool writeServer();
    /// Notes what OpenSSL waits for after `result`; false when the connection is over.
    bool mustWait(int result);
    /// Waits until something can be done; false on stop.
    bool wait() const;

    Socket m_client;
    Socket m_server;
    const StopSignal &m_stop;
    std::shared_ptr<void> m_tls; ///< SSL
    Direction m_toServer;
    Direction m_toClient;
    bool m_wantsRead = false;
    bool m_wantsWrite = false;
    bool m_broken = false;
};

} // namespace practice
