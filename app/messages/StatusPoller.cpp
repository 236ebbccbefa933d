#include "app/messages/StatusPoller.h"

#include "app/base/Sleep.h"
#include "app/base/Wakeup.h"
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
} // namespace

/// What is followed in one environment.
struct StatusPoller::Round {
    QString environment;
    QHash<MessageKey, Watch> watches;
    int running = 0;
    int failures = 0;
    QDateTime pausedUntil; ///< after a failure
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
    MessageFilter filter;
    filter.states = {MessageState::InFlight};
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
        if (round->pausedUntil.isValid() && now < round->pausedUntil) {
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

    if (const auto known = round->watches.find(key); known != round->watches.end()) {
        known->asking = false;
        known->urgent = false;
        known->lastAsked = m_clock->utcNow();
    }
    if (stop.stop_requested())
        co_return;
    // An id that the service does not know is its message's matter; all else keeps the whole environment from being
    // asked.
    if (asked || asked.error().kind == ErrorKind::NotFound || asked.error().kind == ErrorKind::Refused) {
        round->failures = 0;
        round->trouble.clear();
        co_return;
    }
    round->trouble = asked.error().message;
    const auto wait = std::min<std::chrono::milliseconds>(500ms * (1 << std::min(round->failures++, 7)), 60s);
    round->pausedUntil = m_clock->utcNow().addMSecs(wait.count());
}

QCoro::Task<Result<void>> StatusPoller::askStatus(Watch watch, std::shared_ptr<HttpClient> client, std::stop_token stop)
{
    auto word = co_await IntegrationCalls(client).status(watch.key, watch.messageId, stop);
    if (!word)
        co_return fail(word.error());
    const auto row = m_journal->message(watch.key);
    if (*word == watch.status || !row || !*row || (*row)->state != MessageState::InFlight)
        co_return Result<void>();
    MessageChange change;
    change.key = watch.key;
    change.event = Event{m_clock->utcNow(), EventSource::Service, *word, {}};
    change.state = stateOfStatus(*word);
    change.status = *word;
    change.onlyFrom = {MessageState::InFlight};
    m_journal->record(std::move(change));
    co_return Result<void>();
}

QCoro::Task<Result<void>> StatusPoller::askCounts(Watch watch, std::shared_ptr<HttpClient> client, std::stop_token stop)
{
    const bool over = watch.inStateSince.msecsTo(m_clock->utcNow()) > std::chrono::milliseconds(countsGrace).count();
    const IntegrationCalls calls(client);
    ExecutionId execution = watch.executionId;
    if (execution.isEmpty()) {
        auto found = co_await calls.executionId(watch.key, watch.messageId, stop);
        if (found)
            execution = *found;
        if (execution.isEmpty()) {
            if (over &&
                (found || found.error().kind == ErrorKind::NotFound || found.error().kind == ErrorKind::Refused))
                giveUpCounts(watch.key);
            co_return found ? Result<void>() : Result<void>(fail(found.error()));
        }
    }
    auto entities = co_await calls.entityResults(watch.key, execution, stop);
    if (!entities) {
        if (over && entities.error().kind != ErrorKind::Unreachable && entities.error().kind != ErrorKind::Cancelled)
            giveUpCounts(watch.key);
        co_return fail(entities.error());
    }
    MessageChange counts;
    counts.key = watch.key;
    counts.event = Event{m_clock->utcNow(), EventSource::Service, {}, {}};
    counts.writesEvent = false;
    counts.executionId = execution;
    counts.countsKnown = true;
    for (const EntityResult &entity : *entities) {
        if (entity.stagingRecords)
            counts.stagingRecords = counts.stagingRecords.value_or(0) + *entity.stagingRecords;
        if (entity.targetRecords)
            counts.targetRecords = counts.targetRecords.value_or(0) + *entity.targetRecords;
    }
    m_journal->record(std::move(counts));
    co_return Result<void>();
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
