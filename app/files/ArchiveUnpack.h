#pragma once

#include "app/files/ArchiveCheck.h"
#include "app/files/LegalNames.h"

namespace waybill {

/// What was written.
struct Unpacked {
    qint64 files = 0; ///< without folders
    qint64 bytes = 0;
    QList<RenamedEntry> renamed;
    bool operator==(const Unpacked &) const = default;
};

/// Unpacks a zip that somebody else made into `directory`, which is made when it is not there. Everything that can be
/// known before is looked at before: ArchiveListing's rules, the limits, and the names (LegalNames). Only plain files
/// and folders are made, only below the directory, nothing is overwritten, no link is followed. After an error nothing
/// of it is left: what was written is removed again, and the directory when it was made here.
///
/// BadInput with the entry and the reason when the zip is refused, Conflict when a file of that name is there already,
/// Storage when the disk takes no more, Cancelled. Several threads, memory does not grow with the zip's files. Blocks;
/// any thread.
Result<Unpacked> unpackArchive(const QString &path, const QString &directory, const ArchiveLimits &limits = {},
                               const std::stop_token &stop = {}, const ArchiveProgress &progress = {});

} // namespace waybill
