#include "ui/environments/SaveEnvironment.h"

#include "app/environments/OutdatedSecrets.h"
#include "app/environments/SecretOwner.h"

#include <QCoreApplication>

namespace waybill {

namespace {
struct SavingText {
    Q_DECLARE_TR_FUNCTIONS(SaveEnvironment)
};
} // namespace

QCoro::Task<Result<QString>> saveEnvironment(EnvironmentStore *environments, SecretStore *secrets,
                                             EnvironmentChange change)
{
    const QString name = change.environment.name;
    QStringList troubles;
    if (const Environment *before = environments->find(change.before)) {
        const auto forgotten = co_await forgetOutdatedSecrets(secrets, *before, change.environment);
        if (!forgotten) {
            troubles.append(SavingText::tr("The secrets from before could not be removed from the keychain. %1")
                                .arg(forgotten.error().message));
        }
        for (const SecretKind kind : forgotten.value_or(QList<SecretKind>())) {
            if (change.secrets.contains(kind))
                continue;
            troubles.append(kind == SecretKind::ProxyPassword
                                ? SavingText::tr("The proxy is another one now, so the password that was kept for it "
                                                 "is forgotten. Give the new one.")
                                : SavingText::tr("Authority, tenant or client ID are others now, so the client secret "
                                                 "that was kept is forgotten. Give the new one."));
        }
    }
    const auto saved = change.before.isEmpty() ? environments->add(change.environment)
                                               : environments->replace(change.before, change.environment);
    if (!saved)
        co_return fail(saved.error());
    if (!change.before.isEmpty() && change.before != name) {
        const auto moved = co_await secrets->rename(change.before, name);
        if (!moved)
            troubles.append(moved.error().message);
    }
    for (auto secret = change.secrets.cbegin(); secret != change.secrets.cend(); ++secret) {
        const QString owner = secretOwner(change.environment, secret.key());
        const auto kept = co_await secrets->keep(name, secret.value(), secret.key(), owner);
        if (kept)
            continue;
        secrets->keepForSession(name, secret.value(), secret.key(), owner);
        troubles.append(SavingText::tr("%1 It is kept until Waybill is closed.").arg(kept.error().message));
    }
    co_return troubles.join(u' ');
}

QCoro::Task<Result<QString>> removeEnvironment(EnvironmentStore *environments, SecretStore *secrets, QString name)
{
    const auto removed = environments->remove(name);
    if (!removed)
        co_return fail(removed.error());
    const auto forgotten = co_await secrets->forget(name);
    co_return forgotten
        ? QString()
        : SavingText::tr("Its secrets could not be removed from the keychain. %1").arg(forgotten.error().message);
}

} // namespace waybill
