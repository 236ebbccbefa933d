// Every export: its file, and how often it was handed out and acknowledged.
#pragma once

#include "app/practice/exports/Export.h"

#include <QHash>
#include <QList>

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>

namespace practice {

/// What became of an acknowledgement.
enum class Acked { Yes, Unknown, Stale };

/// Keeps exports as lines of JSON that are only ever appended to, and their files beside them, so that a killed program
/// forgets nothing it has answered for. Thread-safe.
class ExportStore
{
public:
    /// Reads what `folder` holds and makes what is missing. With a `seed` the n-th export has the same ids in every
    /// world of that seed. `lease`: how long what was handed out stays hidden, in real seconds.
    ExportStore(const QString &folder, std::optional<quint64> seed, std::chrono::seconds lease);

    /// A name for a file that is still being made. Unfinished ones of an earlier run are gone.
    QString newPath();
    QString pathOf(const QString &correlationId) const;

    /// Takes the file over and puts the export in its job's queue, if it has one; sets ids, time, size and digest.
    /// False when the disk refuses.
    bool add(Export &made, const QString &path);

    /// What makes the answer that hands an export out, with the receipt that it is handed out under.
    using Answer = std::function<QJsonObject(const Export &made, const QString &receipt)>;

    /// Hands the job's oldest export out that is neither acknowledged nor hidden by a lease; nothing when there is
    /// none.
    std::optional<Export> dequeue(const QString &activityId, const Answer &answer);
    /// `answer`: the object of a dequeue. Only the newest one counts; twice is as good as once.
    Acked acknowledge(const QString &activityId, const QJsonObject &answer);
    /// Ends all leases.
    void endLeases();

    std::optional<Export> find(const QString &correlationId) const;
    std::optional<Export> ofExecution(const QString &executionId) const;
    QList<Export> all() const; ///< oldest first

    /// Notes a request for a file; its number, for `addServed`.
    int addFetch(const Fetch &fetch);
    void addServed(int fetch, qint64 bytes);
    QList<Fetch> fetches() const; ///< of this run, oldest first

private:
    void load();
    void take(const QJsonObject &line);
    bool append(const QJsonObject &line) const;
    int placeOf(const QString &correlationId) const;

    const QString m_folder;
    const std::optional<quint64> m_seed;
    const std::chrono::seconds m_lease;
    mutable std::mutex m_mutex;
    QList<Export> m_exports;
    QHash<QString, int> m_byId;
    QHash<QString, int> m_byExecution;
    QList<Fetch> m_fetches;
    int m_files = 0;
};

} // namespace practice
