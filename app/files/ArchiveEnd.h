#pragma once

#include "app/files/ArchiveFile.h"

namespace waybill {

/// Where the end records of a zip say that its central directory is.
struct ArchiveEnd {
    qint64 directoryAt = 0;
    qint64 directoryBytes = 0; ///< the end records begin right behind them
    qint64 entries = 0;
};

/// Reads the end record and, where there are some, the records of zip64. BadInput when there is none or more than one
/// that could be meant, when they disagree or lead out of the file, or when the zip is one of several parts; the
/// errors of ArchiveFile.
Result<ArchiveEnd> readArchiveEnd(const ArchiveFile &file);

} // namespace waybill
