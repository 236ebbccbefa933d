#pragma once

#include "app/files/ArchiveListing.h"

#include <QList>
#include <QStringList>

namespace waybill {

/// A file or folder that gets another name than it has in the zip.
struct RenamedEntry {
    QString from; ///< as in the zip
    QString to;   ///< below the folder, with `/`
    bool operator==(const RenamedEntry &) const = default;
};

/// Where the entries of a zip go, below the folder that it is unpacked into.
struct LegalNames {
    QStringList paths; ///< one for every entry, with `/`; empty for the folder itself
    QList<RenamedEntry> renamed;
    bool operator==(const LegalNames &) const = default;
};

/// Gives every entry a path that Windows, macOS and Linux can hold and that stays below its folder. `\` separates as
/// `/` does; empty parts and `.` say nothing. Renamed are the names of devices (`CON.csv` → `_CON.csv`), what Windows
/// cannot hold (`a:b. ` → `a_b__`), bytes that are no UTF-8, and what would be the same file as another: the same name,
/// in other case or other Unicode form (`a.csv` → `a (2).csv`).
///
/// BadInput with the name and the reason for links, devices and folders with bytes; for names that are absolute, have
/// a drive, a part `..` (in any spelling), a NUL or nothing; for older names (ArchiveEntry) that are so or lead to
/// another place; for a file where a folder is; and past the limits of depth and nameBytes.
Result<LegalNames> legalNames(const std::vector<ArchiveEntry> &entries, const ArchiveLimits &limits = {});

} // namespace waybill
