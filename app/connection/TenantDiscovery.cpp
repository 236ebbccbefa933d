#include "app/connection/TenantDiscovery.h"

#include "app/environments/Environment.h"
#include "app/http/Transport.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// Names that stand where a tenant's does and mean any.
bool meansAnyTenant(const QString &name)
{
    static constexpr std::array any{"common"_L1, "organizations"_L1, "consumers"_L1};
    return std::any_of(any.begin(), any.end(),
                       [&](QLatin1StringView word) { return name.compare(word, Qt::CaseInsensitive) == 0; });
}

bool isTenant(const QString &name)
{
    static const QRegularExpression plain(u"\\A[A-Za-z0-9][A-Za-z0-9._-]{0,252}\\z"_s);
    return plain.match(name).hasMatch();
}
} // namespace

std::optional<SignInPlace> signInPlaceOf(const QUrl &address)
{
    QStringList path = address.path().split(u'/', Qt::SkipEmptyParts);
    QString tenant;
    if (path.value(0).compare("adfs"_L1, Qt::CaseInsensitive) == 0) {
        path.resize(1);
    } else {
        // What the tenant's part of the sign-in service begins with.
        static const QRegularExpression endpoint(u"\\A(?:oauth2|wsfed|saml2)\\z"_s,
                                                 QRegularExpression::CaseInsensitiveOption);
        if (const qsizetype end = path.indexOf(endpoint); end >= 0)
            path.resize(end);
        if (!path.isEmpty())
            tenant = path.takeLast();
    }
    QUrl place;
    place.setScheme(address.scheme());
    place.setHost(address.host());
    place.setPort(address.port());
    if (!path.isEmpty())
        place.setPath(u'/' + path.join(u'/'));
    auto authority = authorityFrom(place.toString());
    if (!authority)
        return std::nullopt;
    // The old name of the public cloud, which F&O still gives.
    if (authority->host() == "login.windows.net"_L1)
        authority = publicAuthority();
    return SignInPlace{*authority, isTenant(tenant) && !meansAnyTenant(tenant) ? tenant : QString()};
}

std::optional<SignInPlace> signInPlaceIn(const HttpAnswer &answer)
{
    static const QRegularExpression named(u"\\bauthorization_uri\\s*=\\s*(?:\"([^\"]*)\"|([^\\s,]+))"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    const auto found = named.match(QString::fromLatin1(answer.header("WWW-Authenticate").left(4096)));
    if (found.hasMatch())
        return signInPlaceOf(QUrl(found.captured(1) + found.captured(2), QUrl::StrictMode));
    const QUrl target(QString::fromLatin1(answer.header("Location").left(8192)), QUrl::StrictMode);
    // Anything else may lead elsewhere for other reasons.
    static const QRegularExpression signIn(u"\\A/(?:adfs|[^/]+/(?:[^/]+/)*(?:oauth2|wsfed|saml2))(?:/|\\z)"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    if (answer.status < 300 || answer.status > 399 || !signIn.match(target.path()).hasMatch())
        return std::nullopt;
    return signInPlaceOf(target);
}

QCoro::Task<Result<SignInPlace>> discoverSignInPlace(QUrl url, Trust trust, ProxyUse proxy, HttpLog *log,
                                                     std::stop_token stop)
{
    HttpRequest request;
    request.url = below(url, u"/data"_s);
    request.headers = {{"Accept", "application/json"}};
    request.timeout = std::chrono::seconds(20);
    request.maxAnswer = 1 << 20;
    request.purpose = u"find the tenant"_s;
    const auto transport = std::make_shared<Transport>(url.host(), log, std::move(trust), std::move(proxy));
    const HttpOutcome outcome = co_await transport->send(std::move(request), std::move(stop));
    if (!outcome.answer)
        co_return fail(outcome.error);
    const auto place = signInPlaceIn(*outcome.answer);
    if (!place)
        co_return fail(ErrorKind::NotFound,
                       u"%1 does not say where one signs in; enter the tenant by hand."_s.arg(url.host()));
    co_return *place;
}

} // namespace waybill
