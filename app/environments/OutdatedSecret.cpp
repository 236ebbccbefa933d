#include "app/environments/OutdatedSecret.h"

namespace waybill {

QCoro::Task<Result<bool>> forgetOutdatedSecret(SecretStore *secrets, Environment before, Environment after)
{
    if (before.tokenEndpoint() == after.tokenEndpoint() && before.clientId == after.clientId)
        co_return false;
    const bool wasThere = co_await secrets->has(before.name);
    const auto forgotten = co_await secrets->forget(before.name, SecretKind::ClientSecret);
    if (!forgotten)
        co_return fail(forgotten.error());
    const bool isThere = co_await secrets->has(before.name); // that of the variable is not ours to take away
    co_return wasThere && !isThere;
}

} // namespace waybill
