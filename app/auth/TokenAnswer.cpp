#include "app/auth/TokenAnswer.h"

#include "app/auth/AadstsCodes.h"
#include "app/auth/TokenClaims.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto lifeIfUnsaid = 10min; ///< no `expires_in`, or none that can be read
constexpr auto shortestLife = 1min;  ///< zero or negative: used, but not asked for with every call
constexpr auto longestLife = 7 * 24h;

/// `expires_in` is a number, on some authorities a string.
std::chrono::milliseconds lifeOf(const QJsonValue &expiresIn)
{
    bool readable = true;
    const double seconds =
        expiresIn.isString() ? expiresIn.toString().trimmed().toDouble(&readable) : expiresIn.toDouble(NAN);
    if (!readable || !std::isfinite(seconds))
        return lifeIfUnsaid;
    const double most = std::chrono::duration<double>(longestLife).count();
    const double least = std::chrono::duration<double>(shortestLife).count();
    return std::chrono::milliseconds(qint64(1000 * std::clamp(seconds > 0 ? seconds : least, 0.001, most)));
}

/// `seen` is what stands in the sentence too, for those who show it alone.
tl::unexpected<Error> unreadable(int status, const QString &what, const QString &seen = {})
{
    return fail({ErrorKind::ServerFault,
                 u"Signing in failed: %1. Check the authority and the tenant, and whether a proxy "
                 u"stands between."_s.arg(what),
                 seen,
                 status,
                 {}});
}

/// Microsoft's number and words, where an answer has them, added to our own sentence.
tl::unexpected<Error> withNumber(tl::unexpected<Error> failure, const QByteArray &body)
{
    const Error told = tokenRefusal(failure.value().httpStatus, body);
    if (told.serviceCode.startsWith("AADSTS"_L1)) {
        failure.value().serviceCode = told.serviceCode;
        failure.value().detail = told.detail;
    }
    return failure;
}
} // namespace

bool asksToWait(int status)
{
    return status == 429 || status == 503;
}

bool isNoAuthority(const Error &refusal)
{
    if (!refusal.serviceCode.isEmpty())
        return false;
    const int status = refusal.httpStatus;
    return (refusal.kind == ErrorKind::NotSignedIn && status >= 300) ||
           (status >= 200 && status < 300 && refusal.detail == aWebPage);
}

Result<TokenAnswer> readTokenAnswer(const HttpAnswer &answer, const QUrl &authority)
{
    const int status = answer.status;
    if (asksToWait(status)) {
        return withNumber(
            fail({status == 429 ? ErrorKind::Throttled : ErrorKind::ServerFault,
                  u"Signing in failed: the sign-in service keeps asking us to wait (HTTP %1). Try again later."_s.arg(
                      status),
                  {},
                  status,
                  {}}),
            answer.body);
    }
    if (status >= 300 && status < 400) {
        return fail(
            {ErrorKind::NotSignedIn,
             u"Signing in failed: the authority %1 redirects elsewhere instead of giving a token (HTTP %2). Check the "
             u"authority and the tenant."_s.arg(authority.host(), QString::number(status)),
             QUrl::fromEncoded(answer.header("Location")).host(),
             status,
             {}});
    }
    if (status >= 500)
        return withNumber(unreadable(status, u"the sign-in service failed (HTTP %1)"_s.arg(status)), answer.body);
    if (status >= 400)
        return fail(tokenRefusal(status, answer.body));
    if (answer.looksLikeHtml())
        return unreadable(status, u"a web page came back instead of a token"_s, aWebPage);
    if (answer.body.trimmed().isEmpty())
        return unreadable(status, u"the sign-in service answered nothing"_s, u"nothing"_s);
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    const QString text = object[u"access_token"_s].toString();
    const bool sound = !text.isEmpty() && std::all_of(text.cbegin(), text.cend(),
                                                      [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
    if (!sound)
        return unreadable(status, u"the sign-in service's answer holds no token"_s);
    QString refresh = object[u"refresh_token"_s].toString();
    if (refresh == "(hidden)"_L1) // the transport blanks what was sent
        refresh.clear();
    return TokenAnswer{text, lifeOf(object[u"expires_in"_s]), refresh, object[u"id_token"_s].toString()};
}

QString personIn(const TokenAnswer &answer)
{
    for (const QString &token : {answer.idToken, answer.text}) {
        const auto claims = readClaims(token.toLatin1());
        if (claims && !claims->user.isEmpty())
            return claims->user;
        if (claims && !claims->name.isEmpty())
            return claims->name;
    }
    return {};
}

} // namespace waybill
