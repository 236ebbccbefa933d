#pragma once

#include "app/journal/Message.h"

namespace waybill {

/// An event of this program that brings a message into a state.
MessageChange localChange(MessageKey key, const QDateTime &at, MessageState state, const QString &detail);

/// The system's name of who works here.
QString userName();

} // namespace waybill
