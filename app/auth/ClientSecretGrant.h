#pragma once

#include "app/auth/GrantRequest.h"
#include "app/environments/SecretStore.h"

namespace waybill {

/// An application proves itself by its client secret.
class ClientSecretGrant final : public GrantRequest
{
public:
    /// `secrets` outlives this.
    ClientSecretGrant(Environment environment, SecretStore *secrets);

    QCoro::Task<Result<TokenForm>> form() override;
    QCoro::Task<std::optional<Error>> refused(Error error) override;

private:
    const Environment m_environment;
    SecretStore *m_secrets;
};

} // namespace waybill
