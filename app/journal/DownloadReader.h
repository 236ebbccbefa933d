#pragma once

#include "app/journal/Download.h"
#include "app/journal/Message.h"

#include <QHash>

#include <memory>

namespace waybill {

class Connection;
class JournalReader;

/// The reads of downloads, on a connection that cannot write: they see everything that was committed, also by
/// other programs. A profile without a journal reads as empty. Errors: those of the Journal. One thread, but for being
/// made.
class DownloadReader
{
public:
    explicit DownloadReader(std::unique_ptr<JournalReader> journal);
    /// Reads with one that outlives this, in its thread.
    explicit DownloadReader(JournalReader &journal);
    ~DownloadReader();

    Result<std::optional<Download>> download(DownloadKey key) const;
    Result<QList<Download>> downloads(DownloadFilter filter) const;
    /// In order.
    Result<QList<DownloadEvent>> events(DownloadKey key) const;
    Result<QList<StoredExchange>> exchanges(DownloadKey key) const;
    Result<QList<FollowUpOutcome>> followUps(DownloadKey key) const;

    Result<std::optional<JobLook>> look(QString environment, ActivityId activityId) const;
    /// What is known of all jobs of an environment.
    Result<QList<JobLook>> looks(QString environment) const;

    /// Whose events are newer than `event`, each with its newest event's id, and the newest of all; {} and `event` when
    /// nobody wrote since.
    struct News {
        QHash<DownloadKey, qint64> newest;
        qint64 event = 0;
    };
    Result<News> newsSince(qint64 event) const;
    Result<qint64> newestEvent() const;

private:
    template <class T, class Read>
    Result<T> reading(Read read) const;

    std::unique_ptr<JournalReader> m_own; ///< none where it is another's
    JournalReader *m_journal;
};

} // namespace waybill
