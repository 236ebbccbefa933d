#include "app/messages/StatusPoller.h"

#include "app/base/Sleep.h"
#include "app/base/Wakeup.h"
#include "app/messages/EntitySummaryList.h"
#include "app/messages/IntegrationCalls.h"
#include "app/messages/PollRound.h"

#include <algorithm>
#include <utility>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
/// How long after *Processed* counts are asked for.
constexpr auto countsGrace = 10s;
/// How long at most, also when nobody answers.
constexpr auto countsLimit = 1h;
/// How long the service may say nothing new before a message is given up; it deletes the file after that time.
constexpr auto noVerdict = 7 * 24h;
/// At most so long until the clock is looked at again: it may have been set.
constexpr std::chrono::milliseconds longestNap = 250ms;
/// Characters of a status word that are kept.
constexpr qsizetype longestWord = 100;
} // namespace

StatusPoller::StatusPoller(Journal *journal, Connections *connections, std::shared_ptr<const Clock> clock,
                           QObject *parent)
    : QObject(parent), m_journal(journal), m_connections(connections), m_clock(std::move(clock))
{
    connect(m_journal, &Journal::changed, this, qOverload<const QList<MessageKey> &>(&StatusPoller::takeUp));
    connect(m_journal, &Journal::writeFailed, this, &StatusPoller::askAnew);
}

StatusPoller::~StatusPoller() = default;

QCoro::Task<void> StatusPoller::stop()
{
    m_running = false;
    m_stop.request_stop();
    for (const auto &[environment, round] : m_rounds)
        round->wake();
    while (m_runners > 0)
        co_await nextSignal(this, &StatusPoller::stopped, {});
    m_rounds.clear();
}

bool StatusPoller::follows(const QString &environment) const
{
    return m_only.isEmpty() || m_only.contains(environment);
}

std::shared_ptr<PollRound> StatusPoller::roundOf(const QString &environment)
{
    auto &round = m_rounds[environment];
    if (!round) {
        round = std::make_shared<PollRound>();
        round->environment = environment;
        round->plan.setOnScreen(m_onScreen);
    }
    return round;
}

void StatusPoller::takeUp(const QList<MessageKey> &keys)
{
    if (!m_running)
        return;
    for (const MessageKey key : keys) {
        const auto message = m_journal->message(key);
        if (m_reading > 0 && message && (!*message || follows((*message)->environment)))
            m_toldMeanwhile.insert(key);
        if (message && *message)
            takeUp(**message);
    }
    emit planChanged();
}

void StatusPoller::askAnew(const Error &, const QList<MessageKey> &keys)
{
    const QDateTime now = m_clock->utcNow();
    for (const auto &[environment, round] : m_rounds) {
        for (const MessageKey key : keys)
            round->unwritten(key, now);
        round->wake();
    }
    emit planChanged();
}

void StatusPoller::takeUp(const Message &message)
{
    if (!follows(message.environment))
        return;
    const auto round = roundOf(message.environment);
    round->take(message, m_clock->utcNow());
    if (!round->watches.isEmpty() && !std::exchange(round->dispatching, true)) {
        ++m_runners;
        run(round);
    }
    round->wake();
}

QCoro::Task<void> StatusPoller::run(std::shared_ptr<PollRound> round)
{
    const std::stop_token stop = m_stop.get_token();
    round->lastPass = {};
    while (!stop.stop_requested() && !round->watches.isEmpty()) {
        const QDateTime now = m_clock->utcNow();
        round->pass(now);
        std::chrono::milliseconds nap = longestNap;
        if (round->running < round->lanes() && !round->paused(now) && !gateClosed(round->environment)) {
            const auto look = round->plan.next(instantOf(now));
            if (look && look->at <= instantOf(now)) {
                round->plan.asked(look->key, look->at);
                ++round->running;
                ++m_runners;
                ask(round, look->key);
                continue;
            }
            if (look)
                nap = std::min(nap, look->at - instantOf(now));
        }
        co_await sleepFor(std::max(nap, 1ms), round->nap.get_token());
        if (round->nap.stop_requested())
            round->nap = std::stop_source();
    }
    round->dispatching = false;
    ended();
}

void StatusPoller::ended()
{
    if (--m_runners == 0)
        emit stopped();
}

bool StatusPoller::gateClosed(const QString &environment) const
{
    const auto client = m_connections->openClient(environment);
    return client && client->gate().isClosed();
}

