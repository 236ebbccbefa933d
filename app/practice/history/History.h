// The year before: messages that are made up when somebody asks for them.
#pragma once

#include "app/practice/Jobs.h"
#include "app/practice/StoredMessage.h"
#include "app/practice/data/Importer.h"
#include "app/practice/history/HistoryIds.h"
#include "app/practice/traffic/FileMaker.h"

#include <QList>

#include <memory>
#include <optional>

namespace practice {

/// `count` messages of the 365 days before `end`, numbered from 0, the oldest. Each is a pure function of the seed and
/// its number: ids, times, file and what became of it, which is found by importing the file that is made for it. Nothing
/// of it is kept in memory. Thread-safe.
class History
{
public:
    /// `endMs`: UTC and lifecycle time alike, ms since the epoch. Only single-file import jobs have a past.
    History(qint64 count, quint64 seed, qint64 endMs, const QList<Job> &jobs);

    qint64 count() const { return m_count; }
    /// How many of them are of that job.
    qint64 countOf(const QString &activityId) const;
    /// The number of a job's `nth` message, the oldest being 0.
    qint64 indexOf(const QString &activityId, qint64 nth) const;

    std::optional<qint64> ofMessage(const QString &messageId) const;
    std::optional<qint64> ofExecution(const QString &executionId) const;

    StoredMessage message(qint64 index) const;
    QByteArray file(qint64 index) const;
    /// `errorFolder`: where the records that failed are written; may be empty.
    ImportOutcome outcome(qint64 index, const QString &errorFolder = {}) const;

private:
    struct Fate;

    Fate fateOf(qint64 index) const;
    FileOrder orderOf(qint64 index) const;
    const Job &jobOf(qint64 index) const;
    qint64 timeOf(qint64 index) const;
    std::optional<qint64> checked(std::optional<qint64> index) const;
    QList<qsizetype> slotsOf(const QString &activityId) const;

    const qint64 m_count;
    const quint64 m_seed;
    const qint64 m_endMs;
    const HistoryIds m_ids;
    QList<Job> m_jobs;
    QList<qsizetype> m_pattern; ///< jobs by their places, over and over
    const std::unique_ptr<Importer> m_importer; ///< keeps nothing
};

} // namespace practice
