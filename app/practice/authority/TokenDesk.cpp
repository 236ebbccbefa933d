#include "app/practice/authority/TokenDesk.h"

#include "app/practice/Profile.h"
#include "app/practice/Seed.h"
#include "app/practice/authority/Jwt.h"

#include <QCryptographicHash>
#include <QJsonArray>

#include <utility>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

const auto itself = "client_credentials"_L1;
const auto byCode = "authorization_code"_L1;
const auto byDevice = "urn:ietf:params:oauth:grant-type:device_code"_L1;
const auto byRefreshToken = "refresh_token"_L1;

QJsonObject claimsOf(const Application &application, const QString &tenant, const QString &audience, qint64 now,
                     qint64 expires)
{
    return {{u"aud"_s, audience}, {u"iss"_s, u"https://sts.windows.net/%1/"_s.arg(tenant)},
            {u"iat"_s, now},      {u"nbf"_s, now},
            {u"exp"_s, expires},  {u"appid"_s, application.clientId},
            {u"tid"_s, tenant},   {u"uti"_s, randomGuid()},
            {u"ver"_s, u"1.0"_s}};
}

void addPerson(QJsonObject &claims, const User &user)
{
    claims["upn"_L1] = user.userName;
    claims["unique_name"_L1] = user.userName;
    claims["name"_L1] = user.name;
    claims["oid"_L1] = user.objectId;
    claims["scp"_L1] = u"user_impersonation"_s;
}

/// With groups of the person in it, as they make tokens large in real life, until it has so many bytes.
QJsonObject padded(QJsonObject claims, int size)
{
    QJsonArray groups;
    for (int bytes = 0; bytes < size; bytes += 36) // a GUID; base64 makes up for all else
        groups.append(randomGuid());
    if (!groups.isEmpty())
        claims["groups"_L1] = groups;
    return claims;
}

QByteArray idTokenOf(const SignIn &signIn, const QString &tenant, qint64 now, qint64 expires)
{
    QJsonObject claims{{u"aud"_s, signIn.clientId},
                       {u"iss"_s, u"https://login.microsoftonline.com/%1/v2.0"_s.arg(tenant)},
                       {u"iat"_s, now},
                       {u"nbf"_s, now},
                       {u"exp"_s, expires},
                       {u"sub"_s, signIn.user.objectId},
                       {u"oid"_s, signIn.user.objectId},
                       {u"tid"_s, tenant},
                       {u"name"_s, signIn.user.name},
                       {u"preferred_username"_s, signIn.user.userName},
                       {u"ver"_s, u"2.0"_s}};
    if (!signIn.nonce.isEmpty())
        claims["nonce"_L1] = signIn.nonce;
    return makeJwt(claims);
}

} // namespace

TokenDesk::TokenDesk(Realm &realm, std::chrono::seconds tokenLife) : m_realm(realm), m_life(tokenLife) {}

TokenAnswer TokenDesk::grant(const TokenRequest &request)
{
    if (const auto refusal = m_realm.refusalOfTenant(request))
        return *refusal;
    const QString grant = request.field(u"grant_type"_s);
    if (grant.isEmpty())
        return missingField(u"grant_type"_s);
    if (grant != itself && grant != byCode && grant != byDevice && grant != byRefreshToken)
        return refuse(400, u"unsupported_grant_type"_s, 70003,
                      u"The app requested an unsupported grant type '%1'."_s.arg(grant));
    const auto application = m_realm.applicationOf(request);
    if (const auto *refusal = std::get_if<TokenAnswer>(&application))
        return *refusal;
    const auto &known = std::get<Application>(application);
    return grant == itself ? grantItself(known, request) : grantPerson(known, request);
}

TokenAnswer TokenDesk::grantItself(const Application &application, const TokenRequest &request)
{
    const QString place = request.byResource ? u"resource"_s : u"scope"_s;
    if (request.field(place).isEmpty())
        return missingField(place);
    if (const auto refusal = m_realm.clients.refusalForItself(application, request))
        return *refusal;
    const auto wish = m_realm.ownWishOf(request);
    if (const auto *refusal = std::get_if<TokenAnswer>(&wish))
        return *refusal;
    if (application.refusedWith != 0)
        return refuseWith(application.refusedWith, application.clientId);
    return issue(application, std::get<Wish>(wish).resource, nullptr, request);
}