QCoro::Task<void> StatusPoller::ask(std::shared_ptr<PollRound> round, MessageKey key)
{
    const std::stop_token stop = m_stop.get_token();
    const Watch watch = round->watches.value(key);
    auto client = m_connections->client(round->environment);
    Result<void> asked;
    if (!client)
        asked = fail(client.error());
    else if (watch.state == MessageState::Succeeded)
        asked = co_await askCounts(watch, *client, stop);
    else
        asked = co_await askStatus(round, watch, *client, stop);
    const QDateTime now = m_clock->utcNow();
    // An environment that was removed is nobody's answer.
    const bool answered = client && (asked || saysNothingOfIt(asked.error()));
    if (client && !asked && (answered || mayBeItsOwn(asked.error())))
        round->plan.failed(key, instantOf(now));
    else
        round->plan.unanswered(key, instantOf(now));
    if (!answered)
        round->plan.missed(key);
    if (!client)
        giveUp(round, watch);
    if (answered)
        round->answered();
    else if (!stop.stop_requested())
        round->failed(key, asked.error(), now);
    --round->running;
    round->wake();
    emit planChanged();
    ended();
}

QCoro::Task<Result<void>> StatusPoller::askStatus(std::shared_ptr<PollRound> round, Watch watch,
                                                  std::shared_ptr<HttpClient> client, std::stop_token stop)
{
    const IntegrationCalls calls(client);
    Result<QString> answer;
    if (watch.messageId.isEmpty())
        answer = co_await calls.executionStatus(watch.key, watch.executionId, stop);
    else
        answer = co_await calls.status(watch.key, watch.messageId, stop);
    const QDateTime now = m_clock->utcNow();
    if (!answer) {
        if (saysNothingOfIt(answer.error()))
            round->outOfTrouble(watch.key);
        if (saysNothingOfIt(answer.error()) || round->isInLastingTrouble(watch.key, answer.error()))
            giveUp(round, watch);
        co_return fail(answer.error());
    }
    round->outOfTrouble(watch.key);
    const QString word = answer->left(longestWord);
    // The plan is ahead of the journal, which writes in groups: what it knows already is being written.
    const bool news = round->plan.answered(watch.key, word, instantOf(now)) && word != watch.status;
    // Given up in a future that is not: the clock has been set back since.
    const bool tooSoon = watch.state == MessageState::GivenUp && watch.inStateSince > now.addSecs(60);
    if (!news && !tooSoon) {
        giveUp(round, watch);
        co_return Result<void>();
    }
    MessageChange change;
    change.key = watch.key;
    change.event = Event{now, EventSource::Service, word, {}};
    change.state = stateOfStatus(word);
    change.status = word;
    change.onlyFrom = {MessageState::InFlight, MessageState::GivenUp};
    m_journal->record(std::move(change));
    if (row(stateOfStatus(word)).final)
        round->plan.forget(watch.key); // until the journal says what else is wanted of it
    co_return Result<void>();
}

QCoro::Task<Result<void>> StatusPoller::askCounts(Watch watch, std::shared_ptr<HttpClient> client, std::stop_token stop)
{
    const auto giveUpAfter = [this, key = watch.key, begun = watch.inStateSince](const Error &error) {
        const std::chrono::milliseconds since(begun.msecsTo(m_clock->utcNow()));
        const bool nobodySaid = error.kind == ErrorKind::Unreachable || error.kind == ErrorKind::Cancelled ||
                                error.kind == ErrorKind::Throttled || error.kind == ErrorKind::NotSignedIn ||
                                error.kind == ErrorKind::Secret;
        if (error.kind != ErrorKind::Cancelled && since > (nobodySaid ? countsLimit : countsGrace))
            giveUpCounts(key);
    };
    const IntegrationCalls calls(client);
    ExecutionId execution = watch.executionId;
    if (execution.isEmpty()) {
        auto found = co_await calls.executionId(watch.key, watch.messageId, stop);
        if (found)
            execution = *found;
        if (execution.isEmpty()) {
            giveUpAfter(found ? Error{ErrorKind::NotFound, {}, {}, 0, {}} : found.error());
            co_return found ? Result<void>() : Result<void>(fail(found.error()));
        }
    }
    auto entities = co_await calls.entityResults(watch.key, execution, stop);
    if (!entities) {
        giveUpAfter(entities.error());
        co_return fail(entities.error());
    }
    MessageChange counts;
    counts.key = watch.key;
    counts.event = Event{m_clock->utcNow(), EventSource::Service, {}, {}};
    counts.writesEvent = false;
    counts.executionId = execution;
    counts.countsKnown = true;
    const RecordTotals totals = recordTotals(*entities);
    counts.stagingRecords = totals.staging;
    counts.targetRecords = totals.target;
    m_journal->record(std::move(counts));
    co_return Result<void>();
}

