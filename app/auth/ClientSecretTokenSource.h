#pragma once

#include "app/auth/TokenAnswer.h"
#include "app/base/Clock.h"
#include "app/environments/Environment.h"
#include "app/environments/SecretStore.h"
#include "app/http/ThrottleGate.h"
#include "app/http/TokenSource.h"
#include "app/http/Transport.h"

#include <functional>
#include <memory>
#include <vector>

namespace waybill {

/// Tokens by the grant *client secret* (protocol.md section 1). Renewed five minutes or a tenth of its life before a
/// token ends, whichever is less; while renewing ahead fails, the old token serves until its end. A throttled request
/// (429, 503) closes the environment's gate and goes again. The renewal under way ends when nobody waits for it any
/// more. Held by shared_ptr. One thread.
class ClientSecretTokenSource final : public TokenSource, public std::enable_shared_from_this<ClientSecretTokenSource>
{
public:
    /// Whether a throttled request goes again by itself.
    enum class Asks { Again, Once };

    /// `secrets` outlives this; `changed` is told when a token came or went.
    ClientSecretTokenSource(Environment environment, SecretStore *secrets, std::shared_ptr<Transport> transport,
                            std::shared_ptr<ThrottleGate> gate, std::shared_ptr<const Clock> clock,
                            std::function<void()> changed = {}, Asks asks = Asks::Again);

    QCoro::Task<Result<QString>> token(std::stop_token stop) override;
    void refused(const QString &token) override;
    QDateTime untilUtc() const override { return m_until; }

private:
    /// One token request and those who wait for it.
    struct Renewal {
        std::stop_source stop;
        std::vector<std::stop_source> waiting;
        std::optional<Result<QString>> outcome;
    };

    QCoro::Task<void> renew(std::shared_ptr<Renewal> renewal);
    QCoro::Task<Result<TokenAnswer>> fetch(std::stop_token stop);
    HttpRequest request(const QString &secret) const;
    bool alive() const;
    void told() const;

    const Environment m_environment;
    SecretStore *m_secrets;
    std::shared_ptr<Transport> m_transport;
    std::shared_ptr<ThrottleGate> m_gate;
    std::shared_ptr<const Clock> m_clock;
    const Asks m_asks;
    std::function<void()> m_changed;
    QString m_token;
    QDateTime m_until;                  ///< when it ends
    QDateTime m_renewAt;                ///< when it is renewed, somewhat earlier
    std::shared_ptr<Renewal> m_renewal; ///< under way
};

} // namespace waybill
