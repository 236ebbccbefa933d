#pragma once

#include "app/environments/EnvironmentStore.h"
#include "app/journal/Journal.h"
#include "app/journal/PayloadStore.h"

#include <memory>

namespace waybill {

/// What is known of a message that another program sent.
enum class TrackedBy {
    MessageId,   ///< what its sender got from enqueue; its recurring data job is known
    ExecutionId, ///< F&O's Job ID: one run of a data project, whoever began it
};

/// Ids that are to be followed.
struct TrackRequest {
    QString environment;
    QString job; ///< may be empty for execution ids
    TrackedBy by = TrackedBy::MessageId;
    QStringList ids; ///< as typed or found; each is taken once
};

struct TrackedRows {
    QList<MessageKey> keys;    ///< a row for each id, in their order, each once
    QList<MessageKey> already; ///< those of them that were here before
};

/// Follows and explains what other programs sent: rows without a file, which get one when it is at hand. One thread.
class Tracking
{
public:
    /// All outlive this.
    Tracking(Journal *journal, PayloadStore payloads, EnvironmentStore *environments,
             std::shared_ptr<const Clock> clock);

    /// Appends a row for each id that is not here yet, all or none. BadInput for what is no id, NotFound for an unknown
    /// environment or job, Usage when message ids come without a job.
    QCoro::Task<Result<TrackedRows>> track(TrackRequest request);

    /// Gives a tracked row its file: a copy in the payload store, in constant memory. Conflict when it has one already;
    /// the errors of PayloadStore::add.
    QCoro::Task<Result<void>> attach(MessageKey key, QString path, std::stop_token stop);

    /// The message ids in text such as a log: each GUID once, without those that name a job, an application or a tenant
    /// of this profile.
    QStringList idsIn(const QString &text) const;
    /// The execution ids in a list, one a line.
    static QStringList executionsIn(const QString &text);

private:
    static Result<QString> idFrom(TrackedBy by, const QString &text);

    Journal *m_journal;
    PayloadStore m_payloads;
    EnvironmentStore *m_environments;
    std::shared_ptr<const Clock> m_clock;
};

} // namespace waybill
