#pragma once

#include "app/base/Error.h"
#include "app/http/ProxyChoice.h"

#include <QNetworkReply>

namespace waybill {

/// What a reply that ended without an HTTP answer means, in words a person can act on. `reached` tells whether bytes of
/// the request may have left: then the answer was lost, else nobody was reached. `proxy` is what the call went through.
Error networkFault(QNetworkReply::NetworkError code, const QString &systemText, const QUrl &url, bool reached,
                   const ProxyChoice &proxy);

} // namespace waybill
