#include "app/messages/StatusPoller.h"

#include "app/base/Sleep.h"
#include "app/base/Wakeup.h"
#include "app/messages/EntitySummaryList.h"
#include "app/messages/IntegrationCalls.h"

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
/// Calls under way at once in one environment; the budget bounds their rate.
constexpr int lanes = 4;
/// How long after *Processed* counts are asked for.
constexpr auto countsGrace = 10s;
/// How long at most, also when nobody answers.
constexpr auto countsLimit = 1h;
/// How long the service may say nothing new before a message is given up; it deletes the file after that time.
constexpr auto noVerdict = 7 * 24h;
/// So many messages that cannot be asked about, and none that can, are a trouble of the environment.
constexpr qsizetype manyFailing = 3;
/// Characters of a status word that are kept.
constexpr qsizetype longestWord = 100;

/// Trouble that may be that of one message alone; all other is its environment's.
bool mayBeItsOwn(const Error &error)
{
    return error.kind == ErrorKind::ServerFault || error.kind == ErrorKind::AnswerLost ||
           error.kind == ErrorKind::TimedOut;
}
} // namespace

/// What is followed in one environment.
struct StatusPoller::Round {
    QString environment;
    QHash<MessageKey, Watch> watches;
    int running = 0;
    int failures = 0;
    QSet<MessageKey> failing; ///< with trouble of their own, since the last one that was answered
    QDateTime pausedUntil;    ///< after a failure
    QString trouble;

    Watch *mostPressing(const QDateTime &now)
    {
        Watch *best = nullptr;
        double most = 0;
        for (Watch &watch : watches) {
            if (const double pressure = watch.pressure(now); !watch.asking && (!best || pressure > most)) {
                best = &watch;
                most = pressure;
            }
        }
        return best;
    }
};

StatusPoller::StatusPoller(Journal *journal, Connections *connections, std::shared_ptr<const Clock> clock,
                           QObject *parent)
    : QObject(parent), m_journal(journal), m_connections(connections), m_clock(std::move(clock))
{
    connect(m_journal, &Journal::changed, this, qOverload<const QList<MessageKey> &>(&StatusPoller::takeUp));
}

StatusPoller::~StatusPoller() = default;

void StatusPoller::start(const QStringList &onlyEnvironments)
{
    m_only = onlyEnvironments;
    m_running = true;
    m_stop = std::stop_source();
    takeUpAll();
}

void StatusPoller::takeUpAll()
{
    MessageFilter filter;
    filter.states = {MessageState::InFlight, MessageState::GivenUp};
    if (const auto rows = m_journal->messages(filter)) {
        for (const Message &message : *rows)
            takeUp(message);
    }
    // Counts that an earlier program did not come to ask for.
    filter.states = {MessageState::Succeeded};
    filter.since = m_clock->utcNow().addDays(-1);
    if (const auto rows = m_journal->messages(filter)) {
        for (const Message &message : *rows)
            takeUp(message);
    }
    emit planChanged();
}

void StatusPoller::alsoFollow(const QString &environment)
{
    if (m_running && !m_only.isEmpty() && !m_only.contains(environment)) {
        m_only.append(environment);
        takeUpAll();
    }
}

QCoro::Task<void> StatusPoller::stop()
{
    m_running = false;
    m_stop.request_stop();
    while (m_runners > 0)
        co_await nextSignal(this, &StatusPoller::stopped, {});
    m_rounds.clear();
}

void StatusPoller::takeUp(const QList<MessageKey> &keys)
{
    if (!m_running)
        return;
    for (const MessageKey key : keys) {
        const auto message = m_journal->message(key);
        if (message && *message)
            takeUp(**message);
    }
    emit planChanged();
}

void StatusPoller::takeUp(const Message &message)
{
    if (!m_only.isEmpty() && !m_only.contains(message.environment))
        return;
    auto &round = m_rounds[message.environment];
    if (!round) {
        round = std::make_shared<Round>();
        round->environment = message.environment;
    }
    auto watch = watchFor(message);
    if (!watch) {
        round->watches.remove(message.key);
        return;
    }
    if (const auto known = round->watches.constFind(message.key); known != round->watches.cend()) {
        watch->lastAsked = known->state == watch->state ? known->lastAsked : QDateTime();
        watch->failures = known->state == watch->state ? known->failures : 0;
        watch->asking = known->asking;
        watch->urgent = known->urgent;
    }
    round->watches.insert(message.key, *watch);
    while (round->running < std::min<qsizetype>(lanes, round->watches.size())) {
        ++round->running;
        ++m_runners;
        run(round);
    }
}

