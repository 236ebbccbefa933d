#pragma once

#include "app/connection/CheckStep.h"
#include "app/connection/Doorstep.h"
#include "app/environments/Environment.h"

#include <qcorotask.h>

#include <stop_token>

namespace waybill {

/// Whether the saved address is one that Waybill uses.
Finding checkAddress(const Environment &environment);

/// Whether the name of the address is found. With a proxy on the way a failure only warns: the proxy asks by itself.
QCoro::Task<Finding> resolveName(QUrl origin, bool throughProxy, std::stop_token stop);

/// Whether the port takes a connection, by the way that `door` goes.
QCoro::Task<Finding> knockAtPort(Doorstep &door, QUrl origin, std::stop_token stop);

/// The way that the connection just tried took: direct, or through which proxy and whether that serves. `choice` is
/// what the environment says of proxies, `proxy` what came of it.
Finding tellProxy(const Doorstep &door, const ProxyChoice &choice, const QNetworkProxy &proxy);

/// `host:port`
QString nameOf(const QNetworkProxy &proxy);

/// Whether TLS comes about and its certificate is trusted; who issued it.
QCoro::Task<Finding> shakeHands(Doorstep &door, QUrl origin, std::stop_token stop);

} // namespace waybill
