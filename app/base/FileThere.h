#pragma once

#include "app/base/Error.h"

#include <QString>

namespace waybill {

/// Whether something of that name is there. Storage where that cannot be told, such as in a folder of somebody else:
/// who may not look must not be told that there is nothing. Any thread.
Result<bool> isThere(const QString &path);

} // namespace waybill
