#include "app/auth/ClientSecretTokenSource.h"

#include "app/auth/AadstsCodes.h"
#include "app/base/Sleep.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr int mostAttempts = 6;      ///< of a throttled request
constexpr auto lifeIfUnsaid = 10min; ///< no `expires_in`, or none that can be read
constexpr auto shortestLife = 1min;  ///< zero or negative: used, but not asked for with every call
constexpr auto longestLife = 7 * 24h;
constexpr qint64 largestAnswer = 256 << 10; ///< bytes
constexpr auto untilWoken = 24h;

QByteArray formBody(const QList<std::pair<QString, QString>> &fields)
{
    QByteArray body;
    for (const auto &[name, value] : fields) {
        if (!body.isEmpty())
            body += '&';
        body += QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value);
    }
    return body;
}

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

bool throttled(int status)
{
    return status == 429 || status == 503;
}

tl::unexpected<Error> unreadable(int status, const QString &what)
{
    return fail({ErrorKind::ServerFault,
                 u"Signing in failed: %1. Check the authority and the tenant, and whether a proxy "
                 u"stands between."_s.arg(what),
                 {},
                 status,
                 {}});
}
} // namespace

ClientSecretTokenSource::ClientSecretTokenSource(Environment environment, SecretStore *secrets,
                                                 std::shared_ptr<Transport> transport,
                                                 std::shared_ptr<ThrottleGate> gate, std::shared_ptr<const Clock> clock,
                                                 std::function<void()> changed)
    : m_environment(std::move(environment)), m_secrets(secrets), m_transport(std::move(transport)),
      m_gate(std::move(gate)), m_clock(std::move(clock)), m_changed(std::move(changed))
{
}

bool ClientSecretTokenSource::alive() const
{
    return !m_token.isEmpty() && m_clock->utcNow() < m_until;
}

void ClientSecretTokenSource::told() const
{
    if (m_changed)
        m_changed();
}

QCoro::Task<Result<QString>> ClientSecretTokenSource::token(std::stop_token stop)
{
    const auto self = shared_from_this();
    if (alive() && m_clock->utcNow() < m_renewAt)
        co_return QString(m_token);
    auto renewal = m_renewal;
    if (!renewal) {
        renewal = m_renewal = std::make_shared<Renewal>();
        renew(renewal);
    }
    if (!renewal->outcome) {
        std::stop_source wake;
        const std::stop_callback chain(stop, [wake]() mutable { wake.request_stop(); });
        renewal->waiting.push_back(wake);
        while (!wake.stop_requested())
            co_await sleepFor(untilWoken, wake.get_token());
        std::erase(renewal->waiting, wake);
        if (!renewal->outcome && renewal->waiting.empty()) {
            // Nobody wants it any more. A later caller starts another.
            if (m_renewal == renewal)
                m_renewal.reset();
            renewal->stop.request_stop();
        }
    }
    if (alive() && (!renewal->outcome || !*renewal->outcome) && !stop.stop_requested())
        co_return QString(m_token); // renewed ahead of its end without success: it still serves
    if (!renewal->outcome)
        co_return fail(ErrorKind::Cancelled, u"Signing in to “%1” was ended."_s.arg(m_environment.name));
    co_return Result<QString>(*renewal->outcome);
}

QCoro::Task<void> ClientSecretTokenSource::renew(std::shared_ptr<Renewal> renewal)
{
    const auto self = shared_from_this();
    const QDateTime asked = m_clock->utcNow();
    const auto fetched = co_await fetch(renewal->stop.get_token());
    if (fetched) {
        const auto ahead = std::min<std::chrono::milliseconds>(5min, fetched->life / 10);
        m_token = fetched->text;
        m_until = asked.addMSecs(fetched->life.count());
        m_renewAt = m_until.addMSecs(-ahead.count());
        renewal->outcome = Result<QString>(m_token);
    } else {
        renewal->outcome = Result<QString>(fail(fetched.error()));
    }
    if (m_renewal == renewal)
        m_renewal.reset();
    const auto waiting = renewal->waiting;
    for (auto wake : waiting)
        wake.request_stop();
    told();
}

