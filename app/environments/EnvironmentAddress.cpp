#include "app/environments/Environment.h"

#include "app/environments/PageLink.h"
#include "app/environments/ThisComputer.h"
#include "app/http/Redaction.h"

#include <QHostAddress>
#include <QRegularExpression>

namespace waybill {
using namespace Qt::StringLiterals;

bool isThisComputer(const QString &host)
{
    if (host.compare("localhost"_L1, Qt::CaseInsensitive) == 0)
        return true;
    QHostAddress address;
    return address.setAddress(host) && address.isLoopback();
}

namespace {
/// What environments' and authorities' addresses have in common; `what` begins the sentence, `given` is what a person
/// wrote.
Result<QUrl> checkedAddress(const QString &address, const QString &given, const QString &what)
{
    const QUrl url(address, QUrl::StrictMode);
    const QString shown = withoutUserInfo(given.trimmed());
    static const QRegularExpression host(u"\\A[\\w-]+(\\.[\\w-]+)+(:\\d+)?(/\\S*)?\\z"_s);
    if (host.match(address).hasMatch()) {
        return fail(ErrorKind::BadInput,
                    u"%1 “%2” does not begin with https://. Put that before it."_s.arg(what, shown));
    }
    if (!url.isValid() || url.host().isEmpty() || url.scheme().isEmpty()) {
        return fail(
            ErrorKind::BadInput,
            u"%1 “%2” is not a web address. Write it like https://contoso.operations.dynamics.com."_s.arg(what, shown));
    }
    if (url.port() == 0) {
        return fail(ErrorKind::BadInput, u"%1 %2 has the port 0, which nobody listens at. Leave the port out, or give "
                                         u"the right one."_s.arg(what, shown));
    }
    if (url.scheme() == "http"_L1 && !isThisComputer(url.host())) {
        return fail(ErrorKind::BadInput,
                    u"%1 %2 begins with http://, which would show tokens to everyone on the way. Use https://; http:// "
                    u"is for this computer only."_s.arg(what, shown));
    }
    if (url.scheme() != "https"_L1 && url.scheme() != "http"_L1) {
        return fail(ErrorKind::BadInput, u"%1 %2 begins with %3://. Use https://."_s.arg(what, shown, url.scheme()));
    }
    if (!url.userInfo().isEmpty()) {
        return fail(ErrorKind::BadInput,
                    u"%1 has a user name or password in it. Leave them out; Waybill signs in with the client id and "
                    u"its secret."_s.arg(what));
    }
    return url;
}

QUrl withoutDefaultPort(QUrl url)
{
    if (url.port() == (url.scheme() == "https"_L1 ? 443 : 80))
        url.setPort(-1);
    return url;
}
} // namespace

QUrl publicAuthority()
{
    return QUrl(u"https://login.microsoftonline.com"_s);
}

Result<QUrl> environmentAddress(const QString &address)
{
    // Pages write into what follows the path whatever they like, and nothing of it is kept.
    static const QRegularExpression rest(u"[?#].*"_s, QRegularExpression::DotMatchesEverythingOption);
    QString place = withoutWrapping(address);
    place.remove(rest);
    const auto url = checkedAddress(place, address, u"The environment's address"_s);
    if (!url)
        return fail(url.error());
    QUrl origin;
    origin.setScheme(url->scheme());
    origin.setHost(url->host());
    origin.setPort(url->port());
    static const QRegularExpression onPremises(u"\\A/namespaces/[A-Za-z0-9_-]+(?=/|\\z)"_s,
                                               QRegularExpression::CaseInsensitiveOption);
    if (const auto found = onPremises.match(url->path()); found.hasMatch())
        origin.setPath(found.captured());
    return withoutDefaultPort(origin);
}

Result<QUrl> authorityFrom(const QString &address)
{
    auto url = checkedAddress(withoutWrapping(address), address, u"The authority"_s);
    if (!url)
        return fail(url.error());
    if (url->hasQuery() || url->hasFragment()) {
        return fail(ErrorKind::BadInput, u"The authority %1 has a query or fragment. Give only its address, such as "
                                         u"https://login.microsoftonline.com."_s.arg(address.trimmed()));
    }
    QString path = url->path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    url->setPath(path, QUrl::StrictMode);
    return withoutDefaultPort(*url);
}

} // namespace waybill
