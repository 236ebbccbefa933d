#pragma once

#include <QString>

namespace waybill {

/// Whether a host of an address is this computer itself: `localhost` or one of its own numbers.
bool isThisComputer(const QString &host);

} // namespace waybill
