#pragma once

#include "app/files/ArchiveListing.h"
#include "app/files/ByteStream.h"

#include <stop_token>

namespace waybill {

/// The unpacked bytes of a file in a zip, in constant memory. Its length and checksum are compared at the end: what was
/// read before is not known to be sound. BadInput when it is no file, is encrypted or packed in a way that cannot be
/// read; reading: BadInput when it is damaged or longer than the zip says, Storage, Cancelled. The listing may end
/// before the stream.
Result<std::unique_ptr<ByteStream>> openEntry(const ArchiveListing &zip, qsizetype entry, std::stop_token stop = {});

/// The bytes of one small file; BadInput too when it is longer than `most`.
Result<QByteArray> entryBytes(const ArchiveListing &zip, qsizetype entry, qint64 most,
                              const std::stop_token &stop = {});

} // namespace waybill
