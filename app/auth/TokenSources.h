#pragma once

#include "app/auth/RenewingTokenSource.h"
#include "app/environments/SecretStore.h"

namespace waybill {

/// How the environment's grant asks for tokens. `secrets` outlives it; `notKept` as RefreshGrant has it.
std::unique_ptr<GrantRequest> grantRequest(const Environment &environment, SecretStore *secrets,
                                           std::shared_ptr<const Clock> clock,
                                           std::function<void(const QString &sentence)> notKept = {});

/// A connection for calls to the environment and its authority: whom it trusts and the proxy it takes. `secrets` and
/// `log` outlive it.
std::shared_ptr<Transport> transportFor(const Environment &environment, SecretStore *secrets, HttpLog *log);

} // namespace waybill
