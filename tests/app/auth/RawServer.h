#pragma once

#include <QHash>
#include <QList>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>

namespace waybill {

/// An HTTP server of a few lines on loopback: collects whole requests and answers with the bytes it is told to, or
/// waits.
class RawServer : public QTcpServer
{
public:
    struct Request {
        QByteArray head, body;
    };
    /// What to answer to the nth request (from 0); an empty answer means: no answer, the connection stays open.
    std::function<QByteArray(int)> answer = [](int) { return QByteArray(); };
    QList<Request> requests;

    RawServer()
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection())
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        });
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort())); }

    static QByteArray http(int status, const QByteArray &body, const QByteArray &headers = {})
    {
        return "HTTP/1.1 " + QByteArray::number(status) +
               " X\r\nContent-Type: application/json\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" +
               headers + "\r\n" + body;
    }

private:
    void read(QTcpSocket *socket)
    {
        QByteArray &bytes = m_partial[socket];
        bytes += socket->readAll();
        const auto end = bytes.indexOf("\r\n\r\n");
        if (end < 0)
            return;
        const QByteArray head = bytes.left(end).toLower();
        const auto length = head.indexOf("content-length:");
        const qsizetype size =
            length < 0 ? 0 : head.mid(length + 15, head.indexOf('\r', length) - length - 15).trimmed().toLongLong();
        if (bytes.size() < end + 4 + size)
            return;
        const int number = int(requests.size());
        requests.append({bytes.left(end), bytes.mid(end + 4, size)});
        bytes.clear();
        const QByteArray answered = answer(number);
        socket->write(answered);
    }
    QHash<QTcpSocket *, QByteArray> m_partial;
};

} // namespace waybill
