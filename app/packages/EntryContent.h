#pragma once

#include "app/files/TextEncoding.h"
#include "app/files/UnpackedFile.h"

#include <memory>
#include <stop_token>

namespace waybill {

/// Some bytes of a file in a zip.
struct EntryBytes {
    QByteArray bytes;
    qint64 offset = 0;  ///< of the first, in the unpacked file
    bool isEnd = false; ///< nothing follows them
};
/// Reads `most` bytes from `offset` on; what stands before is unpacked and dropped. BadInput, Storage, Cancelled.
/// Blocks: use a worker.
Result<EntryBytes> readEntryBytes(const QString &package, qsizetype entry, qint64 offset, qint64 most,
                                  const std::stop_token &stop = {});

/// The beginning of a file in a zip as text.
struct EntryText {
    QString text;
    EncodingFinding encoding;
    bool isWhole = false; ///< nothing follows
    bool isText = true;   ///< false where it holds bytes that no text has: show it as bytes
};
Result<EntryText> readEntryText(const QString &package, qsizetype entry, qint64 mostBytes,
                                const std::stop_token &stop = {});

/// How deep zips in zips are opened.
constexpr int deepestNesting = 4;
/// A zip in a zip, unpacked into a scratch file for as long as the object lives; `depth` is that of the package it lies
/// in, 0 for one on the disk. BadInput when it lies too deep or is no zip, Storage, Cancelled. Blocks: use a worker.
Result<std::unique_ptr<UnpackedFile>> takeNested(const QString &package, qsizetype entry, int depth,
                                                 const std::stop_token &stop = {});

} // namespace waybill
