#include "app/connection/ConnectionCheck.h"

#include "app/auth/KeptSignIn.h"
#include "app/auth/TokenSources.h"
#include "app/connection/AccessSteps.h"
#include "app/connection/CheckCalls.h"
#include "app/connection/CheckRun.h"
#include "app/connection/NetworkSteps.h"
#include "app/connection/ServiceSteps.h"
#include "app/environments/SecretOwner.h"
#include "app/http/HttpDate.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

/// The time as a service has it: this computer's, put right by what the service said at one moment of it.
class ServiceClock final : public Clock
{
public:
    ServiceClock(std::shared_ptr<const Clock> own, const QDateTime &serviceUtc, const QDateTime &answeredUtc)
        : m_own(std::move(own)), m_aheadMs(serviceUtc.isValid() ? answeredUtc.msecsTo(serviceUtc) : 0)
    {
    }
    QDateTime utcNow() const override { return m_own->utcNow().addMSecs(m_aheadMs); }

private:
    std::shared_ptr<const Clock> m_own;
    qint64 m_aheadMs;
};

/// From the address to the first secure connection. False when a step failed.
QCoro::Task<bool> goThere(const Environment &environment, const Result<QString> &proxyPassword, CheckRun &run,
                          std::stop_token stop)
{
    run.begin(u"url"_s);
    run.end(checkAddress(environment));
    if (!run.isGood(u"url"_s))
        co_return false;
    const QUrl origin = environment.url;
    const QNetworkProxy proxy = environment.proxy.proxyFor(origin, proxyPassword.value_or(QString()));
    const bool throughProxy = proxy.type() != QNetworkProxy::NoProxy;
    run.begin(u"dns"_s);
    run.end(co_await resolveName(origin, throughProxy, stop));
    if (!run.isGood(u"dns"_s))
        co_return false;
    if (!proxyPassword) {
        run.skip(u"port"_s, u"Not asked: the proxy's password is missing."_s);
        run.set(u"proxy"_s, {StepState::Failed, nameOf(proxy), proxyPassword.error().message,
                             u"Save the password with the environment on this computer."_s});
        co_return false;
    }
    Doorstep door(origin, proxy, environment.trust());
    run.begin(u"port"_s);
    const Finding port = co_await knockAtPort(door, origin, stop);
    if (throughProxy && !door.isOpen()) {
        // Only the proxy was spoken to: what is behind it, and why it did not open, it alone knows.
        run.skip(u"port"_s, u"Not asked: the proxy did not open the way."_s);
        run.set(u"proxy"_s, tellProxy(door, environment.proxy, proxy));
        co_return false;
    }
    run.end(port);
    if (!run.isGood(u"port"_s))
        co_return false;
    run.begin(u"proxy"_s);
    run.end(tellProxy(door, environment.proxy, proxy));
    run.begin(u"tls"_s);
    run.end(co_await shakeHands(door, origin, stop));
    co_return run.isGood(u"tls"_s);
}

/// Keeps the environment's secrets out of the report, as far as they are to be had.
QCoro::Task<void> hideKnown(const Environment &environment, SecretStore *secrets, CheckRun &run)
{
    if (isPersonal(environment.grant)) {
        const auto signIn = co_await keptSignIn(secrets, environment);
        if (signIn)
            run.hide(signIn->refreshToken);
        co_return;
    }
    const auto kind = environment.grant == Grant::Certificate ? SecretKind::Passphrase : SecretKind::ClientSecret;
    const QString owner = secretOwner(environment, kind);
    const bool known = co_await secrets->has(environment.name, kind, owner);
    if (known)
        run.hide(co_await secrets->secret(environment.name, kind, owner));
}

