#include "app/practice/authority/ClientCheck.h"

#include "app/practice/authority/Certificate.h"
#include "app/practice/authority/Jwt.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

const auto assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"_L1;
constexpr qint64 longestLife = 10 * 60;
constexpr qint64 clockTolerance = 5 * 60;

TokenAnswer badClient(int number, const QString &sentence)
{
    return refuse(401, u"invalid_client"_s, number, sentence);
}

/// The certificate that an assertion's header names, or the refusal.
std::optional<TokenAnswer> refusalOfSignature(const Application &application, const Jwt &assertion,
                                              const QDateTime &now)
{
    const QString algorithm = assertion.header["alg"_L1].toString();
    if (algorithm != "RS256"_L1 && algorithm != "PS256"_L1)
        return badClient(
            50027, u"JWT token is invalid or malformed: its algorithm is '%1', not RS256 or PS256."_s.arg(algorithm));
    const QByteArray sha256 = assertion.header["x5t#S256"_L1].toString().toLatin1();
    const QByteArray sha1 = assertion.header["x5t"_L1].toString().toLatin1();
    if (sha256.isEmpty() && sha1.isEmpty())
        return badClient(50027,
                         u"JWT token is invalid or malformed: its header names no certificate in x5t#S256 or x5t."_s);
    const auto refusal = [&](const QString &reason) {
        return badClient(
            700027,
            u"The certificate with identifier used to sign the client assertion is not registered on application '%1' "
            "or cannot be used. [Reason - %2, Thumbprint of key used by client: '%3']"_s.arg(
                application.clientId, reason, QString::fromLatin1(sha256.isEmpty() ? sha1 : sha256)));
    };
    const QList<Certificate> registered = Certificate::allFrom(application.certificates);
    const auto found = std::find_if(registered.cbegin(), registered.cend(), [&](const Certificate &one) {
        return (sha256.isEmpty() || one.sha256() == sha256) && (sha1.isEmpty() || one.sha1() == sha1);
    });
    if (found == registered.cend())
        return refusal(u"The key was not found."_s);
    if (found->validUntil() < now)
        return refusal(u"The key used is expired."_s);
    if (!found->hasSigned(assertion.signedPart, assertion.signature, algorithm))
        return refusal(u"The provided signature value did not match the expected signature value."_s);
    return std::nullopt;
}

/// 700024, with the three times that a person with a wrong clock needs.
TokenAnswer outOfTime(const QDateTime &now, qint64 begins, qint64 ends)
{
    const auto text = [](qint64 seconds) {
        return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss'Z'"_s);
    };
    return badClient(
        700024,
        u"Client assertion is not within its valid time range. Current time: %1, assertion valid from %2, expiry time "
        "of assertion %3."_s.arg(text(now.toSecsSinceEpoch()), text(begins), text(ends)));
}

} // namespace

std::optional<TokenAnswer> ClientCheck::refusalForItself(const Application &application, const TokenRequest &request)
{
    if (request.field(u"client_secret"_s).isEmpty() && request.field(u"client_assertion"_s).isEmpty())
        return badClient(
            7000216,
            u"'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' grant type."_s);
    return refusalOfProof(application, request);
}

std::optional<TokenAnswer> ClientCheck::refusalForPerson(const Application &application, const TokenRequest &request)
{
    const bool provesItself =
        !request.field(u"client_secret"_s).isEmpty() || !request.field(u"client_assertion"_s).isEmpty();
    if (application.isPublic && provesItself)
        return badClient(700025,
                         u"Client is public so neither 'client_assertion' nor 'client_secret' should be presented."_s);
    if (application.isPublic)
        return std::nullopt;
    return provesItself ? refusalOfProof(application, request) : refuseWith(7000218, application.clientId);
}

std::optional<TokenAnswer> ClientCheck::refusalOfProof(const Application &application, const TokenRequest &request)
{
    if (!request.field(u"client_assertion"_s).isEmpty())
        return refusalOfAssertion(application, request);
    if (application.secret.isEmpty() || request.field(u"client_secret"_s) != application.secret)
        return refuseWith(7000215, application.clientId);
    if (application.secretExpired)
        return refuseWith(7000222, application.clientId);
    return std::nullopt;
}

std::optional<TokenAnswer> ClientCheck::refusalOfAssertion(const Application &application, const TokenRequest &request)
{
    if (request.field(u"client_assertion_type"_s).isEmpty())
        return missingField(u"client_assertion_type"_s);
    if (request.field(u"client_assertion_type"_s) != assertionType)
        return refuse(400, u"invalid_request"_s, 900023,
                      u"The client_assertion_type must be '%1'."_s.arg(assertionType));
    const auto assertion = readJwt(request.field(u"client_assertion"_s).toLatin1());
    if (!assertion)
        return badClient(50027, u"JWT token is invalid or malformed."_s);
    if (const auto refusal = refusalOfSignature(application, *assertion, request.now))
        return refusal;
    const QJsonObject &claims = assertion->claims;
    if (!request.audiences.contains(claims["aud"_L1].toString()))
        return badClient(700023, u"Client assertion audience claim does not match Realm issuer. It is '%1'."_s.arg(
                                     claims["aud"_L1].toString()));
    for (const auto key : {"iss"_L1, "sub"_L1})
        if (claims[key].toString().compare(application.clientId, Qt::CaseInsensitive) != 0)
            return badClient(
                700021,
                u"Client assertion application identifier doesn't match 'client_id' parameter ('%1')."_s.arg(key));
    const qint64 now = request.now.toSecsSinceEpoch();
    const qint64 begins = claims["nbf"_L1].toInteger();
    const qint64 ends = claims["exp"_L1].toInteger();
    if (begins > now + clockTolerance || ends < now - clockTolerance || ends > now + clockTolerance + longestLife ||
        ends - begins > longestLife)
        return outOfTime(request.now, begins, ends);
    const QString id = claims["jti"_L1].toString();
    if (id.isEmpty())
        return badClient(50027, u"JWT token is invalid or malformed: it has no jti."_s);
    const std::lock_guard lock(m_mutex);
    m_used.removeIf([&](const auto &entry) { return entry.value() < request.now.addSecs(-clockTolerance); });
    if (m_used.contains(id))
        return badClient(50013, u"Assertion is invalid: one with the same jti has been used before."_s);
    m_used.insert(id, QDateTime::fromSecsSinceEpoch(ends, Qt::UTC));
    return std::nullopt;
}

} // namespace practice
