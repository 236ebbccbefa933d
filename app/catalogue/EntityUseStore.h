#pragma once

#include "app/base/Error.h"
#include "app/catalogue/CatalogueSearch.h"

#include <functional>

namespace waybill {

/// Which entity sets of an environment a person uses and likes, on disk in the profile; several programs may add to it.
/// Blocks for a small file. Any thread.
class EntityUseStore
{
public:
    EntityUseStore(QString profileFolder, const QString &environment);

    QString path() const { return m_path; }
    /// Nothing used where there is no file. Storage when it cannot be read, and then no change can be made, or when it
    /// is damaged: the next change begins anew.
    Result<EntityUse> read() const;
    /// Counts one more use.
    Result<void> noteUse(const QString &set) const;
    Result<void> setFavourite(const QString &set, bool is) const;

private:
    Result<void> change(const std::function<void(EntityUse &)> &edit) const;

    QString m_path;
};

} // namespace waybill
