// One client's connection through the relay.
#pragma once

#include "app/practice/relay/BodyMeter.h"
#include "app/practice/relay/CallChooser.h"
#include "app/practice/relay/Socket.h"
#include "app/practice/relay/Wire.h"

namespace practice {

/// Serves the requests of one connection one after the other, each over a new connection to the HTTP server, with the
/// fault that was chosen for it.
class RelayedConnection
{
public:
    RelayedConnection(Socket client, quint16 upstreamPort, const FaultChooser &chooser, const StopSignal &stop);
    /// Returns when the connection is over.
    void run();

private:
    /// What a request's upload came to.
    enum class Upload { Done, Answered, Broken };

    bool serveOne();
    std::optional<Fault> chooseFault(const HttpHead &head, const BodyMeter &body);
    Upload passBody(BodyMeter body, const Socket &server, const std::optional<Fault> &fault);
    bool passAnswer(const HttpHead &request, const Socket &server, const std::optional<Fault> &fault, bool isLast);
    bool passAnswerBody(Wire &wire, BodyMeter body, const std::optional<Fault> &fault);
    bool cutInHead(const QByteArray &head, const Fault &fault);
    void waitForClient();

    Socket m_client;
    const quint16 m_upstreamPort;
    const FaultChooser &m_chooser;
    const StopSignal &m_stop;
    Wire m_wire;
};

} // namespace practice
