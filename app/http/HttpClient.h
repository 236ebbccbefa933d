#pragma once

#include "app/http/Origin.h"
#include "app/http/RequestBudget.h"
#include "app/http/ThrottleGate.h"
#include "app/http/TokenSource.h"
#include "app/http/Transport.h"

#include <memory>

namespace waybill {

/// Calls to one environment: its token on its own origin only, redirects told as *not signed in*, one gate for all.
/// When another environment answers in its place (OtherEnvironment.h), this client sends nothing any more. One thread;
/// held by shared_ptr, coroutines under way keep it alive.
class HttpClient : public std::enable_shared_from_this<HttpClient>
{
public:
    struct Rules {
        QString environment = {}; ///< its name, for sentences
        double requestsPerSecond = 10;
        TimeOuts timeOuts = {};
        bool readOnly = false; ///< calls that may change something are refused (ReadOnly.h)
        QUrl authority = {};
        QString tenant = {};
    };

    /// `base`: what addresses of calls begin with; its origin is the only one that gets the token.
    HttpClient(QUrl base, std::shared_ptr<Transport> transport, std::shared_ptr<TokenSource> tokens,
               std::shared_ptr<ThrottleGate> gate, Rules rules);

    /// The answer whatever its status, or why there is none. `stop` ends waiting and transfer. A 3xx other than 304
    /// comes back as NotSignedIn with what it pointed to. A Repeat::Safe call goes again by itself: after one silent
    /// token renewal (401) and after a wait at the gate (429, 503, 408). A Repeat::Once call is sent once; its 401, 429
    /// and 503 are only told to token source and gate, so that the caller can journal what happened before it sends
    /// again. What another host answers says nothing of the environment: it comes back as it is, and the gate stays as
    /// it was.
    QCoro::Task<HttpOutcome> send(HttpRequest request, std::stop_token stop);

    const QUrl &base() const { return m_base; }
    /// A call's address: `path`, such as `/data`, below the base.
    QUrl at(const QString &path) const { return below(m_base, path); }
    ThrottleGate &gate() { return *m_gate; }
    TokenSource &tokens() { return *m_tokens; }
    RequestBudget &budget() { return m_budget; }
    /// Why nothing is sent any more, if so.
    const std::optional<Error> &halted() const { return m_halted; }

private:
    QUrl m_base;
    Rules m_rules;
    std::shared_ptr<Transport> m_transport;
    std::shared_ptr<TokenSource> m_tokens;
    std::shared_ptr<ThrottleGate> m_gate;
    std::optional<Error> m_halted; ///< another environment answered
    RequestBudget m_budget;
};

} // namespace waybill
