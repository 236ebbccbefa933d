#include "app/http/OtherEnvironment.h"

#include "app/base/Guid.h"
#include "app/http/Origin.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

/// Where Microsoft's clouds sign people in.
constexpr std::array signInHosts{
    "login.microsoftonline.com"_L1,
    "login.windows.net"_L1,
    "login.microsoft.com"_L1,
    "sts.windows.net"_L1,
    "login.microsoftonline.us"_L1,
    "login-us.microsoftonline.com"_L1,
    "login.partner.microsoftonline.cn"_L1,
    "login.chinacloudapi.cn"_L1,
};

bool isSignIn(const QUrl &address, const EnvironmentMarks &marks)
{
    return sameOrigin(address, marks.authority) || isSignInHost(address.host());
}

/// The tenant that an address names where one signs in: what follows the authority's own path. Empty where it names
/// none or any.
QString tenantIn(const QUrl &address, const EnvironmentMarks &marks)
{
    QString path = address.path();
    if (sameOrigin(address, marks.authority) && path.startsWith(marks.authority.path()))
        path.remove(0, marks.authority.path().size());
    const QStringList parts = path.split(u'/', Qt::SkipEmptyParts);
    const QString first = parts.value(0);
    if (guidFrom(first))
        return isSignIn(address, marks) || !sameOrigin(address, marks.base) ? first : QString();
    const bool isPage = parts.size() == 1 && sameOrigin(address, marks.base); // `/login.html`
    return isSignIn(address, marks) && !isPage && first.contains(u'.') ? first : QString();
}

bool isAnotherTenant(const QString &named, const QString &own)
{
    if (named.isEmpty() || own.isEmpty())
        return false;
    const auto namedGuid = guidFrom(named);
    const auto ownGuid = guidFrom(own);
    if (namedGuid.has_value() != ownGuid.has_value())
        return false;
    return named.compare(own, Qt::CaseInsensitive) != 0 && namedGuid.value_or(named) != ownGuid.value_or(own);
}

/// Where a 401 says that one signs in; an empty address where it does not.
QUrl challengeOf(const HttpAnswer &answer)
{
    static const QRegularExpression address(u"authorization_uri\\s*=\\s*\"?([^\"\\s,]+)"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    const auto found = address.match(QString::fromLatin1(answer.header("WWW-Authenticate")));
    return found.hasMatch() ? QUrl(found.captured(1), QUrl::StrictMode) : QUrl();
}

/// Where a redirect sends to, or where a 401 says that one signs in; an empty address for anything else.
QUrl targetOf(const HttpAnswer &answer, const EnvironmentMarks &marks)
{
    if (answer.status == 401)
        return challengeOf(answer);
    if (answer.status < 300 || answer.status > 399)
        return {};
    return marks.base.resolved(QUrl::fromEncoded(answer.header("Location"), QUrl::StrictMode));
}

} // namespace

bool isSignInHost(const QString &host)
{
    return std::any_of(signInHosts.begin(), signInHosts.end(),
                       [&](QLatin1StringView known) { return host.compare(known, Qt::CaseInsensitive) == 0; });
}

std::optional<QString> saysAnotherTenant(const HttpAnswer &answer, const EnvironmentMarks &marks)
{
    const QUrl target = targetOf(answer, marks);
    if (!target.isValid() || target.host().isEmpty())
        return std::nullopt;
    const QString tenant = tenantIn(target, marks);
    if (!isAnotherTenant(tenant, marks.tenant))
        return std::nullopt;
    return u"it belongs to the tenant %1, and %2 is saved"_s.arg(tenant, marks.tenant);
}

std::optional<QString> saysAnotherEnvironment(const HttpAnswer &answer, const EnvironmentMarks &marks)
{
    if (const auto tenant = saysAnotherTenant(answer, marks))
        return tenant;
    const QUrl target = targetOf(answer, marks);
    if (answer.status == 401 || !target.isValid() || target.host().isEmpty() || isSignIn(target, marks) ||
        target.host().compare(marks.base.host(), Qt::CaseInsensitive) == 0)
        return std::nullopt;
    return u"it sends on to %1"_s.arg(target.host());
}

} // namespace waybill
