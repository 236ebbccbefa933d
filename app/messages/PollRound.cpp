#include "app/messages/PollRound.h"

#include <algorithm>

namespace waybill {
using namespace std::chrono_literals;

namespace {
/// Questions under way at once in one environment; the budget bounds their rate.
constexpr int mostAtOnce = 4;
/// So many messages that cannot be asked about, and none that can, are a trouble of the environment.
constexpr qsizetype manyFailing = 3;
/// The coroutine looks at the clock several times a second: a longer gap was no waiting of ours.
constexpr qint64 longestGapMs = 30'000;
/// How long nothing is asked of an environment whose answers could not be written.
constexpr std::chrono::milliseconds afterUnwritten = 5s;
/// So many questions about a message fail in a row before that is its own trouble: with their pauses half an hour,
/// which a service that is started anew does not take.
constexpr int manyTroubles = 12;

LookKind kindOf(const Watch &watch)
{
    return watch.state == MessageState::Succeeded ? LookKind::Counts
           : watch.state == MessageState::GivenUp ? LookKind::Daily
                                                  : LookKind::Status;
}

LookPlan::Subject subjectOf(const Watch &watch)
{
    LookPlan::Subject subject;
    subject.key = watch.key;
    subject.kind = kindOf(watch);
    if (!watch.job.isEmpty())
        subject.job = watch.job;
    subject.entity = watch.entity;
    subject.word = watch.status;
    subject.since = instantOf(watch.inStateSince);
    return subject;
}
} // namespace

bool mayBeItsOwn(const Error &error)
{
    return error.kind == ErrorKind::ServerFault || error.kind == ErrorKind::AnswerLost ||
           error.kind == ErrorKind::TimedOut;
}

bool saysNothingOfIt(const Error &error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Refused;
}

void PollRound::take(const Message &message, const QDateTime &now)
{
    auto watch = watchFor(message);
    if (!watch) {
        watches.remove(message.key);
        failing.remove(message.key);
        plan.forget(message.key);
        return;
    }
    const auto known = watches.constFind(message.key);
    if (known != watches.cend() && known->sameAs(*watch)) {
        watch->quietAnswers = known->quietAnswers;
        watch->troubles = known->troubles;
    } else {
        plan.follow(subjectOf(*watch), instantOf(now));
    }
    watches.insert(message.key, *watch);
}

void PollRound::unwritten(MessageKey key, const QDateTime &now)
{
    const auto watch = watches.constFind(key);
    if (watch == watches.cend())
        return;
    plan.forget(key); // with the word that the journal does not have
    plan.follow(subjectOf(*watch), instantOf(now));
    pausedUntil = now.addMSecs(afterUnwritten.count());
}

void PollRound::pass(const QDateTime &now)
{
    const qint64 gap = lastPass.isValid() ? lastPass.msecsTo(now) : 0;
    lastPass = now;
    if (gap >= -2'000 && gap <= longestGapMs)
        return;
    plan.wakeUp(instantOf(now));
    pausedUntil = {};
    failures = 0;
    for (Watch &watch : watches)
        watch.quietAnswers = watch.troubles = 0;
}

bool PollRound::paused(const QDateTime &now) const
{
    return pausedUntil.isValid() && now < pausedUntil;
}

int PollRound::lanes() const
{
    return failures > 0 ? 1 : mostAtOnce;
}

void PollRound::answered()
{
    failures = 0;
    failing.clear();
    trouble.clear();
}

bool PollRound::failed(MessageKey key, const Error &error, const QDateTime &now)
{
    if (mayBeItsOwn(error)) {
        failing.insert(key);
        if (failing.size() < std::min(manyFailing, watches.size()))
            return false;
    }
    trouble = error.message;
    const auto wait = std::min<std::chrono::milliseconds>(500ms * (1 << std::min(failures++, 7)), 60s);
    pausedUntil = now.addMSecs(wait.count());
    return true;
}

bool PollRound::isInLastingTrouble(MessageKey key, const Error &error)
{
    const auto watch = watches.find(key);
    return watch != watches.end() && mayBeItsOwn(error) && ++watch->troubles >= manyTroubles;
}

void PollRound::outOfTrouble(MessageKey key)
{
    if (const auto watch = watches.find(key); watch != watches.end())
        watch->troubles = 0;
}

QDateTime PollRound::nextLook(const QDateTime &now) const
{
    if (running > 0)
        return now;
    const auto look = plan.next(instantOf(now));
    if (!look)
        return {};
    const QDateTime at = utcOf(look->at);
    return paused(now) ? std::max(at, pausedUntil) : at;
}

} // namespace waybill
