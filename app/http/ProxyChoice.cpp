#include "app/http/ProxyChoice.h"

#include "app/http/Redaction.h"

#include <QNetworkProxyFactory>

namespace waybill {
using namespace Qt::StringLiterals;

QNetworkProxy ProxyChoice::proxyFor(const QUrl &target, const QString &password) const
{
    if (kind == Kind::None)
        return QNetworkProxy(QNetworkProxy::NoProxy);
    if (kind == Kind::System) {
        const auto proxies = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(target));
        return proxies.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : proxies.first();
    }
    const bool socks = address.scheme() == "socks5"_L1;
    return {socks ? QNetworkProxy::Socks5Proxy : QNetworkProxy::HttpProxy, address.host(),
            quint16(address.port(socks ? 1080 : 8080)), user, password};
}

QString word(const ProxyChoice &choice)
{
    switch (choice.kind) {
    case ProxyChoice::Kind::System:
        return u"system"_s;
    case ProxyChoice::Kind::None:
        return u"none"_s;
    case ProxyChoice::Kind::Own:
        break;
    }
    QUrl url = choice.address;
    url.setUserName(choice.user, QUrl::DecodedMode);
    return url.toString(QUrl::FullyEncoded);
}

Result<ProxyChoice> proxyChoiceFrom(const QString &word)
{
    const QString text = word.trimmed();
    if (text.isEmpty() || text.compare("system"_L1, Qt::CaseInsensitive) == 0)
        return ProxyChoice();
    if (text.compare("none"_L1, Qt::CaseInsensitive) == 0)
        return ProxyChoice{ProxyChoice::Kind::None};
    QUrl url(text, QUrl::StrictMode);
    const bool known = url.scheme() == "http"_L1 || url.scheme() == "socks5"_L1;
    if (!url.isValid() || url.host().isEmpty() || !known || url.hasQuery() || url.hasFragment() ||
        (!url.path().isEmpty() && url.path() != "/"_L1)) {
        return fail(ErrorKind::BadInput, u"“%1” is not a proxy. Write system, none, or an address such as "
                                         u"http://proxy.contoso.com:8080."_s.arg(withoutUserInfo(text)));
    }
    if (!url.password().isEmpty()) {
        return fail(ErrorKind::BadInput,
                    u"The proxy's address holds a password. Leave it out: http://user@host:port; the password is asked "
                    u"for and kept in the keychain."_s);
    }
    ProxyChoice choice{ProxyChoice::Kind::Own, {}, url.userName(QUrl::FullyDecoded)};
    choice.address.setScheme(url.scheme());
    choice.address.setHost(url.host());
    choice.address.setPort(url.port());
    return choice;
}

} // namespace waybill
