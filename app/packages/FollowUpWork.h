#pragma once

#include "app/environments/AfterFetch.h"
#include "app/journal/Download.h"

#include <stop_token>

namespace waybill {

/// Does what follows a fetch with the package at `file`: the copy first, then the program. Waits for both; for a
/// worker. What came of each, in order, whatever it was; nothing where it was stopped before anything did. Nothing that
/// the program is given goes through a shell, and Waybill's own settings are not in its surroundings (WAYBILL_…).
QList<FollowUpOutcome> doFollowUp(const AfterFetch &after, const QString &file, const Download &download,
                                  std::stop_token stop);

/// With what the name of an unfinished copy of the package at `file`, that of download `key`, begins; what follows in
/// it is random. It tells this package of this profile on this computer from all others, whatever they are called.
QString copyPartPrefix(const QString &file, DownloadKey key);
/// Removes from a folder of copies what a program that died there left of one of `file`. Only where no other program
/// may be at it. For a worker.
void removeCopyParts(const QString &folder, const QString &file, DownloadKey key);

} // namespace waybill
