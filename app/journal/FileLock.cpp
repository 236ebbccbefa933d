#include "app/journal/FileLock.h"

#include <QDir>
#include <QFile>
#include <QThread>

#ifdef Q_OS_WIN
#include <fcntl.h>
#include <io.h>
#include <share.h>
#include <sys/stat.h>
#include <windows.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
enum class Attempt { Taken, HeldByOther, Failed };

#ifdef Q_OS_WIN
int openFile(const QString &path, bool create)
{
    int handle = -1;
    const int flags = _O_RDWR | _O_BINARY | _O_NOINHERIT | (create ? _O_CREAT : 0);
    _wsopen_s(&handle, reinterpret_cast<const wchar_t *>(QDir::toNativeSeparators(path).utf16()), flags, _SH_DENYNO,
              _S_IREAD | _S_IWRITE);
    return handle;
}

Attempt lockFile(int handle, bool exclusive)
{
    OVERLAPPED where{};
    const DWORD flags = LOCKFILE_FAIL_IMMEDIATELY | (exclusive ? LOCKFILE_EXCLUSIVE_LOCK : 0);
    if (LockFileEx(reinterpret_cast<HANDLE>(_get_osfhandle(handle)), flags, 0, 1, 0, &where))
        return Attempt::Taken;
    const DWORD error = GetLastError();
    return error == ERROR_LOCK_VIOLATION || error == ERROR_IO_PENDING ? Attempt::HeldByOther : Attempt::Failed;
}

void closeFile(int handle)
{
    _close(handle);
}
#else
int openFile(const QString &path, bool create)
{
    return ::open(QFile::encodeName(path).constData(), O_RDWR | O_CLOEXEC | (create ? O_CREAT : 0), 0600);
}

Attempt lockFile(int handle, bool exclusive)
{
    int result = 0;
    do {
        result = ::flock(handle, (exclusive ? LOCK_EX : LOCK_SH) | LOCK_NB);
    } while (result != 0 && errno == EINTR);
    if (result == 0)
        return Attempt::Taken;
    return errno == EWOULDBLOCK ? Attempt::HeldByOther : Attempt::Failed;
}

void closeFile(int handle)
{
    ::close(handle);
}
#endif

tl::unexpected<Error> cannotLock(const QString &path)
{
    const QString reason = qt_error_string();
    return fail(ErrorKind::Storage,
                u"The lock file %1 cannot be made: %2. Check that the profile folder may be written to."_s.arg(
                    QDir::toNativeSeparators(path), reason));
}
} // namespace

FileLock::~FileLock()
{
    closeFile(m_handle);
}

Result<std::unique_ptr<FileLock>> FileLock::tryTake(const QString &path)
{
    // isHeld shares the lock for an instant: a refusal counts only when it lasts.
    return take(path, 5);
}

Result<std::unique_ptr<FileLock>> FileLock::tryOnce(const QString &path)
{
    return take(path, 1);
}

Result<std::unique_ptr<FileLock>> FileLock::take(const QString &path, int attempts)
{
    const int handle = openFile(path, true);
    if (handle < 0)
        return cannotLock(path);
    std::unique_ptr<FileLock> lock(new FileLock(handle));
    for (int i = 0; i < attempts; ++i) {
        if (i > 0)
            QThread::msleep(2);
        const Attempt attempt = lockFile(handle, true);
        if (attempt == Attempt::Taken)
            return lock;
        if (attempt == Attempt::Failed)
            return cannotLock(path);
    }
    return std::unique_ptr<FileLock>();
}

bool FileLock::isHeld(const QString &path)
{
    const int handle = openFile(path, false);
    if (handle < 0)
        return false;
    const Attempt attempt = lockFile(handle, false);
    closeFile(handle);
    return attempt == Attempt::HeldByOther;
}

bool FileLock::isStillThere() const
{
#ifdef Q_OS_WIN
    return true; // an open file cannot be removed there
#else
    struct stat status {
    };
    return ::fstat(m_handle, &status) == 0 && status.st_nlink > 0;
#endif
}

} // namespace waybill
