#pragma once

#include "app/base/Error.h"

#include <QUrl>

namespace waybill {

/// Whether an address that the service gave for a file may be called, and how (protocol.md sections 2 to 4): on the
/// environment's own origin (`http://` in its place, as behind a load balancer, becomes `https://`), or anywhere else
/// over https when it is signed (`sig` in its query); `http://` becomes `https://` there too, save on this computer
/// itself. Refused for all others, with the mere reason and no word of the address.
Result<QUrl> fileAddress(const QUrl &origin, const QUrl &address);

} // namespace waybill
