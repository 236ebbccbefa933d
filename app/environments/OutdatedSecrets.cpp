#include "app/environments/OutdatedSecrets.h"

#include "app/environments/SecretOwner.h"

namespace waybill {

namespace {
bool isOutdated(SecretKind kind, const Environment &before, const Environment &after)
{
    // Without a proxy of its own the password goes nowhere, and is that of the proxy from before still.
    const QString owner = secretOwner(after, kind);
    return !owner.isEmpty() && owner != secretOwner(before, kind);
}
} // namespace

QCoro::Task<Result<QList<SecretKind>>> forgetOutdatedSecrets(SecretStore *secrets, Environment before,
                                                             Environment after)
{
    QList<SecretKind> gone;
    for (const SecretKind kind : {SecretKind::ClientSecret, SecretKind::ProxyPassword}) {
        if (!isOutdated(kind, before, after))
            continue;
        const bool wasThere = co_await secrets->has(before.name, kind);
        const auto forgotten = co_await secrets->forget(before.name, kind);
        if (!forgotten)
            co_return fail(forgotten.error());
        const bool isThere = co_await secrets->has(before.name, kind); // that of the variable is not ours to take
        if (wasThere && !isThere)
            gone.append(kind);
    }
    co_return gone;
}

} // namespace waybill
