#pragma once

#include "app/environments/Environment.h"

#include <optional>

namespace waybill {

/// Why two environments of different names should not stand side by side, in a sentence that names both: people could
/// not tell the names apart, or both would take their client secret from the same `WAYBILL_SECRET_<NAME>`. Nothing
/// where they may.
std::optional<QString> nameClash(const Environment &environment, const Environment &other);

/// Such sentences for all of these, as a file may hold them that another program wrote.
QStringList nameClashes(const QList<Environment> &environments);

} // namespace waybill
