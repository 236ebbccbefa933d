#pragma once

#include "app/environments/Environment.h"

#include <QDateTime>
#include <QJsonArray>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

class QFileSystemWatcher;

namespace QCoro {
template <typename T>
class Task;
} // namespace QCoro

namespace waybill {

/// The saved environments of a profile: `environments.json`, written whole and atomically (fsync, rename) under a lock
/// on every change, read anew before each, so that two programs do not undo each other. Unknown fields are kept, and
/// the last ten files before a change (`environments-backups/`). A file of an earlier version becomes one of the
/// present with the first change. One thread.
class EnvironmentStore : public QObject
{
    Q_OBJECT
public:
    /// Written into the file; one with a higher number is left alone.
    static constexpr int schemaVersion = 2;

    explicit EnvironmentStore(QString profileFolder, QObject *parent = nullptr);
    ~EnvironmentStore() override;

    /// Reads the file; a missing one is an empty list. Storage when it is damaged or of a newer version: it is left
    /// untouched and nothing can be changed.
    Result<QList<Environment>> load();
    /// The same when the file is another one than was last read or written: cheap where it is not. Errors are load()'s;
    /// environments() stays as it was then.
    Result<void> loadIfChanged();
    /// The same aside, so that a disk that does not answer holds up nobody here. A file that cannot be read changes
    /// nothing.
    QCoro::Task<void> lookAnew();
    /// Does so from now on whenever the profile's folder says that a file in it was replaced; needs an event loop.
    void followOtherPrograms();
    /// As last loaded or changed, in the user's order, with the transient ones last.
    const QList<Environment> &environments() const { return m_all; }
    const Environment *find(QStringView name) const;
    /// Whether any of environments() is a saved one.
    bool hasSaved() const { return m_all.size() > m_transient.size(); }

    /// Conflict for a name that is there, BadInput for one that is not to be told from another (nameClash()).
    Result<void> add(const Environment &environment);
    Result<void> add(const QList<Environment> &environments); ///< all of them or none
    /// Fields and jobs become those of `environment`, which may have another name; as add, and NotFound.
    Result<void> replace(const QString &name, const Environment &environment);
    /// The same of what `how` makes of it, which is given the environment as the file has it now; gives what was saved.
    Result<Environment> edit(const QString &name,
                             const std::function<Result<Environment>(const Environment &present)> &how);
    Result<void> remove(const QString &name); ///< NotFound
    /// Puts it where the one at `index` of the saved ones stands; NotFound. Beyond the end: last.
    Result<void> move(const QString &name, qsizetype index);
    Result<void> addJob(const QString &environment, const DataJob &job);
    Result<void> replaceJob(const QString &environment, const QString &job, const DataJob &with);
    Result<void> removeJob(const QString &environment, const QString &job);

    /// An environment that lives in memory only: the practice environment this program started itself. It hides a saved
    /// one of the same name; its jobs may be changed, in memory as well.
    void setTransient(const Environment &environment);
    /// Whether it lives in memory only.
    bool isTransient(QStringView name) const;

    /// Where the environments are kept.
    QString path() const;

signals:
    /// The list is another one than before, by this program or, seen when loading, by another.
    void changed();
    /// This program gave one another name; before changed(), while environments() is still the list before.
    void renamed(const QString &before, const QString &after);

private:
    /// Reads the file anew under the lock, lets `edit` change its array of environments, and writes it. `written` is
    /// called when that is done and nobody was told yet.
    Result<void> change(const std::function<Result<void>(QJsonArray &)> &edit,
                        const std::function<void()> &written = {});
    Result<void> put(QJsonArray &array, const QString &name, const Environment &environment) const;
    Result<void> changeJobs(const QString &environment, const std::function<Result<void>(QJsonArray &)> &edit);
    void publish(QList<Environment> saved);
    Environment *transient(const QString &name);

    QString m_folder;
    using Stamp = std::pair<QDateTime, qint64>; ///< time and size of the file
    struct Read;
    static Result<Read> read(const QString &path);
    static std::optional<Read> readIfChanged(const QString &path, const Stamp &seen);

    Stamp m_seen; ///< of the file as last read or written
    QList<Environment> m_saved;
    QList<Environment> m_transient;
    QList<Environment> m_all; ///< what find() and environments() point into
    std::unique_ptr<QFileSystemWatcher> m_watcher;
};

} // namespace waybill
