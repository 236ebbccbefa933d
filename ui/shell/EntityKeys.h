#pragma once

#include "app/environments/Environment.h"

#include <functional>

namespace waybill {

/// The key columns of an environment's entities, by label and own name, as its kept catalogue has them; nothing where
/// none is kept or it does not know the entity. What is given back may be called in any thread, one at a time, and
/// reads the catalogue at its first call.
std::function<QStringList(const QString &label, const QString &name)> entityKeys(const QString &profileFolder,
                                                                                 const Environment &environment);

} // namespace waybill
