#include "app/practice/authority/Realm.h"

#include "app/practice/Profile.h"
#include "app/practice/authority/Jwt.h"

using namespace Qt::StringLiterals;

namespace practice {
namespace {

/// A resource as v1 and AD FS name it: with or without a slash at the end.
QString withoutSlash(QString resource)
{
    if (resource.endsWith(u'/'))
        resource.chop(1);
    return resource;
}

TokenAnswer badScope(const QString &scope)
{
    return refuse(
        400, u"invalid_scope"_s, 70011,
        u"The provided request must include a 'scope' input parameter. The provided value for the input parameter "
        "'scope' is not valid. The scope %1 is not valid."_s.arg(scope));
}

} // namespace

TokenAnswer unknownTenant(const QString &tenant)
{
    return refuse(
        400, u"invalid_request"_s, 90002,
        u"Tenant '%1' not found. Check to make sure you have the correct tenant ID and are signing into the correct "
        "cloud."_s.arg(tenant));
}

std::optional<TokenAnswer> Realm::refusalOfTenant(const TokenRequest &request) const
{
    if (profile.isTenant(request.tenant))
        return std::nullopt;
    return unknownTenant(request.tenant);
}

std::variant<Application, TokenAnswer> Realm::applicationOf(const TokenRequest &request) const
{
    QString clientId = request.field(u"client_id"_s);
    if (const auto assertion = readJwt(request.field(u"client_assertion"_s).toLatin1());
        assertion && clientId.isEmpty())
        clientId = assertion->claims["sub"_L1].toString();
    if (clientId.isEmpty())
        return missingField(u"client_id"_s);
    if (const auto application = profile.application(clientId))
        return *application;
    return refuse(
        400, u"unauthorized_client"_s, 700016,
        u"Application with identifier '%1' was not found in the directory '%2'."_s.arg(clientId, request.tenant));
}

std::variant<Wish, TokenAnswer> Realm::wishFor(const QString &resource, const TokenRequest &request) const
{
    if (resources.contains(resource))
        return Wish{resource, false, false};
    return refuse(
        400, u"invalid_resource"_s, 500011,
        u"The resource principal named %1 was not found in the tenant named %2."_s.arg(resource, request.tenant));
}

std::variant<Wish, TokenAnswer> Realm::ownWishOf(const TokenRequest &request) const
{
    if (request.byResource)
        return wishFor(withoutSlash(request.field(u"resource"_s)), request);
    const QString scope = request.field(u"scope"_s);
    const auto suffix = "/.default"_L1;
    if (scope.endsWith(suffix))
        return wishFor(scope.chopped(suffix.size()), request);
    return refuse(
        400, u"invalid_scope"_s, 1002012,
        u"The provided value for scope %1 is not valid. Client credential flows must have a scope value with /.default "
        "suffixed to the resource identifier."_s.arg(scope));
}

std::variant<Wish, TokenAnswer> Realm::wishOf(const TokenRequest &request) const
{
    Wish wish;
    QString resource = request.byResource ? withoutSlash(request.field(u"resource"_s)) : QString();
    for (const QString &word : request.field(u"scope"_s).split(u' ', Qt::SkipEmptyParts)) {
        const bool ofOpenId = word == "openid"_L1 || word == "profile"_L1 || word == "email"_L1;
        wish.openId = wish.openId || word == "openid"_L1;
        wish.offline = wish.offline || word == "offline_access"_L1;
        if (ofOpenId || word == "offline_access"_L1 || request.byResource)
            continue;
        const qsizetype slash = word.lastIndexOf(u'/');
        const QString permission = word.mid(slash + 1);
        if (slash < 0 || (permission != ".default"_L1 && permission != "user_impersonation"_L1) || !resource.isEmpty())
            return badScope(word);
        resource = word.first(slash);
    }
    if (resource.isEmpty())
        return request.byResource ? missingField(u"resource"_s) : badScope(request.field(u"scope"_s));
    auto known = wishFor(resource, request);
    if (auto *found = std::get_if<Wish>(&known)) {
        found->openId = wish.openId || request.byResource;
        found->offline = wish.offline || request.byResource;
    }
    return known;
}

} // namespace practice
