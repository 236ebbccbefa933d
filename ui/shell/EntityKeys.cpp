#include "ui/shell/EntityKeys.h"

#include "app/catalogue/CatalogueCache.h"

#include <memory>
#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

struct Kept {
    std::shared_ptr<const Catalogue> catalogue;
    bool isRead = false;
};

QStringList keysIn(const Catalogue &catalogue, const QString &label, const QString &name)
{
    const QString joined = QString(label).remove(u' ');
    for (qsizetype place = 0; place < catalogue.size(); ++place) {
        const EntitySet set = catalogue.set(place);
        const auto is = [](const QString &one, const QString &other) {
            return !one.isEmpty() && one.compare(other, Qt::CaseInsensitive) == 0;
        };
        if (!is(set.dataManagementName, name) && !is(set.label, label) && !is(set.name, joined))
            continue;
        QStringList keys;
        if (const auto details = catalogue.details(set.publicName)) {
            for (const EntityProperty &property : details->properties) {
                // A file holds one legal entity, and no column that says which.
                if (property.key && property.name.compare("dataAreaId"_L1, Qt::CaseInsensitive) != 0)
                    keys.append(property.name);
            }
        }
        return keys;
    }
    return {};
}

} // namespace

std::function<QStringList(const QString &, const QString &)> entityKeys(const QString &profileFolder,
                                                                        const Environment &environment)
{
    return [cache = CatalogueCache(profileFolder, environment.name), url = environment.url.toString(),
            kept = std::make_shared<Kept>()](const QString &label, const QString &name) {
        if (!std::exchange(kept->isRead, true))
            kept->catalogue = cache.read(url).value_or(nullptr);
        return kept->catalogue ? keysIn(*kept->catalogue, label, name) : QStringList();
    };
}

} // namespace waybill
