#pragma once

#include "app/auth/GrantRequest.h"
#include "app/base/Clock.h"
#include "app/http/ThrottleGate.h"
#include "app/http/TokenSource.h"
#include "app/http/Transport.h"

#include <functional>
#include <memory>
#include <vector>

namespace waybill {

/// Tokens by any grant, in memory only. Renewed five minutes or a tenth of its life before a token ends, whichever is
/// less; while renewing ahead fails, the old token serves until its end. A throttled request (429, 503) closes the
/// environment's gate and goes again. The renewal under way ends when nobody waits for it any more. Held by shared_ptr.
/// One thread.
class RenewingTokenSource final : public TokenSource, public std::enable_shared_from_this<RenewingTokenSource>
{
public:
    /// Whether a throttled request goes again by itself.
    enum class Asks { Again, Once };

    /// `changed` is told when a token came or went.
    RenewingTokenSource(Environment environment, std::unique_ptr<GrantRequest> grant,
                        std::shared_ptr<Transport> transport, std::shared_ptr<ThrottleGate> gate,
                        std::shared_ptr<const Clock> clock, std::function<void()> changed = {},
                        Asks asks = Asks::Again);

    QCoro::Task<Result<QString>> token(std::stop_token stop) override;
    void refused(const QString &token) override;
    QDateTime untilUtc() const override { return m_until; }

    /// A token that a sign-in brought, asked for at `askedUtc`; whoever waits for a renewal is given it.
    void take(const TokenAnswer &answer, const QDateTime &askedUtc);
    /// Signed out: the token is gone, and a renewal under way brings nothing any more.
    void forget();
    const GrantRequest &grant() const { return *m_grant; }

private:
    /// One token request and those who wait for it.
    struct Renewal {
        std::stop_source stop;
        std::vector<std::stop_source> waiting;
        std::optional<Result<QString>> outcome;
    };

    QCoro::Task<void> renew(std::shared_ptr<Renewal> renewal);
    QCoro::Task<Result<TokenAnswer>> fetch(std::stop_token stop);
    void set(const TokenAnswer &answer, const QDateTime &askedUtc);
    /// The renewal under way is over with this, whatever it may bring later.
    void settle(Result<QString> outcome);
    bool alive() const;
    void told() const;

    const Environment m_environment;
    const std::unique_ptr<GrantRequest> m_grant;
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
