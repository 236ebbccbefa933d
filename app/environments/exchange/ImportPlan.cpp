#include "app/environments/exchange/ImportPlan.h"

#include "app/environments/EnvironmentStore.h"
#include "app/environments/NameClash.h"
#include "app/environments/SecretStore.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

Result<ImportedEnvironments> importedFile(const QString &path)
{
    constexpr qint64 most = 64 << 20; // the reader says what is too large; this keeps /dev/zero out
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return fail(ErrorKind::BadInput,
                    u"%1 cannot be read: %2."_s.arg(QDir::toNativeSeparators(path), file.errorString()));
    }
    auto imported = importedFrom(file.read(most), QFileInfo(path).baseName());
    if (!imported)
        imported.error().message.prepend(QFileInfo(path).fileName() + u": "_s);
    return imported;
}

ImportPlan planImport(const EnvironmentStore &store, const ImportedEnvironments &imported, TakenName taken)
{
    ImportPlan plan;
    for (Environment environment : imported.environments) {
        const QString before = environment.name;
        const auto isThere = [&](const QString &name) {
            Environment named = environment;
            named.name = name;
            const auto clashes = [&](const Environment &other) {
                return other.name == name || nameClash(named, other);
            };
            return std::ranges::any_of(store.environments(), clashes) || std::ranges::any_of(plan.fresh, clashes);
        };
        if (store.find(before) && taken == TakenName::Skip) {
            plan.skipped.append(before);
            continue;
        }
        environment.name = freeName(before, isThere);
        if (const auto secret = imported.secrets.constFind(before); secret != imported.secrets.cend())
            plan.secrets.insert(environment.name, *secret);
        plan.fresh.append(environment);
    }
    return plan;
}

QString noteOfSecret(const QString &environment, const Result<void> &kept)
{
    if (kept) {
        return u"The client secret of “%1” went from the file into the keychain. It still stands in the file: remove "
               u"it there."_s.arg(environment);
    }
    return u"The file holds a client secret for “%1”, which could not be kept. %2 Give it again, or set %3."_s.arg(
        environment, kept.error().message, SecretStore::variableName(environment));
}

} // namespace waybill