QCoro::Task<void> StatusPoller::run(std::shared_ptr<Round> round)
{
    const std::stop_token stop = m_stop.get_token();
    while (!stop.stop_requested()) {
        const QDateTime now = m_clock->utcNow();
        // No pause is longer than a minute; when more is left, the clock was set back.
        if (round->pausedUntil.isValid() && now < round->pausedUntil && now.secsTo(round->pausedUntil) <= 60) {
            co_await sleepFor(std::min<std::chrono::milliseconds>(
                                  std::chrono::milliseconds(now.msecsTo(round->pausedUntil)) + 1ms, 1s),
                              stop);
            continue;
        }
        Watch *next = round->mostPressing(now);
        if (!next)
            break;
        const std::chrono::milliseconds wait(now.msecsTo(next->due(now)));
        if (wait > 0ms) {
            co_await sleepFor(std::min<std::chrono::milliseconds>(wait, 250ms), stop);
            continue;
        }
        next->asking = true;
        co_await ask(round, next->key);
        emit planChanged();
    }
    --round->running;
    if (--m_runners == 0)
        emit stopped();
}

QCoro::Task<void> StatusPoller::ask(std::shared_ptr<Round> round, MessageKey key)
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
        asked = co_await askStatus(watch, *client, stop);

    const bool own = !asked && mayBeItsOwn(asked.error());
    if (const auto known = round->watches.find(key); known != round->watches.end()) {
        known->failures = own ? known->failures + 1 : 0;
        known->asking = false;
        known->urgent = false;
        known->lastAsked = m_clock->utcNow();
    }
    if (stop.stop_requested())
        co_return;
    // An id that the service does not know is its message's matter, and so is a fault while others are answered; all
    // else keeps the whole environment from being asked.
    if (asked || asked.error().kind == ErrorKind::NotFound || asked.error().kind == ErrorKind::Refused) {
        round->failures = 0;
        round->failing.clear();
        round->trouble.clear();
        co_return;
    }
    if (own) {
        round->failing.insert(key);
        if (round->failing.size() < std::min(manyFailing, round->watches.size()))
            co_return;
    }
    round->trouble = asked.error().message;
    const auto wait = std::min<std::chrono::milliseconds>(500ms * (1 << std::min(round->failures++, 7)), 60s);
    round->pausedUntil = m_clock->utcNow().addMSecs(wait.count());
}

QCoro::Task<Result<void>> StatusPoller::askStatus(Watch watch, std::shared_ptr<HttpClient> client, std::stop_token stop)
{
    const IntegrationCalls calls(client);
    Result<QString> answer;
    if (watch.messageId.isEmpty())
        answer = co_await calls.executionStatus(watch.key, watch.executionId, stop);
    else
        answer = co_await calls.status(watch.key, watch.messageId, stop);
    if (!answer) {
        if (mayBeItsOwn(answer.error()) || answer.error().kind == ErrorKind::NotFound ||
            answer.error().kind == ErrorKind::Refused)
            giveUp(watch);
        co_return fail(answer.error());
    }
    const QString word = answer->left(longestWord);
    if (word == watch.status) {
        giveUp(watch);
        co_return Result<void>();
    }
    MessageChange change;
    change.key = watch.key;
    change.event = Event{m_clock->utcNow(), EventSource::Service, word, {}};
    change.state = stateOfStatus(word);
    change.status = word;
    change.onlyFrom = {MessageState::InFlight, MessageState::GivenUp};
    m_journal->record(std::move(change));
    co_return Result<void>();
}

QCoro::Task<Result<void>> StatusPoller::askCounts(Watch watch, std::shared_ptr<HttpClient> client, std::stop_token stop)
{
    const std::chrono::milliseconds since(watch.inStateSince.msecsTo(m_clock->utcNow()));
    const auto giveUpAfter = [this, key = watch.key, since](const Error &error) {
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

/// After days without a word of news the message needs a person; it is asked about once a day from then on.
void StatusPoller::giveUp(const Watch &watch)
{
    const QDateTime now = m_clock->utcNow();
    if (watch.state != MessageState::InFlight ||
        watch.inStateSince.msecsTo(now) < std::chrono::milliseconds(noVerdict).count())
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
        if (const auto watch = round->watches.find(key); watch != round->watches.end()) {
            watch->urgent = true;
            round->pausedUntil = {};
        }
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

QDateTime StatusPoller::nextLookUtc() const
{
    const QDateTime now = m_clock->utcNow();
    QDateTime next;
    for (const auto &[environment, round] : m_rounds) {
        for (const Watch &watch : round->watches) {
            const QDateTime due = std::max(watch.due(now), round->pausedUntil.isValid() ? round->pausedUntil : now);
            next = next.isValid() ? std::min(next, due) : due;
        }
    }
    return next;
}

QString StatusPoller::trouble(const QString &environment) const
{
    const auto round = m_rounds.find(environment);
    return round == m_rounds.end() ? QString() : round->second->trouble;
}

} // namespace waybill
