#include "app/http/NetworkFault.h"

namespace waybill {
using namespace Qt::StringLiterals;

Error networkFault(QNetworkReply::NetworkError code, const QString &systemText, const QUrl &url, bool reached)
{
    const QString host = url.port() > 0 ? u"%1:%2"_s.arg(url.host(), QString::number(url.port())) : url.host();
    const auto error = [&systemText](ErrorKind kind, const QString &text) {
        return Error{kind, text, systemText, 0, {}};
    };
    switch (code) {
    case QNetworkReply::HostNotFoundError:
        return error(
            ErrorKind::Unreachable,
            u"The name %1 could not be found. Check the environment's address and your network."_s.arg(url.host()));
    case QNetworkReply::ConnectionRefusedError:
        return error(
            ErrorKind::Unreachable,
            u"Nothing answers at %1: the connection was refused. Check the address, or whether the service runs."_s.arg(
                host));
    case QNetworkReply::SslHandshakeFailedError:
        return error(ErrorKind::Refused, u"The certificate of %1 is not trusted, so nothing was sent. "
                                         "Check the address, or whether a proxy rewrites TLS."_s.arg(host));
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return error(
            ErrorKind::Unreachable,
            u"The proxy on the way to %1 could not be used. Check the proxy settings of this computer."_s.arg(host));
    default:
        break;
    }
    if (reached)
        return error(ErrorKind::AnswerLost, u"The connection to %1 ended before a whole answer came."_s.arg(host));
    return error(ErrorKind::Unreachable,
                 u"%1 could not be reached: the connection ended before anything was sent."_s.arg(host));
}

} // namespace waybill
