#include "app/files/ArchiveUnpack.h"

#include "app/files/ArchiveReader.h"
#include "app/files/ArchiveWork.h"
#include "app/files/UnpackFolder.h"

#include <QCoreApplication>

#include <algorithm>

namespace waybill {

namespace {

constexpr qint64 syncStep = 8 << 20;

Result<void> unpackOne(const ArchiveFile &file, const ArchiveEntry &entry, const QString &path, UnpackFolder &folder,
                       ArchiveMeter &meter, const std::stop_token &stop)
{
    if (!entry.isFile()) {
        // Its own bytes are none, but may be damaged all the same.
        if (const auto read = readEntry(
                file, entry, [](std::span<const char>) { return Result<void>(); }, stop);
            !read)
            return fail(read.error());
        return folder.makeFolder(path);
    }
    const auto target = folder.makeFile(path);
    if (!target)
        return fail(target.error());
    qint64 bytes = 0, begun = 0;
    const auto written = readEntry(
        file, entry,
        [&](std::span<const char> block) -> Result<void> {
            if ((*target)->write(block.data(), qint64(block.size())) != qint64(block.size()))
                return fail(ErrorKind::Storage,
                            QCoreApplication::translate("waybill::ArchiveUnpack", "There is no room to unpack %1.")
                                .arg(quotedName(entry.name)),
                            (*target)->errorString());
            meter.add(qint64(block.size()));
            bytes += qint64(block.size());
            if (bytes - begun >= syncStep) {
                UnpackFolder::beginToSync(**target, begun, bytes - begun);
                begun = bytes;
            }
            return {};
        },
        stop);
    return written ? folder.finish(**target) : written;
}

} // namespace

Result<Unpacked> unpackArchive(const QString &path, const QString &directory, const ArchiveLimits &limits,
                               const std::stop_token &stop, const ArchiveProgress &progress)
{
    const auto listing = ArchiveListing::read(path, limits, stop);
    if (!listing)
        return fail(listing.error());
    const auto bytes = checkAmounts(*listing, limits);
    if (!bytes)
        return fail(bytes.error());
    auto names = legalNames(listing->entries(), limits);
    if (!names)
        return fail(names.error());
    const auto folder = UnpackFolder::open(directory);
    if (!folder)
        return fail(folder.error());
    ArchiveMeter meter(progress, *bytes);
    auto done = forEachEntry(*listing, stop, [&](std::size_t entry, const std::stop_token &entryStop) {
        return unpackOne(*listing->file(), listing->entries()[entry], names->paths[qsizetype(entry)], **folder, meter,
                         entryStop);
    });
    if (done)
        done = (*folder)->sync();
    if (!done) {
        (*folder)->removeAll();
        return fail(done.error());
    }
    const auto files = std::count_if(listing->entries().begin(), listing->entries().end(),
                                     [](const ArchiveEntry &entry) { return entry.isFile(); });
    return Unpacked{qint64(files), *bytes, std::move(names->renamed)};
}

} // namespace waybill
