#include "app/connection/ServiceSteps.h"

#include "app/auth/AadstsCodes.h"
#include "app/connection/CheckCalls.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <chrono>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
const QString checkTheAddress =
    u"Check the address: it is the one the browser shows in Finance & Operations, up to the first slash."_s;
} // namespace

Finding judgeService(const HttpOutcome &outcome, const Environment &environment)
{
    if (!outcome.answer)
        return noAnswer(outcome.error);
    const HttpAnswer &answer = *outcome.answer;
    const QString seen = seenOf(answer);
    if (const auto another = anotherEnvironment(answer, environment))
        return *another;
    if (answer.status == 401)
        return {StepState::Passed, seen, u"It lets nobody in without a token, as Finance & Operations does."_s, {}};
    if (leadsToSignIn(answer, environment))
        return {StepState::Passed, seen, u"It sends strangers to a sign-in page, as Finance & Operations does."_s, {}};
    if (const QUrl target = redirectTarget(answer); !target.isEmpty()) {
        return {StepState::Failed, seen, u"The address only points to another one."_s,
                u"Save the environment with the address that it points to, if that is yours."_s};
    }
    if (answer.status == 429)
        return {StepState::Failed, seen, u"The service is throttling and asks to come later."_s,
                u"Check again in a few minutes."_s};
    if (answer.status == 503 || answer.status == 502 || answer.status == 504) {
        return {StepState::Failed, seen,
                u"Nobody is at home for the moment: the environment is stopped, or being "
                u"updated."_s,
                u"Look in Lifecycle Services or the Power Platform admin center whether it runs, then try again."_s};
    }
    if (answer.status == 403)
        return {StepState::Failed, seen, u"Something in front of the service turns this computer away."_s,
                u"Ask whether only certain networks may reach it (IP firewall), and whether yours is one of them."_s};
    return {StepState::Failed, seen,
            answer.status == 404 ? u"There is no OData at this address, so it is not Finance & Operations."_s
                                 : u"It answers strangers otherwise than Finance & Operations does."_s,
            checkTheAddress};
}

Finding judgeAuthority(const HttpOutcome &outcome, const Environment &environment)
{
    const QString fix = u"Check the tenant (a GUID or a domain, in the Entra admin center under Overview) and the "
                        u"authority of your cloud."_s;
    if (!outcome.answer)
        return {StepState::Failed, outcome.error.detail, outcome.error.message,
                u"Check the authority of the environment, and whether this computer may reach it."_s};
    const HttpAnswer &answer = *outcome.answer;
    const QJsonObject body = QJsonDocument::fromJson(answer.body).object();
    if (answer.status == 200 && !body[u"token_endpoint"_s].toString().isEmpty()) {
        return {StepState::Passed,
                body[u"issuer"_s].toString(environment.authority.toString()),
                u"The authority answers and knows the tenant %1."_s.arg(environment.tenant),
                {}};
    }
    if (answer.status >= 400 && answer.status < 500 && body.contains(u"error"_s)) {
        const Error refusal = tokenRefusal(answer.status, answer.body);
        if (blamesTenant(refusal) || body[u"error"_s] == "invalid_tenant"_L1)
            return tenantUnknown(refusal);
    }
    if (answer.status >= 500)
        return {StepState::Failed, seenOf(answer), u"The authority has trouble of its own."_s,
                u"Try again in a moment."_s};
    return {StepState::Warning, seenOf(answer),
            u"The authority answers and says nothing about its tenants; the token will tell."_s,
            u"If no token is given: "_s + fix.left(1).toLower() + fix.mid(1)};
}

bool blamesTenant(const Error &refusal)
{
    static constexpr std::array codes{"AADSTS90002"_L1, "AADSTS900023"_L1, "AADSTS90038"_L1, "AADSTS900021"_L1};
    return std::ranges::any_of(codes, [&](QLatin1StringView code) { return refusal.serviceCode == code; });
}

Finding tenantUnknown(const Error &refusal)
{
    const QString seen =
        refusal.detail.isEmpty() ? refusal.serviceCode : u"%1: %2"_s.arg(refusal.serviceCode, refusal.detail);
    return {StepState::Failed, seen, refusal.message,
            u"Entra admin center › Overview shows the tenant's id and its domains; save the environment with one of "
            u"them."_s};
}

Finding noAuthority(const QString &seen, const Environment &environment)
{
    return {
        StepState::Failed, seen,
        u"What answers at %1 is no sign-in service: it publishes nothing about its tenants and gives no tokens."_s.arg(
            environment.authority.toString()),
        u"Check the authority of the environment: %1 is that of the public cloud."_s.arg(publicAuthority().toString())};
}

Finding judgeClock(const QDateTime &serviceUtc, const QDateTime &answeredUtc)
{
    if (!serviceUtc.isValid())
        return {StepState::Warning, u"no time in the answer"_s, u"The service did not tell its time."_s, {}};
    const std::chrono::seconds ahead(serviceUtc.secsTo(answeredUtc));
    const auto off = std::chrono::abs(ahead);
    const QString seen =
        u"service %1, this computer %2"_s.arg(serviceUtc.toString(utcForm), answeredUtc.toUTC().toString(utcForm));
    if (off <= 1min)
        return {StepState::Passed, seen, u"Both clocks agree."_s, {}};
    const QString how = off >= 2min ? u"%1 minutes"_s.arg(std::chrono::round<std::chrono::minutes>(off).count())
                                    : u"%1 seconds"_s.arg(off.count());
    return {off > 5min ? StepState::Failed : StepState::Warning, seen,
            u"This computer's clock is %1 %2. Sign-ins by certificate fail with a wrong clock, and times in the "
            u"history are wrong."_s.arg(how, ahead.count() > 0 ? u"ahead"_s : u"behind"_s),
            u"Set this computer's clock, best by switching automatic time on."_s};
}

} // namespace waybill
