#pragma once

#include "app/files/ArchiveListing.h"

#include <functional>

namespace waybill {

/// How far work on a zip is, in unpacked bytes. Called from threads of the work, one call at a time.
using ArchiveProgress = std::function<void(qint64 done, qint64 all)>;

/// A zip that is whole.
struct ArchiveReport {
    qint64 entries = 0; ///< files and folders
    qint64 bytes = 0;   ///< unpacked
    /// Why unpacking would refuse it all the same, such as a name that leads out of the folder; empty when it would
    /// not.
    QString refusal;
    bool operator==(const ArchiveReport &) const = default;
};

/// Whether a zip came whole: ArchiveListing's rules, then every entry is inflated and its length and CRC compared, on
/// several threads, in constant memory. Writes nothing. BadInput with the entry and the reason when it is not whole, is
/// encrypted or packed in a way that cannot be read, or passes a limit of bytes, entries or ratio; Storage when the
/// file cannot be read; Cancelled. Blocks; any thread.
Result<ArchiveReport> checkArchive(const QString &path, const ArchiveLimits &limits = {},
                                   const std::stop_token &stop = {}, const ArchiveProgress &progress = {});

} // namespace waybill
