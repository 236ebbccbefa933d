#pragma once

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QString>

#include <condition_variable>
#include <mutex>
#include <thread>

namespace waybill {

/// A disk under SQLite that breaks on demand: the default VFS of the process, over the real one. It counts what is
/// written, synced and cut (not the shared memory), and fails from one operation on; when the power is cut, what was
/// not synced may be lost, torn or in another order, as the seed says. Or it stalls: whoever reads waits. Any thread.
class FaultyDisk
{
public:
    enum class Fault {
        None,
        Io,         ///< SQLITE_IOERR
        Full,       ///< ENOSPC
        ReadOnly,   ///< EROFS
        ShortWrite, ///< half of the bytes, then ENOSPC
        Sync,       ///< fsync fails, writes go on
        Power,      ///< nothing works any more until restore()
    };

    /// The one of the process; made the default VFS at the first call.
    static FaultyDisk &get();

    /// Fails every operation from the `at`-th from now on.
    void breakAfter(qint64 at, Fault fault);
    /// Works again. After Fault::Power the files become what a disk may hold then; nobody has them open.
    void restore(quint32 seed = 0);
    qint64 operations() const;
    bool hasBroken() const;

    /// From now on whoever begins to read waits until letGo(); but not this thread, whose reads are counted.
    void stall();
    /// From now on the reads of this thread are counted, and nobody waits.
    void countReads();
    void letGo();
    /// Whether somebody waits for what he reads.
    bool holdsSomebody() const;
    /// How often the thread that called stall() or countReads() began to read since.
    int readsOfThisThread() const;

    // What the VFS asks and tells.
    struct Change {
        qint64 at = 0;
        QByteArray bytes; ///< what was written there
        qint64 cutTo = -1; ///< or the length to which the file was cut
    };
    /// The fault that this operation meets.
    Fault meet(bool isSync);
    bool isWriteProtected() const;
    void beginsToRead();
    void changed(const QString &file, const QByteArray &before, Change change);
    void synced(const QString &file);
    void removed(const QString &file);
    /// What a file held at its last sync is remembered with the first change after it.
    bool isClean(const QString &file) const;

private:
    struct Unsynced {
        QByteArray before; ///< the whole file at the last sync
        QList<Change> changes;
    };
    mutable std::mutex m_mutex;
    QHash<QString, Unsynced> m_unsynced;
    Fault m_fault = Fault::None;
    qint64 m_at = 0;
    qint64 m_operations = 0;
    bool m_broken = false;
    std::condition_variable m_goes;
    bool m_stalls = false;
    std::thread::id m_staller;
    int m_held = 0;
    int m_readsOfStaller = 0;
};

} // namespace waybill
