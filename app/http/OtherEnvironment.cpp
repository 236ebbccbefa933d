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
    if (sameOrigin(address, marks.authority))
        return true;
    const QString host = address.host().toLower();
    return std::any_of(signInHosts.begin(), signInHosts.end(), [&](auto known) { return host == known; });
}

/// The tenant that an address of a sign-in service names: what follows the authority's own path. Empty where it names
/// none or any.
QString tenantIn(const QUrl &address, const EnvironmentMarks &marks)
{
    QString path = address.path();
    if (sameOrigin(address, marks.authority) && path.startsWith(marks.authority.path()))
        path.remove(0, marks.authority.path().size());
    const QString first = path.section(u'/', 0, 0, QString::SectionSkipEmpty);
    const bool any = first == "common"_L1 || first == "organizations"_L1 || first == "consumers"_L1;
    return any || (!guidFrom(first) && !first.contains(u'.')) ? QString() : first;
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

} // namespace

std::optional<QString> saysAnotherEnvironment(const HttpAnswer &answer, const EnvironmentMarks &marks)
{
    const bool redirect = answer.status >= 300 && answer.status < 400;
    if (!redirect && answer.status != 401)
        return std::nullopt;
    const QUrl target = redirect ? marks.base.resolved(QUrl::fromEncoded(answer.header("Location"), QUrl::StrictMode))
                                 : challengeOf(answer);
    if (!target.isValid() || target.host().isEmpty())
        return std::nullopt;
    if (isSignIn(target, marks)) {
        const QString tenant = tenantIn(target, marks);
        if (isAnotherTenant(tenant, marks.tenant))
            return u"it belongs to the tenant %1, and %2 is saved"_s.arg(tenant, marks.tenant);
    } else if (redirect && target.host().compare(marks.base.host(), Qt::CaseInsensitive) != 0) {
        return u"it sends on to %1"_s.arg(target.host());
    }
    return std::nullopt;
}

} // namespace waybill
