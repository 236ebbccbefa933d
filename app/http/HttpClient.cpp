#include "app/http/HttpClient.h"

#include "app/http/OtherEnvironment.h"
#include "app/http/ReadOnly.h"
#include "app/http/Redaction.h"

#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

Error redirected(const HttpAnswer &answer)
{
    const QUrl target = QUrl::fromEncoded(answer.header("Location"));
    Error error{ErrorKind::NotSignedIn,
                u"The service sent the call on to another page instead of answering, most likely to sign in: %1. "
                "Check that the address is the environment's own, and that the application is allowed there."_s.arg(
                    target.isEmpty() ? u"(no address given)"_s : redactedUrl(target)),
                {},
                answer.status,
                {}};
    return error;
}

Error another(const QString &environment, const QString &how, int status)
{
    return {ErrorKind::NotSignedIn,
            u"Another environment answers at the address of “%1”: %2. Nothing is sent there any more. Correct the "
            u"environment; if it is right as it is, check its connection, and Waybill goes on when that passes."_s.arg(
                environment, how),
            {},
            status,
            {}};
}

HttpOutcome notSent(const Error &error)
{
    HttpOutcome outcome;
    outcome.error = error;
    return outcome;
}

} // namespace

HttpClient::HttpClient(QUrl base, std::shared_ptr<Transport> transport, std::shared_ptr<TokenSource> tokens,
                       std::shared_ptr<ThrottleGate> gate, Rules rules)
    : m_base(std::move(base)), m_rules(std::move(rules)), m_transport(std::move(transport)),
      m_tokens(std::move(tokens)), m_gate(std::move(gate)), m_budget(m_rules.requestsPerSecond)
{
}

QCoro::Task<HttpOutcome> HttpClient::send(HttpRequest request, std::stop_token stop)
{
    const auto self = shared_from_this();
    if (m_rules.readOnly && changesSomething(request)) {
        co_return notSent(refusedAsReadOnly(m_rules.environment));
    }
    request.timeout = m_rules.timeOuts.of(request.type);
    const bool safe = request.repeat == Repeat::Safe;
    const bool own = sameOrigin(m_base, request.url);
    bool renewed = false;
    for (int unavailable = 0;;) {
        const bool open = co_await m_gate->pass(stop);
        if (!open) {
            HttpOutcome stopped;
            stopped.error = m_gate->isClosed()
                                ? Error{ErrorKind::Throttled,
                                        u"The service asked to wait, and the time for waiting was over first. %1"_s.arg(
                                            m_gate->reason()),
                                        {},
                                        0,
                                        {}}
                                : Error{ErrorKind::Cancelled, u"The call was cancelled before it began."_s, {}, 0, {}};
            co_return stopped;
        }
        if (m_halted)
            co_return notSent(*m_halted);
        QString token;
        HttpRequest attempt = request;
        if (own) {
            auto got = co_await m_tokens->token(stop);
            if (!got)
                co_return notSent(got.error());
            token = *got;
            attempt.headers.append({"Authorization", "Bearer " + token.toLatin1()});
            attempt.secrets.append(token.toLatin1());
        }
        auto outcome = co_await m_transport->send(std::move(attempt), stop);
        if (!outcome.answer)
            co_return outcome;
        const int status = outcome.answer->status;
        if (!token.isEmpty()) {
            if (const auto how = saysAnotherEnvironment(*outcome.answer, {m_base, m_rules.authority, m_rules.tenant})) {
                m_halted = another(m_rules.environment, *how, status);
                co_return notSent(*m_halted);
            }
        }
        if (status >= 300 && status < 400 && status != 304) {
            outcome.error = redirected(*outcome.answer);
            outcome.answer.reset();
            outcome.bodyBegan = false; // a redirect takes nothing
            co_return outcome;
        }
        if (!own)
            co_return outcome;
        if (status == 401) {
            m_tokens->refused(token);
            if (safe && !std::exchange(renewed, true))
                continue;
        }
        if (status == 429 || status == 503 || (safe && status == 408)) {
            m_gate->close(outcome.answer->header("Retry-After"), outcome.answer->header("Date"),
                          status == 429 ? u"The service is throttling (429)."_s
                                        : u"The service is not available for the moment (%1)."_s.arg(status));
            if (safe && (status == 429 || unavailable++ < 5))
                continue;
            co_return outcome;
        }
        m_gate->opened();
        co_return outcome;
    }
}

} // namespace waybill
