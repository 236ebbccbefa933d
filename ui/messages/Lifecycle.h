#pragma once

#include "app/journal/Message.h"
#include "ui/widgets/LifecycleStepper.h"

namespace waybill {

/// The stages of a message's life as its events tell them, the time each took, and what still lies ahead.
QList<Stage> stagesOf(const Message &message, const QList<Event> &events, const QDateTime &now);

} // namespace waybill
