#include "app/connection/CheckCalls.h"

#include "app/base/VisibleText.h"
#include "app/http/OtherEnvironment.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QString nobody = u"00000000-0000-0000-0000-000000000000"_s;
constexpr qint64 largestCheckAnswer = 8 << 20; ///< bytes; the list of entity sets has some hundred thousand
constexpr qsizetype longestWords = 300;

/// The service's own words in an answer: `Message`, OData's innermost message, or OAuth's description.
QString wordsOf(const QByteArray &body)
{
    const QJsonObject object = QJsonDocument::fromJson(body).object();
    if (const QString text = object[u"Message"_s].toString(); !text.isEmpty())
        return text;
    const QJsonObject error = object[u"error"_s].toObject();
    if (const QString text = error[u"innererror"_s][u"message"_s].toString(); !text.isEmpty())
        return text;
    if (const QString text = error[u"message"_s].toString(); !text.isEmpty())
        return text;
    return object[u"error_description"_s].toString().section(u" Trace ID:"_s, 0, 0);
}
} // namespace

CheckCalls::CheckCalls(Environment environment, std::shared_ptr<Transport> transport)
    : m_environment(std::move(environment)), m_transport(std::move(transport))
{
}

QUrl CheckCalls::at(const QString &path) const
{
    return m_environment.at(path);
}

QCoro::Task<HttpOutcome> CheckCalls::ask(QUrl url, QString purpose, QByteArray token, std::stop_token stop) const
{
    HttpRequest request;
    request.url = std::move(url);
    request.headers = {{"Accept", "application/json"}};
    if (!token.isEmpty() && sameOrigin(request.url, m_environment.url)) {
        request.headers.append({"Authorization", "Bearer " + token});
        request.secrets = {token};
    }
    request.timeout = 30s;
    request.maxAnswer = largestCheckAnswer;
    request.purpose = std::move(purpose);
    const auto transport = m_transport;
    co_return co_await transport->send(std::move(request), std::move(stop));
}

QCoro::Task<HttpOutcome> CheckCalls::knock(std::stop_token stop) const
{
    return ask(at(u"/data"_s), u"check: service"_s, {}, std::move(stop));
}

QCoro::Task<HttpOutcome> CheckCalls::tenant(std::stop_token stop) const
{
    return ask(m_environment.tenantDocument(), u"check: authority"_s, {}, std::move(stop));
}

QCoro::Task<HttpOutcome> CheckCalls::probe(QByteArray token, std::stop_token stop) const
{
    return ask(at(u"/api/connector/dequeue/"_s + nobody), u"check: application"_s, std::move(token), std::move(stop));
}

QCoro::Task<HttpOutcome> CheckCalls::entitySets(QByteArray token, std::stop_token stop) const
{
    return ask(at(u"/data"_s), u"check: OData"_s, std::move(token), std::move(stop));
}

QCoro::Task<HttpOutcome> CheckCalls::jobStatus(ActivityId job, QByteArray token, std::stop_token stop) const
{
    QUrl url = at(u"/api/connector/jobstatus/"_s + job.text());
    QUrlQuery query;
    query.addQueryItem(u"jobId"_s, nobody);
    url.setQuery(query);
    return ask(std::move(url), u"check: job"_s, std::move(token), std::move(stop));
}

Finding noAnswer(const Error &error)
{
    return {StepState::Failed, error.detail, error.message, u"Try again; if it stays so, ask who runs it."_s};
}

QUrl redirectTarget(const HttpAnswer &answer)
{
    return answer.status >= 300 && answer.status < 400 ? QUrl::fromEncoded(answer.header("Location")) : QUrl();
}

bool leadsToSignIn(const HttpAnswer &answer, const Environment &environment)
{
    if (redirectTarget(answer).isEmpty())
        return false;
    const QUrl target = environment.url.resolved(redirectTarget(answer));
    if (target.scheme() != "https"_L1 && target.scheme() != "http"_L1)
        return false;
    if (isSignInHost(target.host()))
        return true;
    if (sameOrigin(target, environment.authority) && !sameOrigin(environment.authority, environment.url))
        return true;
    const bool ownHost = target.host().compare(environment.url.host(), Qt::CaseInsensitive) == 0;
    if (!ownHost && target.host().endsWith(".dynamics.com"_L1, Qt::CaseInsensitive))
        return false; // another environment's sign-in
    if (QUrlQuery(target).queryItemValue(u"wa"_s).startsWith("wsignin"_L1))
        return true;
    static const QStringList words{u"oauth2"_s, u"adfs"_s,    u"wsfed"_s, u"saml2"_s, u"authorize"_s,
                                   u"signin"_s, u"sign-in"_s, u"login"_s, u"logon"_s, u"signin-oidc"_s};
    const QStringList path = target.path().split(u'/', Qt::SkipEmptyParts);
    return std::ranges::any_of(path, [](const QString &part) {
        return words.contains(part.section(u'.', 0, 0), Qt::CaseInsensitive); // `/Account/Login.aspx`
    });
}

std::optional<Finding> anotherEnvironment(const HttpAnswer &answer, const Environment &environment)
{
    const EnvironmentMarks marks{environment.url, environment.authority, environment.tenant};
    auto how = saysAnotherTenant(answer, marks);
    if (!how && !leadsToSignIn(answer, environment))
        how = saysAnotherEnvironment(answer, marks);
    if (!how)
        return std::nullopt;
    return Finding{StepState::Failed, seenOf(answer),
                   u"Another environment answers at this address than the saved one: %1."_s.arg(*how),
                   u"Check the address and the tenant: one of them is not the other's."_s};
}

QString seenOf(const HttpAnswer &answer)
{
    QString seen = QString::number(answer.status);
    if (const QUrl target = redirectTarget(answer); target.isValid() && !target.isEmpty()) {
        const QUrl place = target.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
        return u"%1, sent on to %2"_s.arg(seen, place.toString(QUrl::PrettyDecoded));
    }
    if (answer.looksLikeHtml())
        return u"%1, a page (HTML)"_s.arg(seen);
    const QString words = visibleText(wordsOf(answer.body).simplified(), LineEnds::AsSpaces, longestWords);
    return words.isEmpty() ? seen : u"%1: %2"_s.arg(seen, words);
}

} // namespace waybill
