#pragma once

#include "app/base/Error.h"

#include <QJsonObject>

namespace waybill {

/// What the Explore page keeps, as a JSON file that several windows may write. One thread at a time; blocks for a small
/// file.
class MemoryFile
{
public:
    explicit MemoryFile(const QString &profileFolder);

    /// Nothing where there is no file. Storage where it cannot be read; write() puts it aside then.
    Result<QJsonObject> read() const;
    /// What this window has, as far as it has been read or written: write() takes the rest from the file.
    void setKnown(const QJsonObject &known) { m_known = known; }
    /// Writes what changed since, and leaves what another window has written meanwhile. A file that cannot be read is
    /// kept beside (besidePath()) and never overwritten. Storage; Busy while another program writes.
    Result<void> write(const QJsonObject &memory);

    const QString &path() const { return m_path; }
    /// Where a file that cannot be read goes.
    QString besidePath() const;

private:
    QString m_path;
    QJsonObject m_known;
};

/// What was changed from `known` to `ours`, put into `theirs`. Queries with a name are told apart by it, those that
/// were read by their text.
QJsonObject mergedMemory(const QJsonObject &theirs, const QJsonObject &known, const QJsonObject &ours);

} // namespace waybill
