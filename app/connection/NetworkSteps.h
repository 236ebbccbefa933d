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

/// The way that the connection just tried took: direct, or through which proxy and whether that serves.
Finding tellProxy(const Doorstep &door, const QNetworkProxy &proxy);

/// Whether TLS comes about and its certificate is trusted; who issued it.
QCoro::Task<Finding> shakeHands(Doorstep &door, QUrl origin, std::stop_token stop);

/// The proxy that this computer's settings name for an address. May read system settings; quick.
QNetworkProxy proxyFor(const QUrl &origin);

} // namespace waybill
