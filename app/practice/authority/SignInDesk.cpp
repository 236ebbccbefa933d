#include "app/practice/authority/SignInDesk.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {

bool isRegistered(const Application &application, const QString &redirect)
{
    const QUrl asked(redirect, QUrl::StrictMode);
    const auto pathOf = [](const QUrl &url) { return url.path().isEmpty() ? u"/"_s : url.path(); };
    return std::any_of(application.redirects.cbegin(), application.redirects.cend(), [&](const QString &one) {
        const QUrl registered(one);
        const bool anyPort = registered.scheme() == "http"_L1 && registered.host() == "localhost"_L1;
        if (!anyPort)
            return one == redirect;
        return asked.isValid() && asked.scheme() == "http"_L1 && asked.host() == "localhost"_L1 &&
               asked.userInfo().isEmpty() && !asked.hasQuery() && !asked.hasFragment() &&
               pathOf(asked) == pathOf(registered);
    });
}

std::optional<TokenAnswer> SignInDesk::refusalOfPage(const TokenRequest &request) const
{
    if (const auto refusal = m_realm.refusalOfTenant(request))
        return refusal;
    const auto application = m_realm.applicationOf(request);
    if (const auto *refusal = std::get_if<TokenAnswer>(&application))
        return *refusal;
    const QString redirect = request.field(u"redirect_uri"_s);
    if (redirect.isEmpty())
        return missingField(u"redirect_uri"_s);
    if (isRegistered(std::get<Application>(application), redirect))
        return std::nullopt;
    return refuse(400, u"invalid_request"_s, 50011,
                  u"The redirect URI '%1' specified in the request does not match the redirect URIs configured for the "
                  "application '%2'."_s.arg(redirect, std::get<Application>(application).clientId));
}

std::variant<CodeTerms, TokenAnswer> SignInDesk::termsOf(const TokenRequest &request) const
{
    if (request.field(u"response_type"_s) != "code"_L1)
        return refuse(
            400, u"unsupported_response_type"_s, 700051,
            u"response_type '%1' is not enabled for the application."_s.arg(request.field(u"response_type"_s)));
    const QString challenge = request.field(u"code_challenge"_s);
    if (challenge.isEmpty())
        return refuse(400, u"invalid_request"_s, 9002325,
                      u"Proof Key for Code Exchange is required for authorization code redemption."_s);
    // The challenge is a SHA-256 in base64url: 43 characters.
    if (request.field(u"code_challenge_method"_s) != "S256"_L1 || challenge.size() != 43)
        return refuse(400, u"invalid_request"_s, 501491,
                      u"The code_challenge_method or the size of the code_challenge is not valid; S256 is expected."_s);
    const auto wish = m_realm.wishOf(request);
    if (const auto *refusal = std::get_if<TokenAnswer>(&wish))
        return *refusal;
    const SignIn signIn{request.field(u"client_id"_s), {}, std::get<Wish>(wish), request.field(u"nonce"_s)};
    return CodeTerms{signIn, request.field(u"redirect_uri"_s), challenge};
}

QString SignInDesk::codeFor(CodeTerms terms, const User &user)
{
    terms.signIn.user = user;
    return m_realm.signIns.addCode(terms);
}

TokenAnswer SignInDesk::deviceCode(const TokenRequest &request, const QString &page)
{
    if (const auto refusal = m_realm.refusalOfTenant(request))
        return *refusal;
    const auto application = m_realm.applicationOf(request);
    if (const auto *refusal = std::get_if<TokenAnswer>(&application))
        return *refusal;
    const auto wish = m_realm.wishOf(request);
    if (const auto *refusal = std::get_if<TokenAnswer>(&wish))
        return *refusal;
    const DeviceCode code =
        m_realm.signIns.addDevice(std::get<Application>(application).clientId, std::get<Wish>(wish));
    const SignInLives &lives = m_realm.signIns.lives();
    return {200,
            {{u"user_code"_s, code.userCode},
             {u"device_code"_s, code.deviceCode},
             {u"verification_uri"_s, page},
             {u"expires_in"_s, qint64(lives.deviceCode.count())},
             {u"interval"_s, qint64(lives.deviceInterval.count())},
             {u"message"_s,
              u"To sign in, use a web browser to open the page %1 and enter the code %2 to authenticate."_s.arg(
                  page, code.userCode)}}};
}

} // namespace practice
