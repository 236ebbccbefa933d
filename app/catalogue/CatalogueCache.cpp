#include "app/catalogue/CatalogueCache.h"

#include "app/catalogue/CatalogueFiles.h"

namespace waybill {
using namespace Qt::StringLiterals;

CatalogueCache::CatalogueCache(QString profileFolder, const QString &environment)
    : m_path(catalogueFile(profileFolder, environment, u".json"_s))
{
}

Result<std::shared_ptr<const Catalogue>> CatalogueCache::read(const QString &url) const
{
    auto bytes = readWholeFile(m_path);
    if (!bytes)
        return fail(bytes.error());
    if (!*bytes)
        return std::shared_ptr<const Catalogue>();
    auto catalogue = Catalogue::open(*std::exchange(*bytes, std::nullopt));
    if (!catalogue) {
        Error error = catalogue.error();
        error.detail = m_path;
        return fail(std::move(error));
    }
    return (*catalogue)->head().url == url ? *catalogue : nullptr;
}

Result<void> CatalogueCache::write(const Catalogue &catalogue) const
{
    return replaceFile(m_path, catalogue.bytes());
}

} // namespace waybill
