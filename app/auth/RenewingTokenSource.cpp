#include "app/auth/RenewingTokenSource.h"

#include "app/base/Sleep.h"

#include <algorithm>
#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr int mostAttempts = 6; ///< of a throttled request
constexpr auto untilWoken = 24h;
} // namespace

RenewingTokenSource::RenewingTokenSource(Environment environment, std::unique_ptr<GrantRequest> grant,
                                         std::shared_ptr<Transport> transport, std::shared_ptr<ThrottleGate> gate,
                                         std::shared_ptr<const Clock> clock, std::function<void()> changed, Asks asks)
    : m_environment(std::move(environment)), m_grant(std::move(grant)), m_transport(std::move(transport)),
      m_gate(std::move(gate)), m_clock(std::move(clock)), m_asks(asks), m_changed(std::move(changed))
{
}

bool RenewingTokenSource::alive() const
{
    return !m_token.isEmpty() && m_clock->utcNow() < m_until;
}

void RenewingTokenSource::told() const
{
    if (m_changed)
        m_changed();
}

QCoro::Task<Result<QString>> RenewingTokenSource::token(std::stop_token stop)
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

QCoro::Task<void> RenewingTokenSource::renew(std::shared_ptr<Renewal> renewal)
{
    const auto self = shared_from_this();
    const QDateTime asked = m_clock->utcNow();
    const auto fetched = co_await fetch(renewal->stop.get_token());
    if (renewal->outcome)
        co_return; // settled otherwise meanwhile
    if (fetched)
        set(*fetched, asked);
    renewal->outcome = fetched ? Result<QString>(m_token) : Result<QString>(fail(fetched.error()));
    if (m_renewal == renewal)
        m_renewal.reset();
    const auto waiting = renewal->waiting;
    for (auto wake : waiting)
        wake.request_stop();
    told();
}

QCoro::Task<Result<TokenAnswer>> RenewingTokenSource::fetch(std::stop_token stop)
{
    bool anotherForm = false;
    const auto turn = co_await m_grant->turn(stop);
    for (int attempt = 1;;) {
        const auto form = co_await m_grant->form();
        if (!form)
            co_return fail(form.error());
        const auto outcome = co_await m_transport->send(tokenRequest(m_environment, *form), stop);
        if (!outcome.answer)
            co_return fail(outcome.error);
        if (asksToWait(outcome.answer->status) && attempt < mostAttempts && m_asks == Asks::Again) {
            ++attempt;
            m_gate->close(outcome.answer->header("Retry-After"), outcome.answer->header("Date"),
                          u"the sign-in service asks us to wait"_s);
            const bool open = co_await m_gate->pass(stop);
            if (!open)
                co_return fail(ErrorKind::Cancelled, u"Signing in to “%1” was ended."_s.arg(m_environment.name));
            continue;
        }
        const auto answer = readTokenAnswer(*outcome.answer, m_environment.authority);
        if (answer) {
            co_await m_grant->granted(*answer);
            co_return answer;
        }
        const Error error = withoutSecrets(answer.error(), form->secrets);
        if (error.kind != ErrorKind::NotSignedIn)
            co_return fail(error);
        const auto told = co_await m_grant->refused(error);
        if (told || std::exchange(anotherForm, true))
            co_return fail(told.value_or(error));
    }
}

void RenewingTokenSource::set(const TokenAnswer &answer, const QDateTime &askedUtc)
{
    const auto ahead = std::min<std::chrono::milliseconds>(5min, answer.life / 10);
    m_token = answer.text;
    m_until = askedUtc.addMSecs(answer.life.count());
    m_renewAt = m_until.addMSecs(-ahead.count());
}

void RenewingTokenSource::settle(Result<QString> outcome)
{
    const auto renewal = std::exchange(m_renewal, nullptr);
    if (!renewal)
        return;
    renewal->outcome = std::move(outcome);
    renewal->stop.request_stop();
    const auto waiting = renewal->waiting;
    for (auto wake : waiting)
        wake.request_stop();
}

void RenewingTokenSource::take(const TokenAnswer &answer, const QDateTime &askedUtc)
{
    set(answer, askedUtc);
    settle(m_token);
    told();
}

void RenewingTokenSource::forget()
{
    m_token.clear();
    m_until = {};
    m_renewAt = {};
    m_grant->forget();
    settle(fail(ErrorKind::NotSignedIn, u"“%1” was signed out meanwhile. Sign in again."_s.arg(m_environment.name)));
    told();
}

void RenewingTokenSource::refused(const QString &token)
{
    if (token.isEmpty() || token != m_token)
        return;
    m_token.clear();
    m_until = {};
    m_renewAt = {};
    told();
}

} // namespace waybill