/// After days without a word of news the message needs a person; it is asked about once a day from then on. A week that
/// the machine slept through is no reason by itself: the service is asked twice after it woke.
void StatusPoller::giveUp(const std::shared_ptr<PollRound> &round, const Watch &watch)
{
    const QDateTime now = m_clock->utcNow();
    const auto known = round->watches.find(watch.key);
    if (known == round->watches.end() || watch.state != MessageState::InFlight)
        return;
    const bool longAgo = watch.inStateSince.msecsTo(now) >= std::chrono::milliseconds(noVerdict).count();
    if (++known->quietAnswers < 2 || !longAgo)
        return;
    MessageChange change;
    change.key = watch.key;
    change.event = Event{now, EventSource::Local, word(MessageState::GivenUp),
                         u"The service has said nothing new for 7 days. It is asked once a day from now on."_s};
    change.state = MessageState::GivenUp;
    change.onlyFrom = {MessageState::InFlight};
    m_journal->record(std::move(change));
}

void StatusPoller::giveUpCounts(MessageKey key)
{
    MessageChange none;
    none.key = key;
    none.event = Event{m_clock->utcNow(), EventSource::Local, {}, {}};
    none.writesEvent = false;
    none.countsKnown = true;
    m_journal->record(std::move(none));
}

void StatusPoller::lookSoon(MessageKey key)
{
    for (const auto &[environment, round] : m_rounds) {
        if (round->watches.contains(key)) {
            round->plan.lookSoon(key);
            round->pausedUntil = {};
            round->wake();
        }
    }
}

void StatusPoller::setOnScreen(const QSet<MessageKey> &keys)
{
    if (keys == m_onScreen)
        return;
    m_onScreen = keys;
    for (const auto &[environment, round] : m_rounds) {
        round->plan.setOnScreen(keys);
        round->wake();
    }
}

qsizetype StatusPoller::followed() const
{
    qsizetype count = 0;
    for (const auto &[environment, round] : m_rounds)
        count +=
            std::ranges::count_if(round->watches, [](const Watch &w) { return w.state == MessageState::InFlight; });
    return count;
}

QDateTime StatusPoller::notBefore(const PollRound &round, const QDateTime &at) const
{
    const QDateTime open =
        gateClosed(round.environment) ? m_connections->openClient(round.environment)->gate().untilUtc() : at;
    return at.isValid() ? std::max(at, open) : at;
}

QDateTime StatusPoller::nextLookUtc() const
{
    const QDateTime now = m_clock->utcNow();
    QDateTime next;
    for (const auto &[environment, round] : m_rounds) {
        const QDateTime at = notBefore(*round, round->nextLook(now));
        if (at.isValid())
            next = next.isValid() ? std::min(next, at) : at;
    }
    return next;
}

QDateTime StatusPoller::nextLookUtc(const QString &environment) const
{
    const auto round = m_rounds.find(environment);
    return round == m_rounds.end() ? QDateTime()
                                   : notBefore(*round->second, round->second->nextLook(m_clock->utcNow()));
}

QDateTime StatusPoller::nextLookUtc(MessageKey key) const
{
    const QDateTime now = m_clock->utcNow();
    for (const auto &[environment, round] : m_rounds) {
        if (!round->watches.contains(key))
            continue;
        const auto at = round->plan.nextLookAt(key, instantOf(now));
        const QDateTime paused = round->paused(now) ? round->pausedUntil : now;
        return notBefore(*round, at ? std::max(utcOf(*at), paused) : now);
    }
    return {};
}

std::optional<UsualCourse> StatusPoller::usualCourse(MessageKey key) const
{
    for (const auto &[environment, round] : m_rounds) {
        if (const auto course = round->plan.usualCourse(key, instantOf(m_clock->utcNow())))
            return course;
    }
    return std::nullopt;
}

QString StatusPoller::trouble(const QString &environment) const
{
    const auto round = m_rounds.find(environment);
    return round == m_rounds.end() ? QString() : round->second->trouble;
}

} // namespace waybill
