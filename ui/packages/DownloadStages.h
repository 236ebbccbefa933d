#pragma once

#include "app/journal/Download.h"
#include "ui/widgets/LifecycleStepper.h"

namespace waybill {

/// The stages of a download's life as its events tell them, the time each took, and what still lies ahead.
QList<Stage> stagesOf(const Download &download, const QList<DownloadEvent> &events, const QDateTime &now);

} // namespace waybill
