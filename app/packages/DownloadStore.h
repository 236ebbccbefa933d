#pragma once

#include "app/base/Error.h"
#include "app/journal/Download.h"

#include <QString>

namespace waybill {

/// The packages of a profile: the folder `downloads/` in it. A value; any thread. Errors are Storage.
class DownloadStore
{
public:
    explicit DownloadStore(QString profileFolder);

    const QString &folder() const { return m_folder; }
    /// The whole path of what a row calls its file; empty for an empty one.
    QString path(const QString &file) const;
    /// Where a package grows while it is fetched. It may be there from an earlier run.
    QString partPath(DownloadKey key) const;

    /// Makes the folders and sees whether they can be written to: before a package is taken from the service.
    Result<void> prepare() const;
    /// Makes the part, which only its owner reads, where it is not there; the answer is how many bytes it has.
    Result<qint64> openPart(DownloadKey key) const;
    /// Brings the part onto the disk and gives it its name, which is durable then: `wanted`, or with a number where
    /// another file stands there. A file with the same content is taken for this one. Nothing is ever overwritten.
    /// The answer is the name below the folder.
    Result<QString> place(DownloadKey key, const QString &wanted, const QString &sha256) const;
    void removePart(DownloadKey key) const;

private:
    QString m_folder;
};

} // namespace waybill
