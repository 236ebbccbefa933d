#pragma once

#include "app/http/Http.h"

namespace waybill {

/// Whether a call may change something in an environment that is only to be read: everything may but GET and HEAD,
/// except dequeue, which takes (its probe with the empty GUID does not), and the actions of OData whose name begins
/// with Get or Generate (protocol.md sections 2 to 4). Looks at the path as a server may read it, with and without
/// escapes.
bool changesSomething(const HttpRequest &request);

/// Why such a call was not made. Conflict.
Error refusedAsReadOnly(const QString &environment);

} // namespace waybill
