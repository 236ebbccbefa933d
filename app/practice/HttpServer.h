// The HTTP half of the practice environment, behind the relay.
#pragma once

#include "app/practice/calls/Context.h"

#include <memory>
#include <thread>

namespace practice {

class InnerServer;

/// cpp-httplib on a loopback port of its own, with every call on it, and a second one that stands for blob storage
/// and takes signed addresses only. One request a connection: keeping connections
/// open is the relay's business, and no thread is bound by an idle one.
class HttpServer
{
public:
    explicit HttpServer(const Context &context);
    ~HttpServer();

    /// Begins to listen on both; false when there is no port to be had.
    bool start();
    quint16 port() const { return m_own.port; }
    /// Of the second server.
    quint16 secondPort() const { return m_second.port; }

private:
    struct Listening {
        std::unique_ptr<InnerServer> server;
        std::thread thread;
        quint16 port = 0;

        bool start();
        void stop();
    };

    void addCalls(httplib::Server &server);

    Context m_context;
    Listening m_own;
    Listening m_second;
};

} // namespace practice
