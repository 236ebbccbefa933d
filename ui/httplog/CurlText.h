#pragma once

#include "app/http/HttpLog.h"

namespace waybill {

/// The request as a curl command for a POSIX shell. What the log hides stays hidden: the token is the variable
/// `$TOKEN`.
QString curlText(const Exchange &exchange);

} // namespace waybill
