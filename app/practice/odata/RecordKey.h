// The addresses of records.
#pragma once

#include "app/practice/odata/Rows.h"

#include <string>

namespace practice::odata {

/// "CustomersV3(dataAreaId='usmf',CustomerAccount='US-001')", as it stands in an address: percent-encoded.
std::string recordPath(const Rows &rows, std::int64_t row);

} // namespace practice::odata
