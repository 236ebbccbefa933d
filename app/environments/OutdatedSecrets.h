#pragma once

#include "app/environments/Environment.h"
#include "app/environments/SecretStore.h"

#include <qcorotask.h>

namespace waybill {

/// For when `before` is about to be saved as `after`: what belongs to somebody else then is taken out of keychain and
/// session, so that nobody else gets to see it. That is the client secret where `after` proves itself to another
/// authority or tenant, or as another application, and the proxy's password where it takes another proxy or user of
/// one. Those that were there and are gone; Secret when the keychain did not let go of one. `secrets` outlives the
/// call.
QCoro::Task<Result<QList<SecretKind>>> forgetOutdatedSecrets(SecretStore *secrets, Environment before,
                                                             Environment after);

} // namespace waybill
