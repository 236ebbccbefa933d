#pragma once

#include "app/auth/GrantRequest.h"
#include "app/environments/SecretStore.h"

namespace waybill {

/// Goes on with what a person began by signing in: the refresh token of the keychain. A new one in the answer takes its
/// place there before the access token is used.
class RefreshGrant final : public GrantRequest
{
public:
    /// `secrets` outlives this.
    RefreshGrant(Environment environment, SecretStore *secrets);

    QCoro::Task<Result<TokenForm>> form() override;
    QCoro::Task<void> granted(TokenAnswer answer) override;
    /// Another program of this profile may have got a new refresh token meanwhile: then that one is tried.
    QCoro::Task<std::optional<Error>> refused(Error error) override;
    void forget() override;
    QString person() const override { return m_person; }

private:
    const Environment m_environment;
    SecretStore *m_secrets;
    QString m_used; ///< in the last form
    QString m_person;
    int m_forgotten = 0; ///< how often
};

} // namespace waybill
