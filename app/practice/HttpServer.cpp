#include "app/practice/HttpServer.h"

#include "app/practice/InnerServer.h"
#include "app/practice/calls/Answers.h"
#include "app/practice/calls/ErrorFileCalls.h"
#include "app/practice/calls/ExportCalls.h"
#include "app/practice/faults/FaultBook.h"

#include <QDateTime>
#include <QLocale>
#include <QUuid>

#include <limits>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

std::string newGuid()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}

std::string httpDate(int skewSeconds)
{
    const QDateTime time = QDateTime::currentDateTimeUtc().addSecs(skewSeconds);
    return QLocale::c().toString(time, u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s).toStdString();
}

} // namespace

HttpServer::HttpServer(const Context &context)
    : m_context(context), m_own{std::make_unique<InnerServer>(), {}, 0},
      m_second{std::make_unique<InnerServer>(), {}, 0}
{
    m_own.server->new_task_queue = [] { return new httplib::ThreadPool(64); };
    m_own.server->set_payload_max_length(std::numeric_limits<size_t>::max());
    m_own.server->set_read_timeout(600);
    m_own.server->set_write_timeout(600);
    addCalls(*m_own.server);
    m_second.server->new_task_queue = [] { return new httplib::ThreadPool(16); };
    m_second.server->set_write_timeout(600);
    addSignedFileCalls(*m_second.server, m_context);
    addBlobCalls(*m_second.server, m_context);
    for (InnerServer *server : {m_own.server.get(), m_second.server.get()}) {
        server->set_tcp_nodelay(true);
        server->set_post_routing_handler([this](const httplib::Request &, httplib::Response &response) {
            response.set_header("Date", httpDate(m_context.faults.clockSkew()));
            response.set_header("ms-dyn-aid", newGuid());
            response.set_header("x-ms-request-id", newGuid());
        });
    }
}

void HttpServer::addCalls(httplib::Server &server)
{
    if (m_context.authorityOrigin == m_context.url) {
        addTokenCalls(server, m_context);
        addSignInCalls(server, m_context);
    }
    addConnectorCalls(server, m_context);
    addExportCalls(server, m_context);
    addODataCalls(server, m_context);
    addErrorFileCalls(server, m_context);
    addPages(server, m_context);
    addControlCalls(server, m_context);
    addExportControl(server, m_context);
    server.set_error_handler(
        httplib::Server::HandlerWithResponse([](const httplib::Request &, httplib::Response &response) {
            if (response.status != 404 || !response.body.empty())
                return httplib::Server::HandlerResponse::Unhandled;
            answerPage(response, 404, u"404 - not found"_s, u"<p>There is nothing at this address.</p>"_s);
            return httplib::Server::HandlerResponse::Handled;
        }));
}

HttpServer::~HttpServer()
{
    m_own.stop();
    m_second.stop();
}

bool HttpServer::start()
{
    return m_second.start() && m_own.start();
}

bool HttpServer::Listening::start()
{
    const int taken = server->bind_to_any_port("127.0.0.1");
    if (taken <= 0)
        return false;
    port = quint16(taken);
    server->widenBacklog();
    thread = std::thread([this] { server->listen_after_bind(); });
    // stop() does nothing to a server whose loop has not begun yet, and a thread that begins later never ends.
    while (!server->is_running())
        std::this_thread::yield();
    return true;
}

void HttpServer::Listening::stop()
{
    server->stop();
    if (thread.joinable())
        thread.join();
}

} // namespace practice
