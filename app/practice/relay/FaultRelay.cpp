#include "app/practice/relay/FaultRelay.h"

#include "app/practice/relay/RelayedConnection.h"

#include <cerrno>
#include <cstring>

namespace practice {

FaultRelay::FaultRelay(FaultChooser chooser) : m_chooser(std::move(chooser)) {}

FaultRelay::~FaultRelay()
{
    m_stop.raise();
    if (m_thread.joinable())
        m_thread.join();
    for (Served &served : m_served)
        served.thread.join();
}

quint16 FaultRelay::listen(quint16 port)
{
    m_listener = Socket::listenOn(port);
    if (!m_listener.isOpen()) {
        m_problem = QString::fromLocal8Bit(std::strerror(errno));
        return 0;
    }
    m_port = m_listener.localPort();
    return m_port;
}

void FaultRelay::start(quint16 upstreamPort)
{
    m_upstreamPort = upstreamPort;
    m_thread = std::thread([this] { acceptAll(); });
}

void FaultRelay::acceptAll()
{
    while (true) {
        Socket client = m_listener.accept(m_stop);
        if (!client.isOpen())
            return;
        sweep();
        Served &served = m_served.emplace_back();
        served.thread = std::thread([this, &served, client = std::move(client)]() mutable {
            RelayedConnection(std::move(client), m_upstreamPort, m_chooser, m_stop).run();
            served.isOver = true;
        });
    }
}

void FaultRelay::sweep()
{
    m_served.remove_if([](Served &served) {
        if (!served.isOver)
            return false;
        served.thread.join();
        return true;
    });
}

} // namespace practice
