#include "app/files/UnpackedFile.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QStorageInfo>

namespace waybill {

namespace {
constexpr qint64 leftFree = 64 << 20; ///< bytes of the disk that stay for others
} // namespace

Result<std::unique_ptr<UnpackedFile>> UnpackedFile::take(ZipReader &zip, qsizetype entry, const std::stop_token &stop)
{
    // CSV is told from other text by its name's end.
    auto scratch = ScratchFile::make(QFileInfo(zip.entries()[entry].name).suffix().toLower());
    if (!scratch)
        return fail(scratch.error());
    std::unique_ptr<UnpackedFile> unpacked(new UnpackedFile(std::move(*scratch)));
    QFile &file = unpacked->m_scratch->file();
    const qint64 room = QStorageInfo(QFileInfo(unpacked->path()).path()).bytesAvailable() - leftFree;
    const auto done = zip.unpack(entry, file, std::max<qint64>(room, 0), stop);
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
