#pragma once

#include "app/environments/Environment.h"
#include "app/environments/SecretStore.h"

namespace waybill {

/// A digest of whom the environment shows a secret to, for SecretStore: of a client secret its authority, tenant and
/// application, of a proxy's password the proxy and the user. Empty for what is shown to nobody as it is, or (refresh
/// tokens) knows its owner itself.
QString secretOwner(const Environment &environment, SecretKind kind = SecretKind::ClientSecret);

} // namespace waybill
