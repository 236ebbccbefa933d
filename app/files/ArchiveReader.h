#pragma once

#include "app/files/ArchiveListing.h"

#include <functional>
#include <span>

namespace waybill {

/// Takes the unpacked bytes of an entry, a block after the other; an error ends the reading with it.
using ArchiveSink = std::function<Result<void>(std::span<const char>)>;

/// Unpacks one entry of a listed zip in constant memory. Blocks; of a large entry `take` is called in a thread of its
/// own while the next blocks are inflated, never twice at once. BadInput with the name and the reason when the entry
/// cannot be read, is damaged, is not as long as the zip says (never one byte more than that is given to `take`), or
/// has another CRC; the errors of `take` and of ArchiveFile; Cancelled. Bytes may have been taken before an error.
Result<void> readEntry(const ArchiveFile &file, const ArchiveEntry &entry, const ArchiveSink &take,
                       const std::stop_token &stop = {});

/// Why an entry cannot be read: encrypted, or packed in a way that is not known.
Result<void> checkReadable(const ArchiveEntry &entry);

} // namespace waybill