HttpRequest ClientSecretTokenSource::request(const QString &secret) const
{
    HttpRequest request;
    request.method = "POST";
    request.url = m_environment.tokenEndpoint();
    request.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    request.body = formBody({{u"grant_type"_s, u"client_credentials"_s},
                             {u"client_id"_s, m_environment.clientId},
                             {u"client_secret"_s, secret},
                             {u"scope"_s, m_environment.scope()}});
    request.secrets = {secret.toUtf8()};
    request.timeout = 30s;
    request.maxAnswer = largestAnswer;
    request.purpose = u"token"_s;
    return request;
}

QCoro::Task<Result<ClientSecretTokenSource::Token>> ClientSecretTokenSource::fetch(std::stop_token stop)
{
    const auto secret = co_await m_secrets->secret(m_environment.name);
    if (!secret)
        co_return fail(secret.error());
    HttpOutcome outcome;
    for (int attempt = 1;; ++attempt) {
        if (attempt > 1) {
            const bool open = co_await m_gate->pass(stop);
            if (!open)
                co_return fail(ErrorKind::Cancelled, u"Signing in to “%1” was ended."_s.arg(m_environment.name));
        }
        outcome = co_await m_transport->send(request(*secret), stop);
        if (!outcome.answer)
            co_return fail(outcome.error);
        if (!throttled(outcome.answer->status) || attempt == mostAttempts)
            break;
        m_gate->close(outcome.answer->header("Retry-After"), outcome.answer->header("Date"),
                      u"the sign-in service asks us to wait"_s);
    }
    auto token = read(*outcome.answer);
    if (!token) {
        token.error().detail.replace(*secret, u"(hidden)"_s); // should an authority ever echo it
        if (token.error().kind == ErrorKind::NotSignedIn)
            m_secrets->refused(m_environment.name);
    }
    co_return token;
}

Result<ClientSecretTokenSource::Token> ClientSecretTokenSource::read(const HttpAnswer &answer) const
{
    const int status = answer.status;
    if (throttled(status)) {
        return fail(
            {status == 429 ? ErrorKind::Throttled : ErrorKind::ServerFault,
             u"Signing in failed: the sign-in service keeps asking us to wait (HTTP %1). Try again later."_s.arg(
                 status),
             {},
             status,
             {}});
    }
    if (status >= 300 && status < 400) {
        return fail(
            {ErrorKind::NotSignedIn,
             u"Signing in failed: the authority %1 redirects elsewhere instead of giving a token (HTTP %2). Check the "
             u"authority and the tenant."_s.arg(m_environment.authority.host())
                 .arg(status),
             QUrl::fromEncoded(answer.header("Location")).host(),
             status,
             {}});
    }
    if (status >= 500)
        return unreadable(status, u"the sign-in service failed (HTTP %1)"_s.arg(status));
    if (status >= 400)
        return fail(tokenRefusal(status, answer.body));
    if (answer.looksLikeHtml())
        return unreadable(status, u"a web page came back instead of a token"_s);
    if (answer.body.trimmed().isEmpty())
        return unreadable(status, u"the sign-in service answered nothing"_s);
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    const QString text = object[u"access_token"_s].toString();
    const bool sound = !text.isEmpty() && std::all_of(text.cbegin(), text.cend(),
                                                      [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
    if (!sound)
        return unreadable(status, u"the sign-in service's answer holds no token"_s);
    return Token{text, lifeOf(object[u"expires_in"_s])};
}

void ClientSecretTokenSource::refused(const QString &token)
{
    if (token.isEmpty() || token != m_token)
        return;
    m_token.clear();
    m_until = {};
    m_renewAt = {};
    told();
}

} // namespace waybill
