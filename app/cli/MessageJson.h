#pragma once

#include "app/journal/Message.h"

#include <QJsonObject>

namespace waybill {

/// A message as the command line gives it: the fields of the contract, null where there is nothing.
QJsonObject messageJson(const Message &message);
/// One of its `events`.
QJsonObject eventJson(const Event &event);
/// What `why` prints.
QJsonObject failureJson(const Message &message, const Failure &failure);

} // namespace waybill
