// Where exports are made, on demand and by schedule, and their addresses signed.
#pragma once

#include "app/practice/Jobs.h"
#include "app/practice/exports/ExportFile.h"
#include "app/practice/exports/ExportStore.h"

#include <QByteArray>

#include <mutex>
#include <optional>

namespace practice {

class LifecycleClock;
class Profile;
struct Settings;

/// How an export differs from what the job makes by itself.
struct ExportWish {
    qint64 rows = -1; ///< of each entity at most; -1: all there are
    qint64 changed = 0;
    qint64 missing = 0;
    std::optional<quint64> run = {}; ///< nothing: one more than the project has exports
    bool isSigned = false;           ///< to be handed out at the second origin
    bool isScheduled = false;
    QString outcome = {}; ///< of its execution; empty: "Succeeded"
};

/// Makes exports of one environment. Whatever is referred to outlives it. Thread-safe.
class ExportDesk
{
public:
    ExportDesk(const Settings &settings, const Profile &profile, const LifecycleClock &clock,
               const odata::Service &service);

    ExportStore &store() { return m_store; }
    const ExportStore &store() const { return m_store; }

    /// Makes a package of what the job's entities hold and puts it in the job's queue. Otherwise a sentence in
    /// `problem`.
    std::optional<Export> make(const Job &job, const ExportWish &wish, QString &problem);
    /// The same as ExportToPackage does: for nobody's queue. `company`: empty for that of the job.
    std::optional<Export> makePackage(const Job &job, const QString &company, const ExportWish &wish, QString &problem);
    /// Puts a file in the job's queue as it is. `path`: of `ExportStore::newPath()`.
    std::optional<Export> put(const Job &job, const QString &path, bool isSigned, QString &problem);
    /// Makes what the schedules of all export jobs have come to since the last time; of each the newest twenty.
    void makeDue();

    /// "NotRun", "Executing", then its outcome: a function of lifecycle time.
    QString executionStatus(const Export &made) const;

    /// The query that opens a path on the second origin until `expires`, in the order and with the escapes of storage.
    QString signedQuery(const QString &path, const QDateTime &expires) const;
    /// Whether the signature is ours for that path and that end; `expires` as the query has it, decoded.
    bool isSigned(const QString &path, const QString &expires, const QString &signature) const;

private:
    std::optional<Export> makeAt(qint64 clock, const Job &job, const QString &company, const ExportWish &wish,
                                 bool isQueued, QString &problem);
    quint64 nextRun(const QString &project) const;
    QString signatureOf(const QString &path, const QString &expires) const;
    void makeDueOf(const Job &job);

    const Settings &m_settings;
    const Profile &m_profile;
    const LifecycleClock &m_clock;
    const odata::Service &m_service;
    const qint64 m_begun; ///< lifecycle time
    const QByteArray m_key;
    ExportStore m_store;
    std::mutex m_schedule;
};

} // namespace practice
