// The HTTP half of the practice environment, behind the relay.
#pragma once

#include "app/practice/calls/Context.h"

#include <memory>
#include <thread>

namespace practice {

class InnerServer;

/// cpp-httplib on a loopback port of its own, with every call on it, and a second one that stands for blob storage: its
/// port is open to clients, and it takes signed addresses only. One request a connection: keeping connections
/// open is the relay's business, and no thread is bound by an idle one.
class HttpServer
{
public:
    explicit HttpServer(const Context &context);
    ~HttpServer();

    /// Begins to listen; the port, or 0 when there is none to be had.
    quint16 start();

private:
    struct Listening {
        std::unique_ptr<InnerServer> server;
        std::thread thread;

        quint16 start();
        void stop();
    };

    void addCalls(httplib::Server &server);

    Context m_context;
    Listening m_own;
    Listening m_second;
};

} // namespace practice
