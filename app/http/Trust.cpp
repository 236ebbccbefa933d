#include "app/http/Trust.h"

#include "app/http/Origin.h"

#include <algorithm>

namespace waybill {

namespace {
/// What this computer trusts. Said by name, because a configuration with authorities of one's own no longer looks for
/// others when it needs them.
const QList<QSslCertificate> &systemAuthorities()
{
    static const QList<QSslCertificate> all = QSslConfiguration::systemCaCertificates();
    return all;
}
} // namespace

QSslConfiguration Trust::configuration(const QUrl &url) const
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    const auto isThere = [&url](const QUrl &place) { return sameOrigin(place, url); };
    if (!authorities.isEmpty() && std::ranges::any_of(places, isThere))
        tls.setCaCertificates(systemAuthorities() + authorities);
    return tls;
}

} // namespace waybill
