#pragma once

#include "app/base/Error.h"

#include <QList>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <optional>

class QTcpSocket;

namespace waybill {

/// Where the browser comes back to after a sign-in: one address on this computer only (127.0.0.1 and ::1, the same free
/// port), which takes exactly one answer of the authority and is closed then. Everything else that comes there is
/// turned away and changes nothing. One thread.
class RedirectListener : public QObject
{
    Q_OBJECT
public:
    /// `state` is what the answer must carry.
    explicit RedirectListener(QByteArray state);
    ~RedirectListener() override;

    /// Opens a port. Unreachable when none is to be had.
    Result<void> listen();
    /// `http://localhost:PORT`
    QUrl address() const;
    /// The authority's code, or why there is none: NotSignedIn with Microsoft's words, or for an answer that carries
    /// another `state`. Nothing before anybody came.
    const std::optional<Result<QString>> &outcome() const { return m_outcome; }
    void close();

signals:
    void answered();

private:
    void accept(QTcpServer &server);
    void read(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const QByteArray &target);
    void drop(QTcpSocket *socket);

    const QByteArray m_state;
    QTcpServer m_four, m_six;
    struct Pending {
        QTcpSocket *socket;
        QByteArray bytes; ///< what of its request has come
    };
    QList<Pending> m_pending; ///< the longest waiting first
    std::optional<Result<QString>> m_outcome;
};

} // namespace waybill
