#pragma once

#include "app/environments/Environment.h"

#include <QDateTime>
#include <QJsonObject>

#include <utility>

namespace waybill {

/// `environments.json` on disk: `{"version":1,"environments":[{…,"jobs":[…]}]}`. Reads and writes it whole; knows
/// nothing of locks. Any thread.
class EnvironmentFile
{
public:
    EnvironmentFile(QString path, int version);

    /// Its time and size, by which a file that was replaced is told.
    std::pair<QDateTime, qint64> stamp() const;
    /// The file's content with whatever fields it has; an empty list of the present version when there is no file.
    /// Storage when it cannot be read, is no such file, or of a newer version.
    Result<QJsonObject> read() const;
    /// All environments in it, checked; Storage with the first that cannot be used.
    Result<QList<Environment>> environments(const QJsonObject &root) const;
    /// Copies the file as it is into `environments-backups/`, where the last ten stay; nothing when there is none.
    Result<void> backUp() const;
    /// Replaces the file in one step; when this returns, it and its name are on the disk.
    Result<void> write(const QJsonObject &root) const;

private:
    tl::unexpected<Error> damaged(const QString &how) const;

    QString m_path;
    int m_version;
};

} // namespace waybill
