#include "app/practice/relay/FaultRelay.h"

#include "app/practice/relay/RelayedConnection.h"

namespace practice {

FaultRelay::FaultRelay(FaultChooser chooser) : m_chooser(std::move(chooser)) {}

void FaultRelay::start(quint16 upstreamPort)
{
    m_listener.start([this, upstreamPort](Socket client, const StopSignal &stop) {
        RelayedConnection(std::move(client), upstreamPort, m_chooser, stop).run();
    });
}

} // namespace practice
