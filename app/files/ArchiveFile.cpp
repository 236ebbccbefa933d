#include "app/files/ArchiveFile.h"

#include "app/base/Text.h"

#include <QDir>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <unistd.h>

#include <cerrno>
#endif

namespace waybill {

Result<std::shared_ptr<const ArchiveFile>> ArchiveFile::open(const QString &path)
{
    const QString shown = QDir::toNativeSeparators(path);
    const QFileInfo info(path);
    // Opening a pipe would wait for somebody who writes into it.
    if (!info.isFile())
        return fail(ErrorKind::Storage, info.exists() ? text("\"%1\" is no file. Name a zip.").arg(shown)
                                                      : text("The file \"%1\" is not there.").arg(shown));
    std::shared_ptr<ArchiveFile> file(new ArchiveFile(path));
    if (!file->m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return fail(ErrorKind::Storage, text("The file \"%1\" cannot be read.").arg(shown), file->m_file.errorString());
    file->m_size = file->m_file.size();
    return file;
}

Result<void> ArchiveFile::read(qint64 at, std::span<char> to) const
{
    const auto refused = [this](const QString &why) {
        return fail(ErrorKind::Storage,
                    text("The file \"%1\" cannot be read to its end.").arg(QDir::toNativeSeparators(m_path)), why);
    };
    const auto shorter = [&refused] { return refused(text("it has become shorter")); };
#ifdef Q_OS_UNIX
    while (!to.empty()) {
        const auto got = ::pread(m_file.handle(), to.data(), to.size(), at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return refused(qt_error_string(errno));
        if (got == 0)
            return shorter();
        to = to.subspan(std::size_t(got));
        at += got;
    }
#else
    const std::lock_guard lock(m_reading);
    if (!m_file.seek(at))
        return refused(m_file.errorString());
    while (!to.empty()) {
        const qint64 got = m_file.read(to.data(), qint64(to.size()));
        if (got < 0)
            return refused(m_file.errorString());
        if (got == 0)
            return shorter();
        to = to.subspan(std::size_t(got));
    }
#endif
    return {};
}

} // namespace waybill
