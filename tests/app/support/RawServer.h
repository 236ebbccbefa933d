#pragma once

#include <QTcpServer>
#include <QTcpSocket>

#include <functional>

namespace waybill::test {

/// One request as it came over the socket.
struct RawRequest {
    QByteArray head; ///< request line and headers
    QByteArray body;
    QByteArray line() const { return head.left(head.indexOf("\r\n")); }
    QByteArray header(const QByteArray &name) const
    {
        for (const QByteArray &row : head.split('\n')) {
            const qsizetype colon = row.indexOf(':');
            if (colon > 0 && row.left(colon).compare(name, Qt::CaseInsensitive) == 0)
                return row.mid(colon + 1).trimmed();
        }
        return {};
    }
};

/// A real socket that answers with whatever bytes a test wants, to see what a client does with them. Counts what it
/// got.
class RawServer : public QTcpServer
{
public:
    /// Called with each whole request; writes to the socket and may close it.
    using Answer = std::function<void(const RawRequest &, QTcpSocket *)>;

    explicit RawServer(Answer answer) : m_answer(std::move(answer))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                ++connections;
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
                connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
                    m_pending.remove(socket);
                    socket->deleteLater();
                });
            }
        });
    }

    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort())); }
    static QByteArray ok(const QByteArray &body, const QByteArray &headers = {})
    {
        return status("200 OK", body, headers);
    }
    static QByteArray status(const QByteArray &status, const QByteArray &body = {}, const QByteArray &headers = {})
    {
        return "HTTP/1.1 " + status +
               "\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" +
               headers + "\r\n" + body;
    }

    QList<RawRequest> requests;
    int connections = 0;
    /// Closed as soon as the head of a request has come, before its body is read.
    bool cutAfterHead = false;

private:
    void read(QTcpSocket *socket)
    {
        QByteArray &pending = m_pending[socket];
        pending += socket->readAll();
        for (;;) {
            const qsizetype end = pending.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            RawRequest request{pending.left(end + 4), {}};
            const qint64 length = request.header("Content-Length").toLongLong();
            if (cutAfterHead) {
                requests.append(request);
                pending.clear();
                socket->abort();
                return;
            }
            if (pending.size() < end + 4 + length)
                return;
            request.body = pending.mid(end + 4, length);
            pending.remove(0, end + 4 + length);
            requests.append(request);
            m_answer(request, socket);
            if (!m_pending.contains(socket))
                return;
        }
    }

    Answer m_answer;
    QHash<QTcpSocket *, QByteArray> m_pending;
};

} // namespace waybill::test
