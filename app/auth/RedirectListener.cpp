#include "app/auth/RedirectListener.h"

#include "app/auth/AadstsCodes.h"

#include <QTcpSocket>
#include <QTimer>
#include <QUrlQuery>

#include <algorithm>
#include <chrono>
#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr qsizetype longestHead = 32 << 10; ///< bytes; a code may have some thousand
constexpr qsizetype mostConnections = 32;   ///< at a time
constexpr auto patience = 20s;              ///< for a whole request
constexpr int mostPorts = 20;               ///< tried until both families have the same

QByteArray page(const QByteArray &title, const QByteArray &text)
{
    return "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>" + title +
           "</title></head><body><h1>" + title + "</h1><p>" + text + "</p></body></html>";
}

QByteArray reply(const QByteArray &status, const QByteArray &body)
{
    return "HTTP/1.1 " + status +
           "\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: " + QByteArray::number(body.size()) +
           "\r\nCache-Control: no-store\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'; "
           "base-uri 'none'; form-action 'none'\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"
           "Connection: close\r\n\r\n" +
           body;
}

void sayAndHangUp(QTcpSocket *socket, const QByteArray &bytes)
{
    socket->write(bytes);
    socket->flush();
    socket->disconnectFromHost();
}

QByteArray headerOf(const QByteArray &head, const QByteArray &name)
{
    for (const QByteArray &row : head.split('\n')) {
        const qsizetype colon = row.indexOf(':');
        if (colon > 0 && row.left(colon).trimmed().compare(name, Qt::CaseInsensitive) == 0)
            return row.mid(colon + 1).trimmed();
    }
    return {};
}
/// `target` begins with `/?`.
QUrlQuery queryOf(const QByteArray &target)
{
    return QUrlQuery(QString::fromLatin1(target.mid(2)).replace(u'+', u"%20"_s));
}

bool carriesAnswer(const QUrlQuery &query)
{
    return query.hasQueryItem(u"code"_s) || query.hasQueryItem(u"error"_s) || query.hasQueryItem(u"state"_s);
}
} // namespace

RedirectListener::RedirectListener(QByteArray state) : m_state(std::move(state))
{
    for (QTcpServer *server : {&m_four, &m_six})
        connect(server, &QTcpServer::newConnection, this, [this, server] { accept(*server); });
}

RedirectListener::~RedirectListener()
{
    close();
}

Result<void> RedirectListener::listen()
{
    for (int i = 0; i < mostPorts; ++i) {
        if (!m_four.listen(QHostAddress::LocalHost))
            break;
        if (m_six.listen(QHostAddress::LocalHostIPv6, m_four.serverPort()))
            return {};
        if (m_six.serverError() != QAbstractSocket::AddressInUseError)
            return {}; // a computer without IPv6
        m_four.close();
    }
    return fail(ErrorKind::Unreachable,
                u"No port of this computer is free for the browser to come back to. Sign in with a device code, or "
                u"close programs and try again."_s,
                m_four.errorString());
}

QUrl RedirectListener::address() const
{
    return QUrl(u"http://localhost:%1"_s.arg(m_four.serverPort()));
}

void RedirectListener::close()
{
    m_four.close();
    m_six.close();
    const auto pending = std::exchange(m_pending, {});
    for (const Pending &one : pending)
        one.socket->abort();
}

void RedirectListener::drop(QTcpSocket *socket)
{
    m_pending.removeIf([socket](const Pending &one) { return one.socket == socket; });
}

void RedirectListener::accept(QTcpServer &server)
{
    while (QTcpSocket *socket = server.nextPendingConnection()) {
        // A socket may have to say its last words when this is gone already.
        socket->setParent(nullptr);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(patience, socket, [socket] { socket->abort(); });
        if (m_outcome) {
            socket->abort();
            continue;
        }
        // Whoever only waits keeps nobody out: not the answer itself either.
        if (m_pending.size() >= mostConnections)
            m_pending.takeFirst().socket->abort();
        m_pending.append(Pending{socket, {}});
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] { drop(socket); });
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        if (socket->bytesAvailable() > 0)
            read(socket);
    }
}

void RedirectListener::read(QTcpSocket *socket)
{
    const auto pending = std::ranges::find(m_pending, socket, &Pending::socket);
    if (pending == m_pending.end())
        return;
    pending->bytes += socket->readAll();
    const qsizetype end = pending->bytes.indexOf("\r\n\r\n");
    if (end < 0 && pending->bytes.size() <= longestHead)
        return;
    const QByteArray head = pending->bytes.left(std::max<qsizetype>(end, 0));
    m_pending.erase(pending);
    const QByteArrayList words = head.left(head.indexOf("\r\n")).split(' ');
    const QByteArray port = ':' + QByteArray::number(m_four.serverPort());
    const QByteArray host = headerOf(head, "Host").toLower();
    const bool isOurs = host == "localhost" + port || host == "127.0.0.1" + port || host == "[::1]" + port;
    const QByteArray target = words.value(1);
    const bool isGet = words.size() == 3 && words[0] == "GET" && target.startsWith("/?");
    if (!isOurs || !isGet || !carriesAnswer(queryOf(target))) {
        const QByteArray nothing = page("Nothing here", "Waybill waits here for the end of a sign-in.");
        sayAndHangUp(socket, reply("404 Not Found", nothing));
        return;
    }
    answer(socket, target);
}

void RedirectListener::answer(QTcpSocket *socket, const QByteArray &target)
{
    const QUrlQuery query = queryOf(target);
    const auto values = [&query](const QString &name) { return query.allQueryItemValues(name, QUrl::FullyDecoded); };
    const QStringList states = values(u"state"_s);
    const QStringList codes = values(u"code"_s);
    const QString error = values(u"error"_s).value(0);
    if (states.size() != 1 || states.first().toUtf8() != m_state) {
        m_outcome = fail(ErrorKind::NotSignedIn,
                         u"What came back from the browser does not belong to this sign-in (its state is another one), "
                         u"so nobody was signed in. Try again, and use only the page that opens then."_s);
    } else if (!error.isEmpty()) {
        m_outcome = fail(signInRefusal(error, values(u"error_description"_s).value(0)));
    } else if (codes.size() != 1 || codes.first().isEmpty()) {
        m_outcome = fail(ErrorKind::NotSignedIn,
                         u"The browser came back without a code, so nobody was signed in. Try again."_s);
    } else {
        m_outcome = Result<QString>(codes.first());
    }
    sayAndHangUp(socket,
                 *m_outcome
                     ? reply("200 OK", page("Waybill has the answer", "You may close this. Waybill goes on by itself."))
                     : reply("400 Bad Request", page("Nobody was signed in", "You may close this. Waybill says why.")));
    close();
    emit answered();
}

} // namespace waybill
