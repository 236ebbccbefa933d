#pragma once

#include "app/practice/data/Entity.h"

namespace practice {

/// Why the value, trimmed and not blank, cannot enter the field's column in staging, worded as
/// F&O would; empty when it can.
QString stagingFault(const Field &field, std::string_view value);

/// The value as keys are compared and kept: capitals, numbers without needless zeros, dates as
/// yyyy-MM-dd. The value has passed stagingFault().
std::string keyPart(const Field &field, std::string_view value);

} // namespace practice
