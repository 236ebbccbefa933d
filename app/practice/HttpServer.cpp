#include "app/practice/HttpServer.h"

#include "app/practice/InnerServer.h"
#include "app/practice/calls/Answers.h"
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

HttpServer::HttpServer(const Context &context) : m_context(context), m_server(std::make_unique<InnerServer>())
{
    m_server->new_task_queue = [] { return new httplib::ThreadPool(64); };
    m_server->set_payload_max_length(std::numeric_limits<size_t>::max());
    m_server->set_read_timeout(600);
    m_server->set_write_timeout(600);
    m_server->set_tcp_nodelay(true);
    addTokenCalls(*m_server, m_context);
    addConnectorCalls(*m_server, m_context);
    addDataCalls(*m_server, m_context);
    addPages(*m_server, m_context);
    addControlCalls(*m_server, m_context);
    m_server->set_error_handler(
        httplib::Server::HandlerWithResponse([](const httplib::Request &, httplib::Response &response) {
            if (response.status != 404 || !response.body.empty())
                return httplib::Server::HandlerResponse::Unhandled;
            answerPage(response, 404, u"404 - not found"_s, u"<p>There is nothing at this address.</p>"_s);
            return httplib::Server::HandlerResponse::Handled;
        }));
    m_server->set_post_routing_handler([this](const httplib::Request &, httplib::Response &response) {
        response.set_header("Date", httpDate(m_context.faults.clockSkew()));
        response.set_header("ms-dyn-aid", newGuid());
        response.set_header("x-ms-request-id", newGuid());
    });
}

HttpServer::~HttpServer()
{
    m_server->stop();
    if (m_thread.joinable())
        m_thread.join();
}

quint16 HttpServer::start()
{
    const int port = m_server->bind_to_any_port("127.0.0.1");
    if (port <= 0)
        return 0;
    m_server->widenBacklog();
    m_thread = std::thread([this] { m_server->listen_after_bind(); });
    // stop() does nothing to a server whose loop has not begun yet, and a thread that begins later never ends.
    while (!m_server->is_running())
        std::this_thread::yield();
    return quint16(port);
}

} // namespace practice
