#include "app/auth/DeviceCodeSignIn.h"

#include "app/auth/AadstsCodes.h"
#include "app/auth/TokenForm.h"
#include "app/base/Sleep.h"

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto beforeTheEnd = 1s; ///< for the last question to arrive
constexpr auto slower = 5s;       ///< what *slow_down* adds

Error expired(const Environment &environment)
{
    return {ErrorKind::NotSignedIn,
            u"Nobody signed in to “%1” with the code before it expired. Try again."_s.arg(environment.name)};
}

enum class Heard { Token, Wait, Slower, End };

/// What a poll's answer means; trouble on the way says nothing about the sign-in.
Heard heard(const HttpOutcome &outcome)
{
    if (!outcome.answer)
        return outcome.error.kind == ErrorKind::Unreachable || outcome.error.kind == ErrorKind::TimedOut ||
                       outcome.error.kind == ErrorKind::AnswerLost
                   ? Heard::Slower
                   : Heard::End;
    const int status = outcome.answer->status;
    if (asksToWait(status) || status >= 500)
        return Heard::Slower;
    const QString word = status >= 400 ? oauthWord(outcome.answer->body) : QString();
    return word == "authorization_pending"_L1 ? Heard::Wait
           : word == "slow_down"_L1           ? Heard::Slower
           : status >= 200 && status < 300    ? Heard::Token
                                              : Heard::End;
}
} // namespace

DeviceCodeSignIn::DeviceCodeSignIn(Environment environment, std::shared_ptr<Transport> transport,
                                   std::shared_ptr<const Clock> clock, Sleep sleep)
    : m_environment(std::move(environment)), m_transport(std::move(transport)), m_clock(std::move(clock)),
      m_sleep(sleep ? std::move(sleep) : Sleep(&sleepFor))
{
}

QCoro::Task<Result<TokenAnswer>> DeviceCodeSignIn::run(Show show, std::stop_token stop) const
{
    const Environment environment = m_environment;
    const auto transport = m_transport;
    const auto clock = m_clock;
    const Sleep sleep = m_sleep;
    const TokenForm question{{{u"client_id"_s, environment.clientId}, scopeField(environment, Who::Person)}};
    const auto asked = co_await transport->send(
        formRequest(environment, environment.deviceCodeEndpoint(), question, u"device code"_s), stop);
    if (!asked.answer)
        co_return fail(asked.error);
    const auto issued = readDeviceCode(*asked.answer, environment, clock->utcNow());
    if (!issued)
        co_return fail(issued.error());
    if (show)
        show(issued->shown);

    TokenForm form{{{u"grant_type"_s, u"urn:ietf:params:oauth:grant-type:device_code"_s},
                    {u"client_id"_s, environment.clientId},
                    {u"device_code"_s, issued->deviceCode}},
                   {issued->deviceCode}};
    if (environment.isAdfs())
        form.fields.append(scopeField(environment, Who::Person));
    for (auto interval = issued->interval;;) {
        // The code may end before the authority wants to be asked again: then it is asked a last time before that.
        const std::chrono::milliseconds left(clock->utcNow().msecsTo(issued->shown.expiresAtUtc));
        const bool last = left <= interval;
        const auto pause = last ? std::max<std::chrono::milliseconds>(left - beforeTheEnd, 0ms) : interval;
        const bool waited = co_await sleep(pause, stop);
        if (!waited)
            co_return fail(ErrorKind::Cancelled, u"Signing in to “%1” was ended."_s.arg(environment.name));
        if (clock->utcNow() >= issued->shown.expiresAtUtc)
            co_return fail(expired(environment));
        const auto outcome = co_await transport->send(tokenRequest(environment, form), stop);
        const Heard what = heard(outcome);
        if (last && (what == Heard::Wait || what == Heard::Slower))
            co_return fail(expired(environment));
        if (what == Heard::Wait)
            continue;
        if (what == Heard::Slower) {
            interval += slower;
            continue;
        }
        if (!outcome.answer)
            co_return fail(outcome.error);
        const QString word = what == Heard::End ? oauthWord(outcome.answer->body) : QString();
        if (word == "expired_token"_L1)
            co_return fail(expired(environment));
        const auto answer = readTokenAnswer(*outcome.answer, environment.authority);
        if (!answer)
            co_return fail(withoutSecrets(answer.error(), form.secrets));
        co_return answer;
    }
}

} // namespace waybill
