#include "app/practice/relay/Listener.h"

#include <cerrno>
#include <cstring>

namespace practice {

Listener::~Listener()
{
    m_stop.raise();
    if (m_thread.joinable())
        m_thread.join();
    for (Served &served : m_served)
        served.thread.join();
}

quint16 Listener::listen(quint16 port)
{
    m_listener = Socket::listenOn(port);
    if (!m_listener.isOpen()) {
        m_problem = QString::fromLocal8Bit(std::strerror(errno));
        return 0;
    }
    m_port = m_listener.localPort();
    return m_port;
}

void Listener::start(Serve serve)
{
    m_serve = std::move(serve);
    m_thread = std::thread([this] { acceptAll(); });
}

void Listener::acceptAll()
{
    while (true) {
        Socket client = m_listener.accept(m_stop);
        if (!client.isOpen())
            return;
        sweep();
        Served &served = m_served.emplace_back();
        served.thread = std::thread([this, &served, client = std::move(client)]() mutable {
            m_serve(std::move(client), m_stop);
            served.isOver = true;
        });
    }
}

void Listener::sweep()
{
    m_served.remove_if([](Served &served) {
        if (!served.isOver)
            return false;
        served.thread.join();
        return true;
    });
}

} // namespace practice
