#pragma once

#include "app/journal/EventDigest.h"
#include "ui/widgets/LifecycleStepper.h"

namespace waybill {

/// The stages of a message's life as its events tell them, the time each took, and what still lies ahead. Where there
/// are more events than `events` has, the beginning and the end are right, and what lies between is said to be long.
QList<Stage> stagesOf(const Message &message, const EventDigest &events, const QDateTime &now);

} // namespace waybill
