#pragma once

#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>
#include <QUrl>

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include <poll.h>
#include <sys/socket.h>

namespace waybill::test {

/// A service whose answers never end, and come as fast as they can be taken: each connection is written to by a thread
/// of its own that does nothing else. Ends with the last of them. Unix only.
class FloodServer
{
public:
    FloodServer()
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                socket->setParent(nullptr);
                socket->moveToThread(nullptr); // whichever thread takes it up
                m_threads.emplace_back([this, own = std::unique_ptr<QTcpSocket>(socket)](std::stop_token stop) mutable {
                    own->moveToThread(QThread::currentThread());
                    answer(*own, stop);
                    own.reset();
                });
            }
        });
    }
    QUrl url() const { return QUrl(QStringLiteral("http://127.0.0.1:%1").arg(m_server.serverPort())); }

    std::atomic<bool> floods = true;
    std::atomic<qint64> sent = 0; ///< bytes that were taken from it

private:
    void answer(QTcpSocket &socket, std::stop_token stop)
    {
        while (!stop.stop_requested() && socket.state() == QAbstractSocket::ConnectedState) {
            if (!socket.waitForReadyRead(50))
                continue;
            socket.readAll();
            if (!floods) {
                socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
                socket.waitForBytesWritten(1000);
                continue;
            }
            socket.write("HTTP/1.1 200 OK\r\n\r\n");
            socket.waitForBytesWritten(1000);
            flood(int(socket.socketDescriptor()), stop);
            return;
        }
    }
    /// Past Qt, which would be slower than whoever reads.
    void flood(int socket, const std::stop_token &stop)
    {
        const QByteArray piece(1 << 20, 'x');
        while (!stop.stop_requested()) {
            pollfd ready{socket, POLLOUT, 0};
            if (::poll(&ready, 1, 50) == 0)
                continue;
            const ssize_t now = ::send(socket, piece.constData(), size_t(piece.size()), MSG_NOSIGNAL);
            if (now < 0)
                return;
            sent += now;
        }
    }

    QTcpServer m_server;
    std::vector<std::jthread> m_threads;
};

} // namespace waybill::test
