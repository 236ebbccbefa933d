#include "app/http/NetworkFault.h"

namespace waybill {
using namespace Qt::StringLiterals;

Error networkFault(QNetworkReply::NetworkError code, const QString &systemText, const QUrl &url, bool reached,
                   const ProxyChoice &proxy)
{
    const QString host = url.port() > 0 ? u"%1:%2"_s.arg(url.host(), QString::number(url.port())) : url.host();
    const bool isOwn = proxy.kind == ProxyChoice::Kind::Own;
    const QString proxyName =
        isOwn ? u"The environment's proxy %1"_s.arg(proxy.address.authority()) : u"The proxy of this computer"_s;
    const QString check = isOwn ? u"Check the proxy that is saved with the environment."_s
                                : u"Check the proxy settings of this computer."_s;
    // What Qt says where it has nothing to say helps nobody.
    const QString detail = systemText == "Unknown error"_L1 ? QString() : systemText;
    const auto error = [&detail](ErrorKind kind, const QString &text) { return Error{kind, text, detail, 0, {}}; };
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
        return error(ErrorKind::Unreachable,
                     u"%1 does not take connections, or does not let %2 pass. %3"_s.arg(proxyName, host, check));
    case QNetworkReply::ProxyConnectionClosedError:
        return error(ErrorKind::Unreachable,
                     u"%1 dropped the connection on the way to %2. %3"_s.arg(proxyName, host, check));
    case QNetworkReply::ProxyNotFoundError:
        return error(ErrorKind::Unreachable, u"%1 could not be found. %2"_s.arg(proxyName, check));
    case QNetworkReply::ProxyTimeoutError:
        return error(ErrorKind::Unreachable, u"%1 did not answer in time. %2"_s.arg(proxyName, check));
    case QNetworkReply::ProxyAuthenticationRequiredError:
        return error(
            ErrorKind::Unreachable,
            isOwn && !proxy.user.isEmpty()
                ? u"%1 did not accept the user %2 and the password. Save the right ones with the environment."_s.arg(
                      proxyName, proxy.user)
                : u"%1 wants a user name and password. Save the environment with a proxy of its own, such as "
                  u"http://user@proxy:8080."_s.arg(proxyName));
    case QNetworkReply::UnknownProxyError:
        return error(ErrorKind::Unreachable,
                     u"%1 could not be used on the way to %2. %3"_s.arg(proxyName, host, check));
    default:
        break;
    }
    if (reached)
        return error(ErrorKind::AnswerLost, u"The connection to %1 ended before a whole answer came."_s.arg(host));
    return error(ErrorKind::Unreachable,
                 u"%1 could not be reached: the connection ended before anything was sent."_s.arg(host));
}

} // namespace waybill
