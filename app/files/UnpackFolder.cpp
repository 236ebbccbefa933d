#include "app/files/UnpackFolder.h"

#include "app/base/Text.h"

#include <QDir>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#else
#include <io.h>
#include <windows.h>
#endif

namespace waybill {

namespace {

auto noFolder(const QString &path, const QString &why)
{
    return fail(ErrorKind::Storage,
                text("The folder \"%1\" cannot be made or used.").arg(QDir::toNativeSeparators(path)), why);
}
auto noFile(const QString &path, const QString &why)
{
    return fail(ErrorKind::Storage, text("The file \"%1\" cannot be made.").arg(QDir::toNativeSeparators(path)), why);
}
auto inTheWay(const QString &path)
{
    return fail(ErrorKind::Conflict, text("\"%1\" is in the folder already, and nothing there is replaced. Choose an "
                                          "empty folder.")
                                         .arg(QDir::toNativeSeparators(path)));
}

auto notKept(const QString &why)
{
    return fail(ErrorKind::Storage,
                text("What was unpacked could not be brought onto the disk. Check the free space there."), why);
}

QString parentOf(const QString &path)
{
    return path.first(std::max<qsizetype>(path.lastIndexOf(u'/'), 0));
}
QString nameOf(const QString &path)
{
    return path.sliced(path.lastIndexOf(u'/') + 1);
}

} // namespace

#ifdef Q_OS_UNIX
/// An open folder: what is made in it is made there, whatever happens to the names above it.
struct UnpackFolder::Handle {
    explicit Handle(int opened) : descriptor(opened) {}
    ~Handle() { ::close(descriptor); }
    Handle(const Handle &) = delete;
    Handle &operator=(const Handle &) = delete;

