#pragma once

#include "app/files/ArchiveListing.h"
#include "app/files/ScratchFile.h"
#include "app/files/TextEncoding.h"

#include <functional>
#include <memory>
#include <stop_token>

namespace waybill {

/// Some bytes of a file in a zip.
struct EntryBytes {
    QByteArray bytes;
    qint64 offset = 0;  ///< of the first, in the unpacked file
    bool isEnd = false; ///< nothing follows them
};
/// Reads at most `most` bytes from `offset` on; what stands before is unpacked and dropped. BadInput, NotFound,
/// Storage, Cancelled. Blocks: use a worker.
Result<EntryBytes> readEntryBytes(const QString &package, qsizetype entry, qint64 offset, qint64 most,
                                  const std::stop_token &stop = {});

/// The beginning of a file in a zip as text.
struct EntryText {
    QString text; ///< foreign text, to be made visible (base/VisibleText.h)
    EncodingFinding encoding;
    bool isWhole = false; ///< nothing follows
    bool isText = true;   ///< false where it holds bytes that no text has: show it as bytes
};
/// Reads about `mostBytes` of it and ends with a whole character. The errors of readEntryBytes. Blocks.
Result<EntryText> readEntryText(const QString &package, qsizetype entry, qint64 mostBytes,
                                const std::stop_token &stop = {});

/// A file of a zip, unpacked into a scratch file. BadInput when it is damaged or unpacks to far more than it should
/// (ArchiveLimits), Storage when there is no room, Cancelled. `progress` gets the bytes unpacked so far, in this
/// thread. Blocks.
using UnpackingProgress = std::function<void(qint64 bytes)>;
Result<std::unique_ptr<ScratchFile>> takeEntry(const ArchiveListing &zip, qsizetype entry,
                                               const std::stop_token &stop = {},
                                               const UnpackingProgress &progress = {});

/// How deep zips in zips are opened.
constexpr int deepestNesting = 4;
/// A zip in a zip, unpacked for as long as the object lives: its path() is looked into like any package's. `depth` is
/// that of the package it lies in, 0 for one on the disk. BadInput when it lies too deep; what takeEntry says. Blocks.
Result<std::unique_ptr<ScratchFile>> takeNested(const QString &package, qsizetype entry, int depth,
                                                const std::stop_token &stop = {},
                                                const UnpackingProgress &progress = {});

} // namespace waybill
