#include "app/practice/BatchPlan.h"

#include "app/practice/Lifecycle.h"
#include "app/practice/Profile.h"
#include "app/practice/StoredMessage.h"

#include <algorithm>

namespace practice {
namespace {

/// From a batch's taking the message to its end, ms.
qint64 lengthOf(const BatchedMessage &message, qint64 at, double pace)
{
    double seconds = 0;
    for (const StatusStep &step : usualSteps({message.messageId, message.storedClock, at, pace}))
        seconds += step.seconds.value_or(0);
    return qint64(seconds * 1000) - (at - message.storedClock);
}

} // namespace

BatchPlan::BatchPlan(int parallel, std::function<double(qint64)> pace) : m_parallel(parallel), m_pace(std::move(pace))
{
}

void BatchPlan::add(const BatchedMessage &message)
{
    if (m_parallel == 0)
        return;
    const std::lock_guard lock(m_mutex);
    // What was decided before it came does not change.
    advance(message.storedClock);
    m_queues[message.activityId].waiting.append(message);
}

std::optional<qint64> BatchPlan::pickUp(const BatchedMessage &message, qint64 now)
{
    if (m_parallel == 0 || message.number < 0)
        return usualPickUp(message.storedClock, message.recurrenceMs);
    const std::lock_guard lock(m_mutex);
    advance(now);
    const auto taken = m_taken.constFind(message.number);
    return taken == m_taken.cend() ? std::nullopt : std::optional(*taken);
}

void BatchPlan::advance(qint64 now)
{
    while (true) {
        Queue *first = nullptr;
        qint64 due = 0;
        for (Queue &queue : m_queues) {
            if (queue.waiting.isEmpty())
                continue;
            const BatchedMessage &oldest = queue.waiting.constFirst();
            const qint64 wanted = std::max(queue.next, usualPickUp(oldest.storedClock, oldest.recurrenceMs));
            if (first && (wanted > due || (wanted == due && oldest.number > first->waiting.constFirst().number)))
                continue;
            first = &queue;
            due = wanted;
        }
        if (!first)
            return;
        while (!m_running.empty() && *m_running.begin() <= due)
            m_running.erase(m_running.begin());
        const bool full = qsizetype(m_running.size()) >= m_parallel;
        const qint64 begin = full ? *m_running.begin() : due;
        if (begin > now)
            return;
        if (full)
            m_running.erase(m_running.begin());
        m_running.insert(take(*first, begin));
    }
}

/// Takes all that waits; when the batch will end.
qint64 BatchPlan::take(Queue &queue, qint64 at)
{
    const double pace = m_pace(at);
    qint64 end = at;
    const qint64 recurrence = queue.waiting.constFirst().recurrenceMs;
    for (const BatchedMessage &message : std::as_const(queue.waiting)) {
        m_taken.insert(message.number, at);
        end = std::max(end, at + lengthOf(message, at, pace));
    }
    queue.waiting.clear();
    queue.next = (at / recurrence + 1) * recurrence;
    return end;
}

BatchedMessage batchedOf(const Profile &profile, std::chrono::seconds recurrence, const StoredMessage &message)
{
    const int own = profile.job(message.activityId).value_or(Job{}).recurrenceSeconds;
    const qint64 seconds = own > 0 ? own : recurrence.count();
    return {message.number, message.messageId, message.activityId, message.storedClock, seconds * 1000};
}

} // namespace practice