    static std::shared_ptr<Handle> root(const QString &path)
    {
        const int opened = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        return opened < 0 ? nullptr : std::make_shared<Handle>(opened);
    }
    bool make(const QString &name) const
    {
        return ::mkdirat(descriptor, QFile::encodeName(name).constData(), 0777) == 0;
    }
    std::shared_ptr<Handle> folder(const QString &name) const
    {
        const int opened =
            ::openat(descriptor, QFile::encodeName(name).constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        return opened < 0 ? nullptr : std::make_shared<Handle>(opened);
    }
    std::unique_ptr<QFile> file(const QString &name) const
    {
        const int opened = ::openat(descriptor, QFile::encodeName(name).constData(),
                                    O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
        auto file = std::make_unique<QFile>();
        if (opened < 0 || !file->open(opened, QIODevice::WriteOnly | QIODevice::Unbuffered, QFile::AutoCloseHandle))
            return {};
        return file;
    }
    /// Before a file is closed, where there is no call that does it for all of them at the end.
    static bool syncOne(QFile &file)
    {
#ifdef Q_OS_LINUX
        Q_UNUSED(file);
        return true;
#else
        return ::fsync(file.handle()) == 0;
#endif
    }
    /// Whatever is in the folder's file system; false where that is not to be had in one call.
    bool syncAll() const
    {
#ifdef Q_OS_LINUX
        return ::syncfs(descriptor) == 0;
#else
        return false;
#endif
    }
    /// A file that was closed, where syncOne() left it for later.
    bool syncFile(const QString &name) const
    {
#ifdef Q_OS_LINUX
        const int opened = ::openat(descriptor, QFile::encodeName(name).constData(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
        if (opened < 0)
            return false;
        const bool done = ::fsync(opened) == 0;
        ::close(opened);
        return done;
#else
        Q_UNUSED(name);
        return true;
#endif
    }
    /// Some file systems, such as folders that a virtual machine shares, cannot do that for folders and say so; there
    /// is nothing else to be done on them.
    bool syncNames() const
    {
        return ::fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP;
    }
    void removeFile(const QString &name) const { (void)::unlinkat(descriptor, QFile::encodeName(name).constData(), 0); }
    void removeFolder(const QString &name) const
    {
        (void)::unlinkat(descriptor, QFile::encodeName(name).constData(), AT_REMOVEDIR);
    }
    /// Of the call before: whether something else has the name.
    static bool isTaken() { return errno == EEXIST || errno == ENOTDIR || errno == ELOOP || errno == EISDIR; }
    static QString why() { return qt_error_string(errno); }

    const int descriptor;
};
#else
struct UnpackFolder::Handle {
    explicit Handle(const QString &opened) : path(opened) {}

    static std::shared_ptr<Handle> root(const QString &path)
    {
        return QFileInfo(path).isDir() ? std::make_shared<Handle>(path) : nullptr;
    }
    QString of(const QString &name) const { return path + u'/' + name; }
    bool make(const QString &name) const { return QDir(path).mkdir(name); }
    std::shared_ptr<Handle> folder(const QString &name) const
    {
        const QFileInfo info(of(name));
        taken = info.exists() && (!info.isDir() || info.isSymLink() || info.isJunction());
        return info.isDir() && !taken ? std::make_shared<Handle>(of(name)) : nullptr;
    }
    std::unique_ptr<QFile> file(const QString &name) const
    {
        auto file = std::make_unique<QFile>(of(name));
        taken = file->exists();
        if (!file->open(QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered))
            return {};
        return file;
    }
    static bool syncOne(QFile &file)
    {
        return FlushFileBuffers(reinterpret_cast<HANDLE>(_get_osfhandle(file.handle()))) != 0;
    }
    bool syncAll() const { return true; } // each file was, and names are durable there
    bool syncFile(const QString &name) const
    {
        Q_UNUSED(name);
        return true;
    }
    bool syncNames() const { return true; }
    void removeFile(const QString &name) const { QFile::remove(of(name)); }
    void removeFolder(const QString &name) const { QDir(path).rmdir(name); }
    static bool isTaken() { return taken; }
    static QString why() { return qt_error_string(); }

    const QString path;
    static inline thread_local bool taken = false;
};
#endif

UnpackFolder::UnpackFolder() = default;

UnpackFolder::~UnpackFolder() = default;

Result<std::unique_ptr<UnpackFolder>> UnpackFolder::open(const QString &directory)
{
    const QString path = QDir::cleanPath(QDir::current().absoluteFilePath(directory));
    std::unique_ptr<UnpackFolder> folder(new UnpackFolder);
    QStringList missing;
    for (QString at = path; !QFileInfo::exists(at) && !QFileInfo(at).isRoot(); at = QFileInfo(at).path())
        missing.prepend(at);
    for (const QString &one : std::as_const(missing)) {
        if (!QDir().mkdir(one)) {
            const QString why = qt_error_string();
            folder->removeAll();
            return noFolder(one, why);
        }
        folder->m_above.append(one);
    }
    folder->m_root = Handle::root(path);
    if (!folder->m_root)
        return noFolder(path, Handle::why());
    return folder;
}

Result<std::shared_ptr<UnpackFolder::Handle>> UnpackFolder::folderOf(const QString &path, bool mayMake)
{
    const std::lock_guard lock(m_mutex);
    if (path.isEmpty())
        return m_root;
    if (m_last && m_lastPath == path)
        return m_last;
    std::shared_ptr<Handle> at = m_root;
    for (qsizetype begin = 0; begin < path.size();) {
        const qsizetype slash = path.indexOf(u'/', begin);
        const qsizetype end = slash < 0 ? path.size() : slash;
        const QString name = path.sliced(begin, end - begin);
        if (mayMake && at->make(name))
            m_folders.append(path.first(end));
        auto next = at->folder(name);
        if (!next && Handle::isTaken())
            return inTheWay(path.first(end));
        if (!next)
            return noFolder(path.first(end), Handle::why());
        at = std::move(next);
        begin = end + 1;
    }
    m_lastPath = path;
    m_last = at;
    return at;
}

Result<void> UnpackFolder::makeFolder(const QString &path)
{
    const auto made = folderOf(path, true);
    return made ? Result<void>() : Result<void>(fail(made.error()));
}

Result<std::unique_ptr<QFile>> UnpackFolder::makeFile(const QString &path)
{
    const auto folder = folderOf(parentOf(path), true);
    if (!folder)
        return fail(folder.error());
    auto file = (*folder)->file(nameOf(path));
    if (!file && Handle::isTaken())
        return inTheWay(path);
    if (!file)
        return noFile(path, Handle::why());
    const std::lock_guard lock(m_mutex);
    m_files.append(path);
    return file;
}

void UnpackFolder::beginToSync(QFile &file, qint64 from, qint64 bytes)
{
#ifdef Q_OS_LINUX
    (void)::sync_file_range(file.handle(), from, bytes, SYNC_FILE_RANGE_WRITE);
#else
    Q_UNUSED(file);
    Q_UNUSED(from);
    Q_UNUSED(bytes);
#endif
}

Result<void> UnpackFolder::finish(QFile &file)
{
    if (!Handle::syncOne(file))
        return notKept(Handle::why());
    file.close();
    if (file.error() != QFileDevice::NoError)
        return notKept(file.errorString());
    return {};
}

Result<void> UnpackFolder::sync()
{
    // One by one thousands of small files would take many times as long; a few need not wait for what others wrote.
    constexpr qsizetype few = 64;
    if (m_files.size() + m_folders.size() > few && m_root->syncAll())
        return {};
    for (const QString &file : std::as_const(m_files)) {
        const auto folder = folderOf(parentOf(file), false);
        if (!folder)
            return fail(folder.error());
        if (!(*folder)->syncFile(nameOf(file)))
            return notKept(Handle::why());
    }
    for (const QString &made : std::as_const(m_folders)) {
        const auto folder = folderOf(made, false);
        if (!folder)
            return fail(folder.error());
        if (!(*folder)->syncNames())
            return notKept(Handle::why());
    }
    if (!m_root->syncNames())
        return notKept(Handle::why());
    for (const QString &made : std::as_const(m_above)) {
        const auto parent = Handle::root(QFileInfo(made).path());
        if (!parent || !parent->syncNames())
            return notKept(Handle::why());
    }
    return {};
}

void UnpackFolder::removeAll()
{
    for (const QString &file : std::as_const(m_files)) {
        if (const auto folder = folderOf(parentOf(file), false))
            (*folder)->removeFile(nameOf(file));
    }
    m_files.clear();
    while (!m_folders.isEmpty()) {
        const QString path = m_folders.takeLast();
        if (const auto folder = folderOf(parentOf(path), false))
            (*folder)->removeFolder(nameOf(path));
    }
    m_last.reset();
    m_root.reset();
    while (!m_above.isEmpty())
        QDir().rmdir(m_above.takeLast());
}

} // namespace waybill
