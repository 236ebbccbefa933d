#pragma once

#include "app/catalogue/Catalogue.h"

#include <functional>
#include <memory>

namespace waybill {

/// The key columns of entities as an environment's catalogue has them, for DiffAsk::keysOf: the entity set with that
/// data-management name, else with that label. Nothing where there is none, or its fields are not known. Any thread.
std::function<QStringList(const QString &name, const QString &targetEntity)>
knownKeys(std::shared_ptr<const Catalogue> catalogue);

} // namespace waybill
