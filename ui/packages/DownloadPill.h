#pragma once

#include "app/journal/Download.h"
#include "ui/widgets/Pill.h"

#include <optional>

namespace waybill {

/// How a download's state reads on screen. `received` is the part, 0 to 1, of one under way.
Pill downloadPill(const Download &download, std::optional<double> received = {});

/// What the state means and whether anything more happens by itself, in one or two sentences.
QString stateMeaning(const Download &download);

/// How a download is called where it has no file: by its file's name, its data project or its correlation id.
QString titleOf(const Download &download);

/// Whether its file is here and can be looked into.
bool isHere(const Download &download);

/// Since when its file is not here any more, and why; its events say the latter.
QString removedText(const Download &download, const QList<DownloadEvent> &events);
/// Whether its package may be fetched (again): while its lease lasts, or, of an export, once its execution is known.
bool canBeFetchedAgain(const Download &download, const QDateTime &now);

/// The part of a lease that is left: `29 min`, `over`; an en dash where none matters any more.
QString leaseText(const Download &download, const QDateTime &now);

} // namespace waybill
