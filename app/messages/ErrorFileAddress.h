#pragma once

#include "app/base/Error.h"

#include <QUrl>

namespace waybill {

/// Whether an address that the service gave for a file may be called, and how (protocol.md sections 2 and 3): on the
/// environment's own origin (`http://` in its place, as behind a load balancer, becomes `https://`), or anywhere else
/// over https when it is signed (`sig` in its query). Refused for all others; the words show no signature.
Result<QUrl> errorFileAddress(const QUrl &origin, const QUrl &address);

} // namespace waybill
