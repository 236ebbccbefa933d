#pragma once

#include "app/http/Trust.h"

#include <QNetworkProxy>
#include <QObject>
#include <QSslError>
#include <QSslSocket>
#include <QUrl>
#include <qcorotask.h>

#include <chrono>
#include <optional>
#include <stop_token>

namespace waybill {

/// A connection to an environment's address that goes as far as the TLS handshake and sends nothing: shows where the
/// way there ends. One thread.
class Doorstep : public QObject
{
    Q_OBJECT
public:
    /// `proxy` is the way taken; QNetworkProxy::NoProxy for the direct one.
    Doorstep(QUrl origin, const QNetworkProxy &proxy, const Trust &trust);

    /// Opens the connection. False when that failed, took too long or was stopped.
    QCoro::Task<bool> open(std::chrono::milliseconds timeout, std::stop_token stop);
    /// Shakes hands on the open connection (TLS 1.2 or newer). An untrusted certificate ends it.
    QCoro::Task<bool> secure(std::chrono::milliseconds timeout, std::stop_token stop);

    const QSslSocket &socket() const { return m_socket; }
    bool isOpen() const { return m_open; }
    bool timedOut() const { return m_timedOut; }
    /// What was wrong with the certificate; empty where it is trusted.
    const QList<QSslError> &certificateErrors() const { return m_errors; }
    /// The chain as the other side sent it, its own certificate first; kept beyond a failed handshake.
    const QList<QSslCertificate> &chain() const { return m_chain; }

signals:
    void settled();

private:
    void finish(bool good);
    QCoro::Task<bool> settle(std::chrono::milliseconds timeout, std::stop_token stop);

    QUrl m_origin;
    QSslSocket m_socket;
    QList<QSslError> m_errors;
    QList<QSslCertificate> m_chain;
    std::optional<bool> m_result; ///< of what was begun last; it may be known before anybody waits
    bool m_open = false;
    bool m_timedOut = false;
};

} // namespace waybill
