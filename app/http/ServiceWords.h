#pragma once

#include "app/http/Http.h"

namespace waybill {

/// What the service itself says in a failed answer: the innermost message of an OData error, `Message` or
/// `ExceptionMessage` of the connector, the text of a page, else the body's beginning (protocol.md section 5,
/// *Errors*). Secrets and signatures are blanked.
QString serviceWords(const HttpAnswer &answer);

/// `error.code` of an OData error, or empty.
QString serviceCode(const HttpAnswer &answer);

} // namespace waybill
