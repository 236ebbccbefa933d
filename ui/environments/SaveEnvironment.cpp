#include "ui/environments/SaveEnvironment.h"

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
    const auto saved = change.before.isEmpty() ? environments->add(change.environment)
                                               : environments->replace(change.before, change.environment);
    if (!saved)
        co_return fail(saved.error());
    QString trouble;
    if (!change.before.isEmpty() && change.before != name) {
        const auto moved = co_await secrets->rename(change.before, name);
        if (!moved && change.secrets.isEmpty())
            trouble = moved.error().message;
    }
    for (auto secret = change.secrets.cbegin(); secret != change.secrets.cend(); ++secret) {
        const auto kept = co_await secrets->keep(name, secret.value(), secret.key());
        if (kept)
            continue;
        secrets->keepForSession(name, secret.value(), secret.key());
        trouble = SavingText::tr("%1 It is kept until Waybill is closed.").arg(kept.error().message);
    }
    co_return trouble;
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
