#include "app/files/UnpackedFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

#include <limits>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 leftFree = 64 << 20; ///< bytes of the disk that stay for others

QString megabytes(qint64 bytes)
{
    return QString::number(bytes >> 20);
}
} // namespace

Result<std::unique_ptr<UnpackedFile>> UnpackedFile::take(ZipReader &zip, qsizetype entry, const std::stop_token &stop)
{
    std::unique_ptr<UnpackedFile> file(new UnpackedFile);
    // CSV is told from other text by its name's end.
    const QString suffix = QFileInfo(zip.entries()[entry].name).suffix().toLower();
    const bool known = suffix == "csv"_L1 || suffix == "xml"_L1 || suffix == "txt"_L1;
    file->m_file.setFileTemplate(QDir::tempPath() + u"/waybill-XXXXXX"_s + (known ? u'.' + suffix : QString()));
    if (!file->m_file.open())
        return fail(ErrorKind::Storage,
                    QCoreApplication::translate("waybill::UnpackedFile",
                                                "A data file of the package cannot be unpacked into %1.")
                        .arg(QDir::toNativeSeparators(QDir::tempPath())),
                    file->m_file.errorString());
    const QStorageInfo disk(QFileInfo(file->path()).path());
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
    const auto done = zip.unpack(entry, file->m_file, room, stop);
    if (!done)
        return fail(done.error());
    if (!file->m_file.flush())
        return fail(
            ErrorKind::Storage,
            QCoreApplication::translate("waybill::UnpackedFile", "There is no room to unpack the package's data."),
            file->m_file.errorString());
    return file;
}

} // namespace waybill
