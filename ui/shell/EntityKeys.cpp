#include "ui/shell/EntityKeys.h"

#include "app/catalogue/CatalogueCache.h"
#include "app/packages/KnownKeys.h"

#include <memory>

namespace waybill {
using namespace Qt::StringLiterals;

std::function<QStringList(const QString &, const QString &)> entityKeys(const QString &profileFolder,
                                                                        const Environment &environment)
{
    using Keys = std::function<QStringList(const QString &, const QString &)>;
    return [cache = CatalogueCache(profileFolder, environment.name), url = environment.url.toString(),
            known = std::make_shared<Keys>()](const QString &label, const QString &name) {
        if (!*known) {
            const auto catalogue = cache.read(url).value_or(nullptr);
            *known =
                catalogue ? knownKeys(catalogue) : Keys([](const QString &, const QString &) { return QStringList(); });
        }
        QStringList keys = (*known)(label, name);
        // A file holds one legal entity, and no column that says which.
        keys.removeIf([](const QString &key) { return key.compare("dataAreaId"_L1, Qt::CaseInsensitive) == 0; });
        return keys;
    };
}

} // namespace waybill
