#include "app/auth/ClientSecretTokenSource.h"

#include "app/base/Sleep.h"

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr int mostAttempts = 6;             ///< of a throttled request
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

} // namespace

ClientSecretTokenSource::ClientSecretTokenSource(Environment environment, SecretStore *secrets,
                                                 std::shared_ptr<Transport> transport,
                                                 std::shared_ptr<ThrottleGate> gate, std::shared_ptr<const Clock> clock,
                                                 std::function<void()> changed, Asks asks)
    : m_environment(std::move(environment)), m_secrets(secrets), m_transport(std::move(transport)),
      m_gate(std::move(gate)), m_clock(std::move(clock)), m_asks(asks), m_changed(std::move(changed))
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
    request.timeout = m_environment.timeOuts.signIn;
    request.maxAnswer = largestAnswer;
    request.purpose = u"token"_s;
    return request;
}

QCoro::Task<Result<TokenAnswer>> ClientSecretTokenSource::fetch(std::stop_token stop)
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
        if (!asksToWait(outcome.answer->status) || attempt == mostAttempts || m_asks == Asks::Once)
            break;
        m_gate->close(outcome.answer->header("Retry-After"), outcome.answer->header("Date"),
                      u"the sign-in service asks us to wait"_s);
    }
    auto token = readTokenAnswer(*outcome.answer, m_environment.authority);
    if (!token) {
        // Should an authority ever echo it, in letters of JSON's own even.
        for (QString *text : {&token.error().message, &token.error().detail, &token.error().serviceCode})
            text->replace(*secret, u"(hidden)"_s);
        if (token.error().kind == ErrorKind::NotSignedIn)
            m_secrets->refused(m_environment.name);
    }
    co_return token;
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
