/* Kills the program it is loaded into (LD_PRELOAD) at one exact point of its work.
 *
 * Counted are the calls by which anything leaves the program or reaches the disk: writes, syncs, renames, and bytes
 * on sockets. At call number KILLPOINT_AT (from 1) the program kills itself with SIGKILL, before the call is made;
 * with KILLPOINT_HALF=1 a write is made by half first, which is what a crash in the middle of it looks like.
 * KILLPOINT_LOG names a file that gets one line a counted call, so that a journey can choose its points.
 * Counting begins once the file KILLPOINT_ARMED exists, where that is set: a window is armed just before a button
 * is pressed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long counted;

static void *real(const char *name) { return dlsym(RTLD_NEXT, name); }

/* Files and internet sockets count; pipes, terminals, the display and the session bus do not. */
static int counts(int fd)
{
    struct stat status;
    if (fd <= 2 || fstat(fd, &status) != 0)
        return 0;
    if (S_ISSOCK(status.st_mode)) {
        struct sockaddr_storage address;
        socklen_t length = sizeof address;
        return getsockname(fd, (struct sockaddr *)&address, &length) == 0 &&
               (address.ss_family == AF_INET || address.ss_family == AF_INET6);
    }
    return S_ISREG(status.st_mode) || S_ISDIR(status.st_mode);
}

static int armed(void)
{
    static atomic_int open_now;
    const char *file = getenv("KILLPOINT_ARMED");
    if (!file || atomic_load(&open_now))
        return 1;
    if (syscall(SYS_faccessat, AT_FDCWD, file, F_OK) != 0)
        return 0;
    atomic_store(&open_now, 1);
    return 1;
}

/* Whether this call is the last one of the program. */
static int reached(const char *what, long size)
{
    if (!armed())
        return 0;
    const long number = atomic_fetch_add(&counted, 1) + 1;
    const char *log = getenv("KILLPOINT_LOG");
    if (log) {
        char line[128];
        const int length = snprintf(line, sizeof line, "%ld %s %ld\n", number, what, size);
        const int fd = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
        if (fd >= 0) {
            syscall(SYS_write, fd, line, (size_t)length);
            syscall(SYS_close, fd);
        }
    }
    const char *at = getenv("KILLPOINT_AT");
    return at && number == atol(at);
}

static void die(void)
{
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;)
        pause();
}

static size_t half(size_t size) { return getenv("KILLPOINT_HALF") ? size / 2 : 0; }

ssize_t write(int fd, const void *bytes, size_t size)
{
    if (counts(fd) && reached("write", (long)size)) {
        if (half(size))
            syscall(SYS_write, fd, bytes, half(size));
        die();
    }
    return syscall(SYS_write, fd, bytes, size);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset)
{
    if (counts(fd) && reached("pwrite", (long)size)) {
        if (half(size))
            syscall(SYS_pwrite64, fd, bytes, half(size), offset);
        die();
    }
    return syscall(SYS_pwrite64, fd, bytes, size, offset);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) { return pwrite64(fd, bytes, size, offset); }

ssize_t writev(int fd, const struct iovec *parts, int count)
{
    if (counts(fd) && reached("writev", count))
        die();
    return syscall(SYS_writev, fd, parts, count);
}

int fsync(int fd)
{
    if (counts(fd) && reached("fsync", 0))
        die();
    return (int)syscall(SYS_fsync, fd);
}

int fdatasync(int fd)
{
    if (counts(fd) && reached("fdatasync", 0))
        die();
    return (int)syscall(SYS_fdatasync, fd);
}

int rename(const char *from, const char *to)
{
    if (reached("rename", 0))
        die();
    return ((int (*)(const char *, const char *))real("rename"))(from, to);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
    if (reached("renameat2", 0))
        die();
    return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
}

int link(const char *from, const char *to)
{
    if (reached("link", 0))
        die();
    return ((int (*)(const char *, const char *))real("link"))(from, to);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
    if (reached("linkat", 0))
        die();
    return (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
}

ssize_t send(int fd, const void *bytes, size_t size, int flags)
{
    if (counts(fd) && reached("send", (long)size)) {
        if (half(size))
            syscall(SYS_sendto, fd, bytes, half(size), flags, NULL, 0);
        die();
    }
    return syscall(SYS_sendto, fd, bytes, size, flags, NULL, 0);
}

ssize_t sendto(int fd, const void *bytes, size_t size, int flags, const struct sockaddr *to, socklen_t length)
{
    if (counts(fd) && reached("sendto", (long)size))
        die();
    return syscall(SYS_sendto, fd, bytes, size, flags, to, length);
}

ssize_t sendmsg(int fd, const struct msghdr *message, int flags)
{
    if (counts(fd) && reached("sendmsg", 0))
        die();
    return syscall(SYS_sendmsg, fd, message, flags);
}

ssize_t recv(int fd, void *bytes, size_t size, int flags)
{
    const ssize_t got = syscall(SYS_recvfrom, fd, bytes, size, flags, NULL, NULL);
    if (got > 0 && counts(fd) && reached("recv", (long)got))
        die(); /* the answer was there, and nobody lived to read it */
    return got;
}

ssize_t read(int fd, void *bytes, size_t size)
{
    const ssize_t got = syscall(SYS_read, fd, bytes, size);
    struct stat status;
    if (got > 0 && fd > 2 && fstat(fd, &status) == 0 && S_ISSOCK(status.st_mode) && counts(fd) &&
        reached("read", (long)got))
        die();
    return got;
}
