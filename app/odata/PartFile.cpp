#include "app/odata/PartFile.h"

#include "app/journal/Durable.h"

#include <QDir>
#include <QFileInfo>

#include <filesystem>

#ifdef Q_OS_LINUX
#include <fcntl.h>
#endif

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QString followed(const QString &path)
{
    const QFileInfo info(path);
    return info.isSymLink() ? QFileInfo(info.symLinkTarget()).absoluteFilePath() : info.absoluteFilePath();
}
} // namespace

PartFile::PartFile(const QString &path)
    : m_path(path.isEmpty() ? path : followed(path)), m_file(partPath()), m_lock(partPath() + u".lock"_s)
{
    m_lock.setStaleLockTime(0); // a long reading is not a dead one
}

Result<void> PartFile::check() const
{
    const QFileInfo file(m_path);
    const QString shown = QDir::toNativeSeparators(m_path);
    if (m_path.isEmpty() || file.isDir())
        return fail(ErrorKind::BadInput, u"“%1” is a folder. Give the name of a file to write."_s.arg(shown));
    if (file.exists() && !file.isFile())
        return fail(ErrorKind::BadInput, u"%1 is no ordinary file. Give the name of a file to write."_s.arg(shown));
    const QFileInfo folder(file.absolutePath());
    if (!folder.isDir()) {
        return fail(ErrorKind::BadInput, u"The folder %1 does not exist. Make it first."_s.arg(
                                             QDir::toNativeSeparators(file.absolutePath())));
    }
    const QFileInfo part(partPath());
    if (!folder.isWritable() || (part.exists() && !part.isFile())) {
        return fail(ErrorKind::BadInput, u"Nothing can be written in the folder %1. Give another one."_s.arg(
                                             QDir::toNativeSeparators(file.absolutePath())));
    }
    return {};
}

Result<void> PartFile::claim()
{
    if (!m_lock.tryLock(0) && m_lock.error() == QLockFile::LockFailedError) {
        return fail(ErrorKind::BadInput,
                    u"Another command is writing %1 just now. Wait for it, or give another file."_s.arg(
                        QDir::toNativeSeparators(m_path)));
    }
    QFile::remove(partPath());
    return {}; // where no mark can be made, writing says why
}

Result<void> PartFile::write(std::string_view bytes)
{
    if (!m_file.isOpen() && !m_file.open(QIODevice::WriteOnly | QIODevice::Truncate | QIODevice::Unbuffered))
        return failed(m_file.errorString());
    const qint64 begin = m_file.pos();
    while (!bytes.empty()) {
        const qint64 written = m_file.write(bytes.data(), qint64(bytes.size()));
        if (written <= 0)
            return failed(m_file.errorString());
        bytes.remove_prefix(size_t(written));
    }
#ifdef Q_OS_LINUX
    // The disk begins now, or all of it would be waited for at the end.
    ::sync_file_range(m_file.handle(), begin, m_file.pos() - begin, SYNC_FILE_RANGE_WRITE);
#else
    Q_UNUSED(begin);
#endif
    return {};
}

Result<void> PartFile::commit()
{
    if (!m_file.isOpen() && !m_file.open(QIODevice::ReadWrite | QIODevice::Append | QIODevice::Unbuffered))
        return failed(m_file.errorString());
    const bool synced = syncFile(m_file);
    const QString why = m_file.errorString();
    m_file.close();
    if (!synced)
        return failed(why);
    std::error_code trouble;
    std::filesystem::rename(std::filesystem::path(partPath().toStdU16String()),
                            std::filesystem::path(m_path.toStdU16String()), trouble);
    if (trouble)
        return failed(QString::fromStdString(trouble.message()));
    syncFolder(QFileInfo(m_path).absolutePath()); // where a system has no such call, the name is there all the same
    return {};
}

bool PartFile::isKept() const
{
    return QFileInfo(partPath()).size() > 0;
}

qint64 PartFile::bytes() const
{
    const QFileInfo whole(m_path);
    return isKept() ? QFileInfo(partPath()).size() : whole.size();
}

tl::unexpected<Error> PartFile::failed(const QString &why) const
{
    return fail(ErrorKind::Storage, u"%1 cannot be written: %2."_s.arg(QDir::toNativeSeparators(partPath()), why));
}

} // namespace waybill
