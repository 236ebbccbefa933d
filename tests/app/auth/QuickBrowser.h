#pragma once

#include "app/auth/BrowserOpener.h"

#include <QCoreApplication>
#include <QHostAddress>
#include <QTcpSocket>
#include <QUrl>
#include <QUrlQuery>

namespace waybill::test {

/// A browser in which somebody signs in at once.
class QuickBrowser final : public BrowserOpener
{
public:
    bool open(const QUrl &address) override
    {
        const QUrlQuery query(address);
        const QUrl redirect(query.queryItemValue(QStringLiteral("redirect_uri"), QUrl::FullyDecoded));
        auto *socket = new QTcpSocket(qApp);
        QObject::connect(socket, &QTcpSocket::connected, socket, [socket, redirect, query] {
            socket->write("GET /?code=c0de&state=" + query.queryItemValue(QStringLiteral("state")).toLatin1() +
                          " HTTP/1.1\r\nHost: " + redirect.authority().toLatin1() + "\r\n\r\n");
        });
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        socket->connectToHost(QHostAddress::LocalHost, quint16(redirect.port()));
        return true;
    }
};

} // namespace waybill::test
