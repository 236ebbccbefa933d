#include "app/practice/Lifecycle.h"

#include <QUuid>

#include <cmath>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

constexpr qint64 shortestWaitMs = 2500; // long enough for a poller to see it

/// 0 to 1, always the same for one message.
double jitter(const QString &messageId, int which)
{
    const QUuid id(messageId);
    const quint32 bits = which == 0   ? id.data1
                         : which == 1 ? (quint32(id.data2) << 16 | id.data1 >> 16)
                                      : id.data1 * 2654435761u;
    return double(bits % 1000) / 1000.0;
}

bool isWaiting(const QString &status)
{
    return status.compare("Enqueued"_L1, Qt::CaseInsensitive) == 0 ||
           status.compare("InQueue"_L1, Qt::CaseInsensitive) == 0;
}

bool isTaken(const QString &status)
{
    return status.compare("Dequeued"_L1, Qt::CaseInsensitive) == 0 ||
           status.compare("Downloaded"_L1, Qt::CaseInsensitive) == 0;
}

/// `since`: lifecycle seconds.
void enter(LifecycleState &state, const QString &status, double since)
{
    state.status = status;
    if (!state.pickedUp && !isWaiting(status))
        state.startedClock = std::llround(since * 1000);
    state.pickedUp = state.pickedUp || !isWaiting(status);
    state.executing = state.executing || (!isWaiting(status) && !isTaken(status));
}

} // namespace

qint64 usualPickUp(qint64 storedClock, qint64 recurrenceMs)
{
    return (storedClock + shortestWaitMs + recurrenceMs - 1) / recurrenceMs * recurrenceMs;
}

QList<StatusStep> usualSteps(const LifecycleSubject &subject)
{
    const qint64 pickUp = subject.pickUp.value_or(usualPickUp(subject.storedClock));
    return {{u"Enqueued"_s, double(pickUp - subject.storedClock) / 1000.0},
            {u"Dequeued"_s, (3.0 + 2.0 * jitter(subject.messageId, 0)) * subject.pace},
            {u"Preprocessing"_s, (3.0 + 2.0 * jitter(subject.messageId, 1)) * subject.pace},
            {u"Processing"_s, (7.0 + 3.0 * jitter(subject.messageId, 2)) * subject.pace}};
}

QString finalWord(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Processed:
        return u"Processed"_s;
    case Verdict::ProcessedWithErrors:
        return u"ProcessedWithErrors"_s;
    case Verdict::PreProcessingError:
        return u"PreProcessingError"_s;
    case Verdict::PostProcessingFailed:
        return u"PostProcessingFailed"_s;
    }
    return {};
}

LifecycleState lifecycleAt(const LifecycleSubject &subject, qint64 now, std::optional<Verdict> verdict,
                           const LifecycleScript *script)
{
    static const LifecycleScript usual;
    const LifecycleScript &life = script ? *script : usual;
    const bool scripted = !life.statuses.isEmpty();
    const QList<StatusStep> steps = scripted ? life.statuses : usualSteps(subject);

    LifecycleState state;
    double end = double(subject.storedClock) / 1000.0;
    for (const StatusStep &step : steps) {
        enter(state, step.status, end);
        if (!step.seconds || step.status == life.stickAt)
            return state;
        end += *step.seconds;
        if (double(now) / 1000.0 < end)
            return state;
        if (!scripted && step.status == "Preprocessing"_L1) {
            if (!verdict)
                return state;
            if (*verdict == Verdict::PreProcessingError && life.final.isEmpty() && life.stickAt.isEmpty())
                break;
        }
    }
    if (!life.stickAt.isEmpty()) {
        enter(state, life.stickAt, end);
        return state;
    }
    if (!verdict)
        return state;
    enter(state, life.final.isEmpty() ? finalWord(*verdict) : life.final, end);
    state.isFinal = true;
    state.endedClock = std::llround(end * 1000);
    return state;
}

} // namespace practice
