// Which batch takes which message, where only so many batches run at a time.
#pragma once

#include <QHash>
#include <QList>
#include <QString>

#include <chrono>
#include <functional>
#include <mutex>
#include <optional>
#include <set>

namespace practice {

class Profile;
struct StoredMessage;

/// A message as the plan sees it. Times are lifecycle time in ms.
struct BatchedMessage {
    qint64 number = 0;
    QString messageId;
    QString activityId;
    qint64 storedClock = 0;
    qint64 recurrenceMs = 4000; ///< of its job
};

/// Every job has a batch that runs once a recurrence and takes all of the job's messages at once. Of all jobs' batches
/// at most `parallel` run at a time; the others wait for the first to end, and their messages with them. What was
/// decided stays so, and the same messages lead to the same plan, also after a restart. Thread-safe.
class BatchPlan
{
public:
    /// `parallel` 0: any number at a time. `pace`: how many times longer than usual a batch works that begins at that
    /// lifecycle time.
    BatchPlan(int parallel, std::function<double(qint64)> pace);

    /// In the order of storing.
    void add(const BatchedMessage &message);

    /// When the message is taken; nothing: not yet decided at lifecycle time `now`.
    std::optional<qint64> pickUp(const BatchedMessage &message, qint64 now);

private:
    struct Queue {
        QList<BatchedMessage> waiting;
        qint64 next = 0; ///< its batch does not run before
    };

    void advance(qint64 now);
    qint64 take(Queue &queue, qint64 at);

    const int m_parallel;
    const std::function<double(qint64)> m_pace;
    std::mutex m_mutex;
    QHash<QString, Queue> m_queues;
    QHash<qint64, qint64> m_taken;
    std::multiset<qint64> m_running; ///< when the batches that run will end
};

/// What the plan needs to know of a stored message. `recurrence`: of jobs that tell none.
BatchedMessage batchedOf(const Profile &profile, std::chrono::seconds recurrence, const StoredMessage &message);

} // namespace practice
