#include "app/files/UnpackedFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>

namespace waybill {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 leftFree = 64 << 20; ///< bytes of the disk that stay for others
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
                    QCoreApplication::translate("waybill::UnpackedFile", "A data file of the package cannot be unpacked into %1.")
                        .arg(QDir::toNativeSeparators(QDir::tempPath())),
                    file->m_file.errorString());
    const qint64 room = QStorageInfo(QFileInfo(file->path()).path()).bytesAvailable() - leftFree;
    const auto done = zip.unpack(entry, file->m_file, std::max<qint64>(room, 0), stop);
    if (!done)
        return fail(done.error());
    if (!file->m_file.flush())
        return fail(ErrorKind::Storage,
                    QCoreApplication::translate("waybill::UnpackedFile", "There is no room to unpack the package's data."),
                    file->m_file.errorString());
    return file;
}

} // namespace waybill
