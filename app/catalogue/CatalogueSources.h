#pragma once

#include "app/catalogue/Catalogue.h"
#include "app/catalogue/CatalogueCalls.h"

namespace waybill {

/// Reads a catalogue from one of the places that a service may have for it; what is long is parsed on a worker thread.
/// One thread; coroutines hold what they use.
class CatalogueSources
{
public:
    /// `folder`: where `$metadata` lies while it is read. Made where it is missing.
    CatalogueSources(CatalogueCalls calls, QString folder);

    using Read = Result<std::shared_ptr<const Catalogue>>;

    /// `kept`, or null, gives its ETag: where the service says that nothing changed, it comes back with another time.
    /// What it knows of entities stays known where the new one does not tell. An error for which meansNoSuchService()
    /// holds where there is nothing of the kind; a list without any entity is one.
    QCoro::Task<Read> read(CatalogueSource source, std::shared_ptr<const Catalogue> kept, QDateTime now,
                           std::stop_token stop) const;

    /// A catalogue with the details that `publicName` has in the metadata service.
    QCoro::Task<Read> withDetails(std::shared_ptr<const Catalogue> kept, QString publicName,
                                  std::stop_token stop) const;
    /// The same with an enumeration.
    QCoro::Task<Read> withEnumeration(std::shared_ptr<const Catalogue> kept, QString name, std::stop_token stop) const;

    const CatalogueCalls &calls() const { return m_calls; }

private:
    QCoro::Task<Read> readMetadata(std::shared_ptr<const Catalogue> kept, QDateTime now, std::stop_token stop) const;

    CatalogueCalls m_calls;
    QString m_folder;
};

/// The entity sets of `kept` with what `other` knows of entities and enumerations. Blocks. Any thread.
Result<std::shared_ptr<const Catalogue>> merged(std::shared_ptr<const Catalogue> kept,
                                                std::shared_ptr<const Catalogue> other);

} // namespace waybill
