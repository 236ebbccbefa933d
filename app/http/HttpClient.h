#pragma once

#include "app/http/RequestBudget.h"
#include "app/http/ThrottleGate.h"
#include "app/http/TokenSource.h"
#include "app/http/Transport.h"

#include <memory>

namespace waybill {

/// Calls to one environment: its token on its own origin only, 401 answered by one silent renewal, 429 (and for safe
/// calls 503 and 408) by waiting at the environment's one gate, redirects told as *not signed in*. One thread; held by
/// shared_ptr, coroutines under way keep it alive.
class HttpClient : public std::enable_shared_from_this<HttpClient>
{
public:
    HttpClient(QUrl origin, std::shared_ptr<Transport> transport, std::shared_ptr<TokenSource> tokens,
               std::shared_ptr<ThrottleGate> gate, double requestsPerSecond);

    /// The answer whatever its status, or why there is none. A Repeat::Once request goes again by itself only where it
    /// was provably not taken: after one token renewal (401) and after a 429's wait. `stop` ends waiting and transfer.
    /// A 3xx comes back as NotSignedIn with what it pointed to.
    QCoro::Task<HttpOutcome> send(HttpRequest request, std::stop_token stop);

    const QUrl &origin() const { return m_origin; }
    ThrottleGate &gate() { return *m_gate; }
    TokenSource &tokens() { return *m_tokens; }
    RequestBudget &budget() { return m_budget; }

private:
    QUrl m_origin;
    std::shared_ptr<Transport> m_transport;
    std::shared_ptr<TokenSource> m_tokens;
    std::shared_ptr<ThrottleGate> m_gate;
    RequestBudget m_budget;
};

} // namespace waybill
