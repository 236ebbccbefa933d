#include "FaultyDisk.h"

#include <QFile>
#include <QRandomGenerator>

#include <sqlite3.h>

#include <algorithm>

namespace waybill {

namespace {
using Fault = FaultyDisk::Fault;

sqlite3_vfs *realVfs = nullptr;

struct OpenFile {
    sqlite3_file base;
    QString *name; ///< none for temporary files
    sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
};

OpenFile *own(sqlite3_file *file)
{
    return reinterpret_cast<OpenFile *>(file);
}

sqlite3_file *real(sqlite3_file *file)
{
    return own(file)->real();
}

int codeOf(Fault fault)
{
    switch (fault) {
    case Fault::Full:
    case Fault::ShortWrite:
        return SQLITE_FULL;
    case Fault::ReadOnly:
        return SQLITE_READONLY;
    case Fault::Sync:
        return SQLITE_IOERR_FSYNC;
    default:
        return SQLITE_IOERR;
    }
}

QByteArray contentOf(sqlite3_file *file)
{
    sqlite3_int64 size = 0;
    real(file)->pMethods->xFileSize(real(file), &size);
    QByteArray content(size, '\0');
    if (size > 0)
        real(file)->pMethods->xRead(real(file), content.data(), static_cast<int>(size), 0);
    return content;
}

void remember(sqlite3_file *file, FaultyDisk::Change change)
{
    const QString *name = own(file)->name;
    if (!name)
        return;
    const QByteArray before = FaultyDisk::get().isClean(*name) ? contentOf(file) : QByteArray();
    FaultyDisk::get().changed(*name, before, std::move(change));
}

int closeFile(sqlite3_file *file)
{
    const int code = real(file)->pMethods->xClose(real(file));
    delete own(file)->name;
    return code;
}

int readFile(sqlite3_file *file, void *bytes, int count, sqlite3_int64 at)
{
    FaultyDisk::get().beginsToRead();
    return real(file)->pMethods->xRead(real(file), bytes, count, at);
}

int writeFile(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 at)
{
    const Fault fault = own(file)->name ? FaultyDisk::get().meet(false) : Fault::None;
    if (fault != Fault::None && fault != Fault::ShortWrite)
        return codeOf(fault);
    const int written = fault == Fault::ShortWrite ? count / 2 : count;
    remember(file, {at, QByteArray(static_cast<const char *>(bytes), written), -1});
    const int code = real(file)->pMethods->xWrite(real(file), bytes, written, at);
    return fault == Fault::None ? code : codeOf(fault);
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    const Fault fault = own(file)->name ? FaultyDisk::get().meet(false) : Fault::None;
    if (fault != Fault::None)
        return codeOf(fault);
    remember(file, {0, {}, size});
    return real(file)->pMethods->xTruncate(real(file), size);
}

int syncFileNow(sqlite3_file *file, int)
{
    const Fault fault = own(file)->name ? FaultyDisk::get().meet(true) : Fault::None;
    if (fault != Fault::None)
        return codeOf(fault);
    if (own(file)->name)
        FaultyDisk::get().synced(*own(file)->name);
    return SQLITE_OK; // what is kept over a power cut is decided here, not by the real disk
}

int sizeOfFile(sqlite3_file *file, sqlite3_int64 *size)
{
    return real(file)->pMethods->xFileSize(real(file), size);
}

int lockFileAt(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xLock(real(file), level);
}

int unlockFileTo(sqlite3_file *file, int level)
{
    return real(file)->pMethods->xUnlock(real(file), level);
}

int isReserved(sqlite3_file *file, int *answer)
{
    return real(file)->pMethods->xCheckReservedLock(real(file), answer);
}

int controlFile(sqlite3_file *file, int op, void *argument)
{
    return real(file)->pMethods->xFileControl(real(file), op, argument);
}

int sectorSize(sqlite3_file *file)
{
    return real(file)->pMethods->xSectorSize(real(file));
}

int characteristics(sqlite3_file *)
{
    return 0; // promises nothing
}

int mapShared(sqlite3_file *file, int page, int size, int extend, void volatile **to)
{
    if (FaultyDisk::get().isWriteProtected())
        return SQLITE_CANTOPEN;
    return real(file)->pMethods->xShmMap(real(file), page, size, extend, to);
}

int lockShared(sqlite3_file *file, int offset, int count, int flags)
{
    if ((flags & SQLITE_SHM_LOCK) && (flags & SQLITE_SHM_SHARED))
        FaultyDisk::get().beginsToRead(); // a transaction that finds all its pages in memory does no more
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

void barrier(sqlite3_file *file)
{
    real(file)->pMethods->xShmBarrier(real(file));
}

int unmapShared(sqlite3_file *file, int remove)
{
    return real(file)->pMethods->xShmUnmap(real(file), remove);
}

const sqlite3_io_methods methods{2,           closeFile,    readFile,      writeFile,   truncateFile,
                                 syncFileNow, sizeOfFile,   lockFileAt,    unlockFileTo, isReserved,
                                 controlFile, sectorSize,   characteristics, mapShared, lockShared,
                                 barrier,     unmapShared,  nullptr,       nullptr};

int openFile(sqlite3_vfs *, const char *name, sqlite3_file *file, int flags, int *outFlags)
{
    own(file)->base.pMethods = nullptr;
    own(file)->name = nullptr;
    const int code = realVfs->xOpen(realVfs, name, real(file), flags, outFlags);
    if (code != SQLITE_OK)
        return code;
    own(file)->name = name ? new QString(QString::fromUtf8(name)) : nullptr;
    own(file)->base.pMethods = &methods;
    return code;
}

int deleteFile(sqlite3_vfs *, const char *name, int syncFolder)
{
    if (const Fault fault = FaultyDisk::get().meet(false); fault != Fault::None)
        return codeOf(fault);
    FaultyDisk::get().removed(QString::fromUtf8(name));
    return realVfs->xDelete(realVfs, name, syncFolder);
}

void write(QByteArray &content, const FaultyDisk::Change &change)
{
    if (change.cutTo >= 0) {
        content.resize(change.cutTo);
        return;
    }
    const qsizetype end = change.at + change.bytes.size();
    if (content.size() < end)
        content.append(QByteArray(end - content.size(), '\0'));
    content.replace(change.at, change.bytes.size(), change.bytes);
}
} // namespace

FaultyDisk &FaultyDisk::get()
{
    static FaultyDisk disk;
    static sqlite3_vfs vfs;
    static const bool installed = [] {
        realVfs = sqlite3_vfs_find(nullptr);
        vfs = *realVfs;
        vfs.zName = "faulty";
        vfs.szOsFile = static_cast<int>(sizeof(OpenFile)) + realVfs->szOsFile;
        vfs.xOpen = openFile;
        vfs.xDelete = deleteFile;
        return sqlite3_vfs_register(&vfs, 1) == SQLITE_OK;
    }();
    Q_UNUSED(installed);
    return disk;
}

void FaultyDisk::breakAfter(qint64 at, Fault fault)
{
    const std::lock_guard lock(m_mutex);
    m_fault = fault;
    m_at = at;
    m_operations = 0;
    m_broken = false;
}

qint64 FaultyDisk::operations() const
{
    const std::lock_guard lock(m_mutex);
    return m_operations;
}

bool FaultyDisk::hasBroken() const
{
    const std::lock_guard lock(m_mutex);
    return m_broken;
}

Fault FaultyDisk::meet(bool isSync)
{
    const std::lock_guard lock(m_mutex);
    const bool meets = m_operations++ >= m_at && m_fault != Fault::None && (m_fault != Fault::Sync || isSync) &&
                       (m_fault == Fault::Sync || m_fault == Fault::Power || !isSync || m_fault == Fault::Io);
    m_broken = m_broken || meets;
    return meets ? m_fault : Fault::None;
}

void FaultyDisk::stall()
{
    const std::lock_guard lock(m_mutex);
    m_stalls = true;
    m_staller = std::this_thread::get_id();
    m_readsOfStaller = 0;
}

void FaultyDisk::countReads()
{
    const std::lock_guard lock(m_mutex);
    m_staller = std::this_thread::get_id();
    m_readsOfStaller = 0;
}

void FaultyDisk::letGo()
{
    const std::lock_guard lock(m_mutex);
    m_stalls = false;
    m_goes.notify_all();
}

bool FaultyDisk::holdsSomebody() const
{
    const std::lock_guard lock(m_mutex);
    return m_held > 0;
}

int FaultyDisk::readsOfThisThread() const
{
    const std::lock_guard lock(m_mutex);
    return m_readsOfStaller;
}

void FaultyDisk::beginsToRead()
{
    std::unique_lock lock(m_mutex);
    if (std::this_thread::get_id() == m_staller) {
        ++m_readsOfStaller;
        return;
    }
    if (!m_stalls)
        return;
    ++m_held;
    m_goes.wait(lock, [this] { return !m_stalls; });
    --m_held;
}

bool FaultyDisk::isWriteProtected() const
{
    const std::lock_guard lock(m_mutex);
    return m_fault == Fault::ReadOnly && m_operations >= m_at;
}

bool FaultyDisk::isClean(const QString &file) const
{
    const std::lock_guard lock(m_mutex);
    return !m_unsynced.contains(file);
}

void FaultyDisk::changed(const QString &file, const QByteArray &before, Change change)
{
    const std::lock_guard lock(m_mutex);
    if (!m_unsynced.contains(file))
        m_unsynced.insert(file, {before, {}});
    m_unsynced[file].changes.append(std::move(change));
}

void FaultyDisk::synced(const QString &file)
{
    const std::lock_guard lock(m_mutex);
    m_unsynced.remove(file);
}

void FaultyDisk::removed(const QString &file)
{
    synced(file);
}

void FaultyDisk::restore(quint32 seed)
{
    const std::lock_guard lock(m_mutex);
    if (m_fault == Fault::Power) {
        QRandomGenerator chance(seed);
        for (auto file = m_unsynced.cbegin(); file != m_unsynced.cend(); ++file) {
            QByteArray content = file->before;
            for (Change change : file->changes) {
                const auto fate = chance.bounded(4); // lost, torn at a sector, or there
                if (fate == 0)
                    continue;
                if (fate == 1 && change.cutTo < 0)
                    change.bytes.truncate(chance.bounded(static_cast<int>(change.bytes.size() / 512 + 1)) * 512);
                write(content, change);
            }
            QFile target(file.key());
            if (target.exists() && target.open(QIODevice::ReadWrite)) {
                target.resize(content.size());
                target.write(content);
            }
            QFile::remove(file.key() + QStringLiteral("-shm"));
        }
    }
    m_unsynced.clear();
    m_fault = Fault::None;
    m_broken = false;
}

} // namespace waybill
