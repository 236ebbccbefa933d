#include "app/files/ArchiveCheck.h"

#include "app/files/ArchiveReader.h"
#include "app/files/ArchiveWork.h"
#include "app/files/LegalNames.h"

namespace waybill {

Result<ArchiveReport> checkArchive(const QString &path, const ArchiveLimits &limits, const std::stop_token &stop,
                                   const ArchiveProgress &progress)
{
    const auto listing = ArchiveListing::read(path, limits, stop);
    if (!listing)
        return fail(listing.error());
    const auto bytes = checkAmounts(*listing, limits);
    if (!bytes)
        return fail(bytes.error());
    ArchiveMeter meter(progress, *bytes);
    const auto done = forEachEntry(*listing, stop, [&](std::size_t entry, const std::stop_token &entryStop) {
        return readEntry(
            *listing->file(), listing->entries()[entry],
            [&meter](std::span<const char> block) {
                meter.add(qint64(block.size()));
                return Result<void>();
            },
            entryStop);
    });
    if (!done)
        return fail(done.error());
    const auto names = legalNames(listing->entries(), limits);
    return ArchiveReport{qint64(listing->entries().size()), *bytes, names ? QString() : names.error().message};
}

} // namespace waybill
