#include "app/http/Trust.h"

#include "app/http/Origin.h"

#include <algorithm>

namespace waybill {

QSslConfiguration Trust::configuration(const QUrl &url) const
{
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    const auto isThere = [&url](const QUrl &place) { return sameOrigin(place, url); };
    if (!authorities.isEmpty() && std::ranges::any_of(places, isThere))
        tls.addCaCertificates(authorities);
    return tls;
}

} // namespace waybill
