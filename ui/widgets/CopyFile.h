#pragma once

#include "app/base/Error.h"

namespace waybill {

/// Copies a file that is kept in the profile to where a person wants it; what stands there is replaced only by a whole
/// copy. Storage. Blocks: use a worker.
Result<void> copyFile(const QString &from, const QString &to);

} // namespace waybill
