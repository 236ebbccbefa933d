#include "ui/environments/ExchangeEnvironments.h"

#include "app/environments/SecretOwner.h"
#include "app/environments/exchange/ExportedEnvironments.h"
#include "app/environments/exchange/ImportPlan.h"

#include <QCoreApplication>

namespace waybill {

namespace {
struct ExchangeText {
    Q_DECLARE_TR_FUNCTIONS(ExchangeEnvironments)
};
} // namespace

QCoro::Task<Result<ImportDone>> importEnvironments(EnvironmentStore *environments, SecretStore *secrets, QString path)
{
    const auto imported = importedFile(path);
    if (!imported)
        co_return fail(imported.error());
    const ImportPlan plan = planImport(*environments, *imported, TakenName::Skip);
    if (!plan.fresh.isEmpty()) {
        if (const auto added = environments->add(plan.fresh); !added)
            co_return fail(added.error());
    }
    ImportDone done{{}, imported->notes};
    for (const Environment &environment : plan.fresh)
        done.added.append(environment.name);
    for (const QString &name : plan.skipped) {
        done.notes.append(ExchangeText::tr("There is an environment “%1” already, so that of the file was skipped. To "
                                           "have both, give the one here another name and import the file again.")
                              .arg(name));
    }
    for (const Environment &environment : plan.fresh) {
        const auto secret = plan.secrets.constFind(environment.name);
        if (secret == plan.secrets.cend())
            continue;
        const QString owner = secretOwner(environment);
        const auto kept = co_await secrets->keep(environment.name, *secret, SecretKind::ClientSecret, owner);
        if (kept) {
            done.notes.append(noteOfSecret(environment.name, kept));
            continue;
        }
        secrets->keepForSession(environment.name, *secret, SecretKind::ClientSecret, owner);
        done.notes.append(ExchangeText::tr("The client secret of “%1” that stands in the file is kept until Waybill is "
                                           "closed. %2")
                              .arg(environment.name, kept.error().message));
    }
    co_return done;
}

Result<qsizetype> exportEnvironments(const EnvironmentStore &environments, const QString &path)
{
    QList<Environment> saved = environments.environments();
    saved.removeIf([&](const Environment &environment) { return environments.isTransient(environment.name); });
    if (const auto written = exportTo(path, saved); !written)
        return fail(written.error());
    return saved.size();
}

} // namespace waybill
