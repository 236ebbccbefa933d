#pragma once

#include "app/base/Error.h"

#include <QFile>
#include <QStringList>

#include <memory>
#include <mutex>

namespace waybill {

/// The folder that a zip is unpacked into. Makes plain files and folders below it, and nowhere else: no link below it
/// is followed, nothing that is there is replaced. Any thread, except where it says otherwise.
class UnpackFolder
{
public:
    /// Makes the folder when it is not there, with those above it. Storage when that cannot be.
    static Result<std::unique_ptr<UnpackFolder>> open(const QString &directory);
    ~UnpackFolder();
    UnpackFolder(const UnpackFolder &) = delete;
    UnpackFolder &operator=(const UnpackFolder &) = delete;

    /// Makes a folder, and those above it that are not there. `path` is one of LegalNames: below this folder, with
    /// `/`, no empty part, no `..`. Conflict when a file or a link is in its way; Storage.
    Result<void> makeFolder(const QString &path);
    /// Makes a new file, open for writing without a buffer, with the folders above it. Conflict when there is one of
    /// that name already; Storage.
    Result<std::unique_ptr<QFile>> makeFile(const QString &path);
    /// Has the system begin with what was written of a file, so that sync() finds less to do. Only a hint. Any thread.
    static void beginToSync(QFile &file, qint64 from, qint64 bytes);
    /// Closes a file that was made here and is whole. Storage when what was written to it cannot be kept.
    Result<void> finish(QFile &file);
    /// After the last file: all that was made here is on the disk itself, its names too; so may be what others wrote to
    /// the same file system. Storage. One thread.
    Result<void> sync();
    /// Removes what was made here again, as far as it can. After all else, one thread.
    void removeAll();

private:
    struct Handle;
    UnpackFolder();
    Result<std::shared_ptr<Handle>> folderOf(const QString &path, bool mayMake);

    std::shared_ptr<Handle> m_root;
    QStringList m_above; ///< folders that were made for `directory`, it as the last
    std::mutex m_mutex;
    QString m_lastPath; ///< the folder that was asked for last, and
    std::shared_ptr<Handle> m_last;
    QStringList m_folders; ///< made here, in their order
    QStringList m_files;
};

} // namespace waybill
