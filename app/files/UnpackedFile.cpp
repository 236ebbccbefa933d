#include "app/files/UnpackedFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

#include <limits>

namespace waybill {

namespace {
constexpr qint64 leftFree = 64 << 20; ///< bytes of the disk that stay for others

QString megabytes(qint64 bytes)
{
    return QString::number(bytes >> 20);
}
} // namespace

Result<std::unique_ptr<UnpackedFile>> UnpackedFile::take(ZipReader &zip, qsizetype entry, const std::stop_token &stop)
{
    // CSV is told from other text by its name's end.
    auto scratch = ScratchFile::make(QFileInfo(zip.entries()[entry].name).suffix().toLower());
    if (!scratch)
        return fail(scratch.error());
    std::unique_ptr<UnpackedFile> unpacked(new UnpackedFile(std::move(*scratch)));
    QFile &file = unpacked->m_scratch->file();
    const QStorageInfo disk(QFileInfo(unpacked->path()).path());
    const qint64 room =
        disk.isValid() ? std::max<qint64>(disk.bytesAvailable() - leftFree, 0) : std::numeric_limits<qint64>::max();
    const ZipEntry &wanted = zip.entries()[entry];
    if (wanted.bytes > room)
        return fail(
            ErrorKind::Storage,
            QCoreApplication::translate("waybill::UnpackedFile",
                                        "There is no room in %1 to unpack \"%2\" of the package: it takes %3 MB, and "
                                        "%4 MB can be had. Make room there and try again.")
                .arg(QDir::toNativeSeparators(QDir::tempPath()), wanted.name, megabytes(wanted.bytes),
                     megabytes(room)));
    const auto done = zip.unpack(entry, file, room, stop);
    if (!done)
        return fail(done.error());
    if (!file.flush())
        return fail(
            ErrorKind::Storage,
            QCoreApplication::translate("waybill::UnpackedFile", "There is no room to unpack the package's data."),
            file.errorString());
    return unpacked;
}

} // namespace waybill
