#include "app/packages/KnownKeys.h"

namespace waybill {

namespace {

bool isSame(std::string_view known, const QString &wanted)
{
    return !known.empty() && !wanted.isEmpty() &&
           QString::fromUtf8(known.data(), qsizetype(known.size())).compare(wanted, Qt::CaseInsensitive) == 0;
}

std::optional<qsizetype> setOf(const Catalogue &catalogue, const QString &name, const QString &targetEntity)
{
    for (qsizetype set = 0; set < catalogue.size(); ++set) {
        if (isSame(catalogue.view(set).dataManagementName, targetEntity))
            return set;
    }
    for (qsizetype set = 0; set < catalogue.size(); ++set) {
        if (isSame(catalogue.view(set).label, name))
            return set;
    }
    return std::nullopt;
}

} // namespace

std::function<QStringList(const QString &, const QString &)> knownKeys(std::shared_ptr<const Catalogue> catalogue)
{
    return [catalogue = std::move(catalogue)](const QString &name, const QString &targetEntity) {
        QStringList keys;
        const auto set = setOf(*catalogue, name, targetEntity);
        if (!set)
            return keys;
        const auto details = catalogue->details(catalogue->set(*set).publicName);
        if (!details)
            return keys;
        for (const EntityProperty &property : details->properties) {
            if (property.key)
                keys.append(property.name);
        }
        return keys;
    };
}

} // namespace waybill
