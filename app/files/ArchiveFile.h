#pragma once

#include "app/base/Error.h"

#include <QFile>

#include <memory>
#include <mutex>
#include <span>

namespace waybill {

/// A file that several threads read at places of their own.
class ArchiveFile
{
public:
    /// Storage when it is not there, is no plain file or may not be read.
    static Result<std::shared_ptr<const ArchiveFile>> open(const QString &path);

    const QString &path() const { return m_path; }
    qint64 size() const { return m_size; }

    /// Fills `to` from that place. Storage when the disk fails, or the file has become shorter. Any thread.
    Result<void> read(qint64 at, std::span<char> to) const;

private:
    explicit ArchiveFile(const QString &path) : m_path(path), m_file(path) {}

    QString m_path;
    mutable QFile m_file;
    mutable std::mutex m_reading;
    qint64 m_size = 0;
};

} // namespace waybill
