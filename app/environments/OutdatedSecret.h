#pragma once

#include "app/environments/Environment.h"
#include "app/environments/SecretStore.h"

#include <qcorotask.h>

namespace waybill {

/// For when `before` is about to be saved as `after`: where that proves itself to another authority or tenant, or as
/// another application, the client secret of `before` is taken out of keychain and session, so that nobody else gets to
/// see it. True when there was one and it is gone; Secret when the keychain did not let go of it. `secrets` outlives
/// the call.
QCoro::Task<Result<bool>> forgetOutdatedSecret(SecretStore *secrets, Environment before, Environment after);

} // namespace waybill
