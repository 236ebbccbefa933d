#include "app/messages/ErrorFileAddress.h"

#include "app/environments/Environment.h"
#include "app/http/Redaction.h"

#include <QHostAddress>
#include <QUrlQuery>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {

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

} // namespace

Result<QUrl> errorFileAddress(const QUrl &origin, const QUrl &address)
{
    const auto refuse = [&address](const QString &why) {
        return fail(ErrorKind::Refused, u"The error file was not fetched from %1: %2"_s.arg(redactedUrl(address), why));
    };
    if (!address.isValid() || address.host().isEmpty() || !address.userInfo().isEmpty())
        return refuse(u"that is no address of a file."_s);
    QUrl called = address;
    called.setFragment({});
    if (called.scheme() == "http"_L1 && origin.scheme() == "https"_L1 && called.host() == origin.host() &&
        called.port(80) == 80) {
        called.setScheme(u"https"_s);
        called.setPort(-1);
    }
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