/// Everything for which F&O must let a token in.
QCoro::Task<void> goIn(const Environment &environment, const CheckCalls &calls, const QByteArray &token, CheckRun &run,
                       std::stop_token stop)
{
    run.begin(u"application"_s);
    run.end(judgeApplication(co_await calls.probe(token, stop), environment));
    if (!run.isGood(u"application"_s) || stop.stop_requested())
        co_return;
    run.begin(u"odata"_s);
    HttpOutcome outcome = co_await calls.entitySets(token, stop);
    run.end(judgeOData(outcome, environment));
    for (const DataJob &job : environment.jobs) {
        // No further token to an address where another environment answers.
        if (stop.stop_requested() || (outcome.answer && anotherEnvironment(*outcome.answer, environment)))
            co_return;
        run.begin(u"job:"_s + job.name);
        outcome = co_await calls.jobStatus(job.activityId, token, stop);
        run.end(judgeJob(outcome, job, environment));
    }
}

} // namespace

ConnectionCheck::ConnectionCheck(SecretStore *secrets, HttpLog *log, std::shared_ptr<const Clock> clock)
    : m_secrets(secrets), m_log(log), m_clock(std::move(clock))
{
}

QCoro::Task<ConnectionReport> ConnectionCheck::run(Environment environment, Listener listener, std::stop_token stop)
{
    const auto clock = m_clock; // this may be gone before the run is
    SecretStore *const secrets = m_secrets;
    HttpLog *const log = m_log;
    CheckRun run(environment, std::move(listener), clock->utcNow(), stop);
    co_await hideKnown(environment, secrets, run);
    Result<QString> proxyPassword = QString();
    if (environment.proxy.kind == ProxyChoice::Kind::Own && !environment.proxy.user.isEmpty()) {
        const QString owner = secretOwner(environment, SecretKind::ProxyPassword);
        proxyPassword = co_await secrets->secret(environment.name, SecretKind::ProxyPassword, owner);
        run.hide(proxyPassword);
    }
    const auto transport = transportFor(environment, secrets, log);
    const CheckCalls calls(environment, transport);
    QDateTime serviceUtc, answeredUtc;

    const bool there = co_await goThere(environment, proxyPassword, run, stop);
    if (there) {
        run.begin(u"service"_s);
        const HttpOutcome outcome = co_await calls.knock(stop);
        answeredUtc = clock->utcNow();
        if (outcome.answer)
            serviceUtc = httpDate(outcome.answer->header("Date"));
        run.end(judgeService(outcome, environment));
    }
    Finding authority;
    if (!stop.stop_requested()) { // asked even when the environment cannot be reached
        run.begin(u"authority"_s);
        // On connections of its own: what hinders the environment shall not hinder the authority.
        const CheckCalls aside(environment, transportFor(environment, secrets, log));
        authority = judgeAuthority(co_await aside.tenant(stop), environment);
        run.end(authority);
    }
    if (!run.isGood(u"service"_s))
        co_return run.finish();

    if (run.isGood(u"authority"_s) && !stop.stop_requested()) {
        run.begin(u"token"_s);
        // What a certificate signs holds by the service's clock: a wrong one here is the last step's business alone.
        const auto its = std::make_shared<ServiceClock>(clock, serviceUtc, answeredUtc);
        const auto tokens = std::make_shared<RenewingTokenSource>(environment, grantRequest(environment, secrets, its),
                                                                  transport, std::make_shared<ThrottleGate>(its), its,
                                                                  nullptr, RenewingTokenSource::Asks::Once);
        const auto token = co_await tokens->token(stop);
        co_await hideKnown(environment, secrets, run); // somebody may have typed it
        if (token)
            run.hide(token);
        if (!token && blamesTenant(token.error())) {
            run.set(u"authority"_s, tenantUnknown(token.error()));
        } else if (!token && authority.state == StepState::Warning && isNoAuthority(token.error())) {
            run.set(u"authority"_s, noAuthority(authority.seen, environment));
        } else if (!token) {
            run.end(tellTokenTrouble(token.error(), environment));
        } else {
            run.end(tellToken(tokens->untilUtc(), environment, tokens->grant(), its->utcNow()));
            run.set(u"claims"_s, judgeClaims(token->toLatin1(), environment, serviceUtc));
            co_await goIn(environment, calls, token->toLatin1(), run, stop);
        }
    }
    run.set(u"clock"_s, judgeClock(serviceUtc, answeredUtc));
    co_return run.finish();
}

} // namespace waybill
