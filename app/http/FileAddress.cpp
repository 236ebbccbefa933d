#include "app/http/FileAddress.h"

#include "app/http/Origin.h"

#include <QHostAddress>
#include <QUrlQuery>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

constexpr int plainPort = 80;

bool isSigned(const QUrl &address)
{
    for (const auto &[name, value] : QUrlQuery(address).queryItems()) {
        if (name.compare("sig"_L1, Qt::CaseInsensitive) == 0 && !value.isEmpty())
            return true;
    }
    return false;
}

/// Nobody on the way can read what goes to this computer itself.
bool isLoopback(const QString &host)
{
    return host.compare("localhost"_L1, Qt::CaseInsensitive) == 0 || QHostAddress(host).isLoopback();
}

/// The address as it is called when it says `http://`.
QUrl encrypted(const QUrl &origin, QUrl address)
{
    const bool isOwn = origin.scheme() == "https"_L1 && address.host() == origin.host();
    if (address.scheme() != "http"_L1 || (isLoopback(address.host()) && !isOwn))
        return address;
    address.setScheme(u"https"_s);
    if (address.port(plainPort) == plainPort)
        address.setPort(isOwn ? origin.port() : -1);
    return address;
}

} // namespace

Result<QUrl> fileAddress(const QUrl &origin, const QUrl &address)
{
    const auto refuse = [](const QString &why) { return fail(ErrorKind::Refused, why); };
    if (!address.isValid() || address.host().isEmpty() || !address.userInfo().isEmpty())
        return refuse(u"that is no address of a file."_s);
    QUrl called = encrypted(origin, address);
    called.setFragment({});
    if (sameOrigin(origin, called))
        return called;
    const bool safe = called.scheme() == "https"_L1 || (called.scheme() == "http"_L1 && isLoopback(called.host()));
    if (!safe)
        return refuse(u"it is neither the environment's own nor an https address."_s);
    if (!isSigned(called))
        return refuse(u"it is on another host and carries no signature."_s);
    return called;
}

} // namespace waybill
