#include "FaultyFiles.h"

#include <QFile>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstring>
#include <mutex>
#include <string>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

namespace {
std::mutex mutex;
std::string folder; ///< empty: nothing is looked at
int calls = 0, failFrom = 0, failure = 0;
bool closingCounts = false;
std::thread::id breaker;
int callsOfBreaker = 0;

bool isBelow(const char *path)
{
    return std::strncmp(path, folder.c_str(), folder.size()) == 0;
}

/// The error for a call on a file of that name; 0 to make it.
int meet(const char *path)
{
    const std::lock_guard lock(mutex);
    if (folder.empty() || !isBelow(path))
        return 0;
    callsOfBreaker += std::this_thread::get_id() == breaker ? 1 : 0;
    return calls++ >= failFrom ? failure : 0;
}

int meet(int file)
{
    {
        const std::lock_guard lock(mutex);
        if (folder.empty())
            return 0;
    }
    const std::string link = "/proc/self/fd/" + std::to_string(file);
    char path[PATH_MAX] = {};
    return ::readlink(link.c_str(), path, sizeof path - 1) > 0 ? meet(path) : 0;
}

int failing(int error)
{
    errno = error;
    return -1;
}
} // namespace

extern "C" ssize_t write(int file, const void *bytes, size_t count)
{
    const int error = meet(file);
    return error ? failing(error) : syscall(SYS_write, file, bytes, count);
}

extern "C" int fsync(int file)
{
    const int error = meet(file);
    return error ? failing(error) : static_cast<int>(syscall(SYS_fsync, file));
}

extern "C" int syncfs(int file) noexcept
{
    const int error = meet(file);
    return error ? failing(error) : static_cast<int>(syscall(SYS_syncfs, file));
}

extern "C" int close(int file)
{
    struct stat what {
    };
    const bool counts = closingCounts && ::fstat(file, &what) == 0 && S_ISREG(what.st_mode);
    const int error = counts ? meet(file) : 0;
    const int closed = static_cast<int>(syscall(SYS_close, file));
    return error ? failing(error) : closed;
}

extern "C" int link(const char *from, const char *to) noexcept
{
    const int error = meet(to);
    return error ? failing(error) : static_cast<int>(syscall(SYS_linkat, -100, from, -100, to, 0));
}

extern "C" int rename(const char *from, const char *to) noexcept
{
    const int error = meet(to);
    return error ? failing(error) : static_cast<int>(syscall(SYS_renameat2, -100 /* AT_FDCWD */, from, -100, to, 0));
}

namespace waybill {

void FaultyFiles::breakAfter(const QString &below, int at, int error, Closing closing)
{
    const std::lock_guard lock(mutex);
    folder = QFile::encodeName(below).toStdString();
    calls = 0;
    failFrom = at;
    failure = error;
    closingCounts = closing == Closing::Counts;
    breaker = std::this_thread::get_id();
    callsOfBreaker = 0;
}

int FaultyFiles::callsOfThisThread()
{
    const std::lock_guard lock(mutex);
    return callsOfBreaker;
}

int FaultyFiles::restore()
{
    const std::lock_guard lock(mutex);
    folder.clear();
    closingCounts = false;
    return calls;
}

} // namespace waybill