TokenAnswer TokenDesk::grantPerson(const Application &application, const TokenRequest &request)
{
    if (const auto refusal = m_realm.clients.refusalForPerson(application, request))
        return *refusal;
    const auto signIn = signInOf(application, request);
    if (const auto *refusal = std::get_if<TokenAnswer>(&signIn))
        return *refusal;
    if (application.refusedWith != 0)
        return refuseWith(application.refusedWith, application.clientId);
    const auto &person = std::get<SignIn>(signIn);
    return issue(application, person.wish.resource, &person, request);
}

std::variant<SignIn, TokenAnswer> TokenDesk::signInOf(const Application &application, const TokenRequest &request)
{
    const QString grant = request.field(u"grant_type"_s);
    QStringList needed{u"code"_s, u"redirect_uri"_s, u"code_verifier"_s};
    if (grant != byCode)
        needed = {grant == byDevice ? u"device_code"_s : u"refresh_token"_s};
    for (const QString &field : std::as_const(needed))
        if (request.field(field).isEmpty())
            return missingField(field);
    if (grant == byCode)
        return m_realm.signIns.redeemCode(request.field(u"code"_s), application.clientId,
                                          request.field(u"redirect_uri"_s), request.field(u"code_verifier"_s));
    if (grant == byDevice)
        return m_realm.signIns.pollDevice(request.field(u"device_code"_s), application.clientId);
    return renewalOf(application, request);
}

std::variant<SignIn, TokenAnswer> TokenDesk::renewalOf(const Application &application, const TokenRequest &request)
{
    std::optional<Wish> other;
    if (!request.field(request.byResource ? u"resource"_s : u"scope"_s).isEmpty()) {
        const auto wish = m_realm.wishOf(request);
        if (const auto *refusal = std::get_if<TokenAnswer>(&wish))
            return *refusal;
        other = std::get<Wish>(wish);
    }
    auto renewed = m_realm.signIns.useRefreshToken(request.field(u"refresh_token"_s), application.clientId);
    if (auto *signIn = std::get_if<SignIn>(&renewed)) {
        if (other)
            signIn->wish = *other;
        signIn->wish.offline = true;
    }
    return renewed;
}

TokenAnswer TokenDesk::issue(const Application &application, const QString &audience, const SignIn *signIn,
                             const TokenRequest &request)
{
    const qint64 begins = request.now.toSecsSinceEpoch();
    const qint64 ends = begins + m_life.count();
    const QString tenant = m_realm.profile.tenant();
    QJsonObject claims = claimsOf(application, tenant, audience, begins, ends);
    if (signIn)
        addPerson(claims, signIn->user);
    const QByteArray token = makeJwt(padded(claims, request.tokenSize));
    {
        const std::lock_guard lock(m_mutex);
        const QDateTime now = QDateTime::currentDateTimeUtc();
        m_tokens.removeIf([&](const auto &entry) { return entry.value().expires < now; });
        m_tokens.insert(digestOf(token),
                        {application.clientId, audience, signIn ? signIn->user.mapped : application.mapped,
                         now.addSecs(m_life.count())});
    }
    QJsonObject body{{u"token_type"_s, u"Bearer"_s},
                     {u"expires_in"_s, qint64(m_life.count())},
                     {u"ext_expires_in"_s, qint64(m_life.count())},
                     {u"access_token"_s, QString::fromLatin1(token)}};
    if (request.byResource)
        body["resource"_L1] = audience;
    if (signIn) {
        body["scope"_L1] = audience + "/user_impersonation"_L1;
        if (signIn->wish.openId)
            body["id_token"_L1] = QString::fromLatin1(idTokenOf(*signIn, tenant, begins, ends));
        if (signIn->wish.offline)
            body["refresh_token"_L1] = m_realm.signIns.addRefreshToken(*signIn);
    }
    return {200, body};
}

QByteArray TokenDesk::digestOf(const QByteArray &token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256).toHex();
}

Caller TokenDesk::check(const QByteArray &digest, const QStringList &resources) const
{
    if (digest.isEmpty())
        return {};
    const std::lock_guard lock(m_mutex);
    const auto found = m_tokens.constFind(digest);
    if (found == m_tokens.cend() || found->expires <= QDateTime::currentDateTimeUtc())
        return {Access::Refused, {}};
    if (!resources.contains(found->audience))
        return {Access::Elsewhere, {}};
    return {found->mapped ? Access::Granted : Access::NotMapped, found->clientId};
}

} // namespace practice
