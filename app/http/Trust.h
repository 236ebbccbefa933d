#pragma once

#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QUrl>

namespace waybill {

/// Whose certificates are believed: everywhere those that this computer trusts, and at named places also those of an
/// authority of one's own. TLS 1.2 or newer. A value; any thread.
struct Trust {
    QList<QSslCertificate> authorities = {};
    QList<QUrl> places = {}; ///< origins; paths are passed over

    QSslConfiguration configuration(const QUrl &url) const;
};

} // namespace waybill
