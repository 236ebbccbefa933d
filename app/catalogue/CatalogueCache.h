#pragma once

#include "app/catalogue/Catalogue.h"

namespace waybill {

/// What is kept of an environment's catalogue on disk: one file in the profile, replaced in one step. Several programs
/// may use it: the last one that writes stays. Any thread.
class CatalogueCache
{
public:
    CatalogueCache(QString profileFolder, const QString &environment);

    QString path() const { return m_path; }
    /// A null pointer when nothing is kept, or that of another address. Storage when the file cannot be used.
    Result<std::shared_ptr<const Catalogue>> read(const QString &url) const;
    Result<void> write(const Catalogue &catalogue) const;

private:
    QString m_path;
};

} // namespace waybill
