#pragma once

#include "app/auth/GrantRequest.h"
#include "app/environments/SecretStore.h"

#include <functional>

namespace waybill {

/// Goes on with what a person began by signing in: the refresh token of the keychain. A new one in the answer takes its
/// place there before the access token is used.
class RefreshGrant final : public GrantRequest
{
public:
    /// `secrets` outlives this. `notKept` is told in a sentence when the keychain does not take a new refresh token: it
    /// is kept for this session then.
    RefreshGrant(Environment environment, SecretStore *secrets,
                 std::function<void(const QString &sentence)> notKept = {});

    /// A refresh token may be good for one request only: the next to ask finds the new one in the keychain. Waits no
    /// longer than a request may take.
    QCoro::Task<std::shared_ptr<void>> turn(std::stop_token stop) override;
    QCoro::Task<Result<TokenForm>> form() override;
    QCoro::Task<void> granted(TokenAnswer answer) override;
    /// Another program of this profile may have got a new refresh token meanwhile: then that one is tried. An authority
    /// that did not grant all that was asked for (RFC 6749 section 6) is asked for what it did grant.
    QCoro::Task<std::optional<Error>> refused(Error error) override;
    void forget() override;
    QString person() const override { return m_person; }

private:
    const Environment m_environment;
    SecretStore *m_secrets;
    std::function<void(const QString &sentence)> m_notKept;
    bool m_asGranted = false; ///< the scopes are left out: what the person was granted holds
    QString m_used;           ///< in the last form
    QString m_person;
    int m_forgotten = 0; ///< how often
};

} // namespace waybill
