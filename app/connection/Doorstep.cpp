#include "app/connection/Doorstep.h"

#include "app/http/Origin.h"

#include <QTimer>

#include <qcorosignal.h>

namespace waybill {
using namespace Qt::StringLiterals;

Doorstep::Doorstep(QUrl origin, const QNetworkProxy &proxy, const Trust &trust) : m_origin(std::move(origin))
{
    m_socket.setProxy(proxy);
    m_socket.setSslConfiguration(trust.configuration(m_origin));
    m_socket.setPeerVerifyName(m_origin.host());
    connect(&m_socket, &QSslSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        m_errors = errors;
        m_chain = m_socket.peerCertificateChain();
    });
    connect(&m_socket, &QSslSocket::encrypted, this, [this] {
        m_chain = m_socket.peerCertificateChain();
        finish(true);
    });
    connect(&m_socket, &QSslSocket::connected, this, [this] { finish(true); });
    connect(&m_socket, &QSslSocket::errorOccurred, this, [this] { finish(false); });
}

void Doorstep::finish(bool good)
{
    if (!m_result)
        m_result = good;
    emit settled();
}

QCoro::Task<bool> Doorstep::open(std::chrono::milliseconds timeout, std::stop_token stop)
{
    m_result.reset();
    m_socket.connectToHost(m_origin.host(), quint16(portOf(m_origin)));
    m_open = co_await settle(timeout, std::move(stop));
    co_return m_open;
}

QCoro::Task<bool> Doorstep::secure(std::chrono::milliseconds timeout, std::stop_token stop)
{
    m_result.reset();
    if (m_socket.state() == QAbstractSocket::ConnectedState)
        m_socket.startClientEncryption();
    else
        m_result = false; // closed by the other side meanwhile
    co_return co_await settle(timeout, std::move(stop));
}

QCoro::Task<bool> Doorstep::settle(std::chrono::milliseconds timeout, std::stop_token stop)
{
    const std::stop_callback cancel(stop, [this] {
        QMetaObject::invokeMethod(
            this, [this] { finish(false); }, Qt::QueuedConnection);
    });
    QTimer late;
    late.setSingleShot(true);
    connect(&late, &QTimer::timeout, this, [this] {
        m_timedOut = true;
        finish(false);
    });
    late.start(timeout);
    if (!m_result)
        co_await qCoro(this, &Doorstep::settled);
    late.stop();
    const bool good = *m_result;
    if (!good)
        m_socket.abort();
    co_return good;
}

} // namespace waybill
