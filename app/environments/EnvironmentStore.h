#pragma once

#include "app/environments/Environment.h"

#include <QObject>

namespace waybill {

/// The saved environments of a profile: `environments.json`, written whole and atomically (fsync, rename) under a lock
/// on every change, read anew before each, so that two programs do not undo each other. Unknown fields are kept.
/// One thread.
class EnvironmentStore : public QObject
{
    Q_OBJECT
public:
    explicit EnvironmentStore(QString profileFolder, QObject *parent = nullptr);

    /// Reads the file; a missing one is an empty list. Storage when it is damaged or of a newer version: it is left
    /// untouched and nothing can be changed.
    Result<QList<Environment>> load();
    /// As last loaded or changed, in the user's order, with the transient ones last.
    const QList<Environment> &environments() const { return m_environments; }
    const Environment *find(QStringView name) const;

    Result<void> add(const Environment &environment);  ///< Conflict for a name that is there
    Result<void> replace(const QString &name, const Environment &environment);
    Result<void> remove(const QString &name);          ///< NotFound
    Result<void> addJob(const QString &environment, const DataJob &job);
    Result<void> replaceJob(const QString &environment, const QString &job, const DataJob &with);
    Result<void> removeJob(const QString &environment, const QString &job);

    /// An environment that lives in memory only: the practice environment this program started itself.
    void setTransient(const Environment &environment);

signals:
    void changed();

private:
    QString m_folder;
    QList<Environment> m_environments;
    QList<Environment> m_transient;
};

} // namespace waybill
