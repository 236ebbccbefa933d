#include "app/messages/PushQueue.h"

#include "app/base/Sleep.h"
#include "app/base/Wakeup.h"
#include "app/messages/PushLane.h"

#include <QPointer>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

PushQueue::PushQueue(Journal *journal, PayloadStore payloads, EnvironmentStore *environments, Connections *connections,
                     std::shared_ptr<const Clock> clock, QObject *parent)
    : QObject(parent), m_journal(journal), m_payloads(std::move(payloads)), m_environments(environments),
      m_connections(connections), m_clock(std::move(clock))
{
}

PushQueue::~PushQueue() = default;

std::shared_ptr<PushQueue::Lane> PushQueue::laneOf(const Message &message)
{
    auto &lane = m_lanes[message.environment + u'\n' + message.activityId.text()];
    if (!lane) {
        lane = std::make_shared<Lane>();
        lane->environment = message.environment;
    }
    return lane;
}

void PushQueue::add(const QList<MessageKey> &keys)
{
    QList<Message> messages;
    for (const MessageKey key : keys) {
        const auto message = m_journal->message(key);
        if (message && *message)
            messages.append(**message);
        else if (m_stopReason)
            settle(heldChange(key, *m_stopReason));
    }
    add(messages);
}

void PushQueue::add(const QList<Message> &messages)
{
    if (m_stopReason) {
        // Too late: the place of the sender may be somebody else's by now.
        for (const Message &message : messages)
            settle(heldChange(message.key, *m_stopReason));
        return;
    }
    for (const Message &message : messages)
        m_forOthers.remove(message.key);
    take(messages);
}

void PushQueue::addForOthers(const QList<Message> &messages)
{
    if (m_stopReason)
        return; // the next holder of the place sends them
    for (const Message &message : messages)
        m_forOthers.insert(message.key);
    take(messages);
}

bool PushQueue::leave(MessageKey key)
{
    for (const auto &[id, lane] : m_lanes) {
        if (lane->waiting.removeOne(key)) {
            m_forOthers.remove(key);
            emit changed();
            return true;
        }
        if (lane->underWay == key && !lane->leaving) {
            lane->letGo = true;
            lane->stop.request_stop();
            return true;
        }
    }
    return false;
}

void PushQueue::take(const QList<Message> &messages)
{
    for (const Message &message : messages) {
        const MessageKey key = message.key;
        const Environment *home = m_environments->find(message.environment);
        if (home && home->kind != EnvironmentKind::Production)
            m_notForProduction.insert(key);
        else
            m_notForProduction.remove(key);
        const auto lane = laneOf(message);
        if (lane->underWay == key)
            lane->askedAgain = true;
        else if (!lane->waiting.contains(key))
            lane->waiting.append(key);
    }
    emit changed();
    wake();
}

QCoro::Task<void> PushQueue::settle(MessageChange change)
{
    // Nobody waits for some of these: the queue may be gone by then, the journal is not.
    const QPointer<PushQueue> alive(this);
    const MessageKey key = change.key;
    change.onlyFrom = {MessageState::Queued};
    auto written = co_await m_journal->commit(std::move(change));
    if (alive && !written && written.error().kind != ErrorKind::Conflict)
        emit alive->journalFailed(key, written.error());
}

MessageChange PushQueue::heldChange(MessageKey key, const Error &reason) const
{
    MessageChange held = changeTo(key, MessageState::Held, reason.message);
    held.error = reason;
    held.onlyFrom = {MessageState::Queued};
    return held;
}

void PushQueue::wake()
{
    if (m_paused || m_stopReason)
        return;
    for (const auto &[id, lane] : m_lanes) {
        if (!lane->running && !lane->waiting.isEmpty()) {
            lane->running = true;
            run(lane);
        }
    }
}

QCoro::Task<void> PushQueue::run(std::shared_ptr<Lane> lane)
{
    while (!m_paused && !m_stopReason) {
        const auto next = std::ranges::find_if(lane->waiting, [this](MessageKey key) { return !isPaused(key); });
        if (next == lane->waiting.end())
            break;
        const auto pause =
            lane->lastEnd.isValid() ? m_pacing - std::chrono::milliseconds(lane->lastEnd.elapsed()) : 0ms;
        if (pause > 0ms) {
            co_await sleepFor(pause, m_ended.get_token());
            continue;
        }
        const MessageKey key = *next;
        lane->waiting.erase(next);
        lane->underWay = key;
        lane->progress = {};
        lane->stop = std::stop_source();
        lane->cancelled = false;
        lane->letGo = false;
        lane->ended.reset();
        lane->lastTrouble.reset();
        lane->failures = 0;
        lane->signInRenewed = false;
        emit changed();
        lane->askedAgain = false;
        co_await send(lane, key);
        lane->underWay.reset();
        if (lane->askedAgain && !m_stopReason && !lane->waiting.contains(key))
            lane->waiting.append(key); // what its row says then decides
        if (!lane->waiting.contains(key)) {
            m_forOthers.remove(key);
            m_notForProduction.remove(key);
        }
        lane->waitingFor.clear();
        lane->lastEnd.start();
        emit changed();
    }
    lane->running = false;
    emit changed();
}

void PushQueue::setPaused(bool paused)
{
    m_paused = paused;
    emit changed();
    wake();
}

void PushQueue::setPaused(MessageKey key, bool paused)
{
    if (paused)
        m_pausedKeys.insert(key);
    else
        m_pausedKeys.remove(key);
    emit changed();
    wake();
}

void PushQueue::cancel(MessageKey key)
{
    for (const auto &[id, lane] : m_lanes) {
        if (lane->underWay == key) {
            lane->cancelled = true;
            lane->stop.request_stop();
        } else if (lane->waiting.removeOne(key)) {
            settle(changeTo(key, MessageState::Cancelled, {}));
        }
    }
    emit changed();
}

QCoro::Task<void> PushQueue::stop(Error reason)
{
    m_stopReason = reason;
    m_ended.request_stop();
    const auto lanes = m_lanes; // others may be added while the journal is written
    for (const auto &[id, lane] : lanes) {
        if (lane->underWay && isForOther(*lane->underWay)) {
            lane->letGo = true;
            if (!lane->leaving)
                lane->stop.request_stop();
        } else if (lane->underWay) {
            lane->ended = reason;
            lane->stop.request_stop();
        }
        const QList<MessageKey> unsent = std::exchange(lane->waiting, {});
        for (const MessageKey key : unsent) {
            if (m_forOthers.remove(key))
                continue;
            const MessageChange held = heldChange(key, reason);
            co_await settle(held);
        }
    }
    // Not only until nothing is under way: a lane that pauses between two files would wake up in a queue that is gone.
    while (std::ranges::any_of(lanes, [](const auto &entry) { return entry.second->running; }))
        co_await nextSignal(this, &PushQueue::changed, {});
}

void PushQueue::restart()
{
    m_stopReason.reset();
    m_ended = std::stop_source();
    wake();
}

QCoro::Task<bool> PushQueue::done(QList<MessageKey> keys, std::stop_token stop)
{
    const auto isHere = [this](MessageKey key) {
        return std::ranges::any_of(m_lanes, [key](const auto &entry) {
            return entry.second->underWay == key || entry.second->waiting.contains(key);
        });
    };
    while (std::ranges::any_of(keys, isHere)) {
        const bool goesOn = co_await nextSignal(this, &PushQueue::changed, stop);
        if (!goesOn)
            co_return false;
    }
    co_return true;
}

std::optional<PushQueue::Progress> PushQueue::progressOf(MessageKey key) const
{
    for (const auto &[id, lane] : m_lanes) {
        if (lane->underWay == key && lane->progress.total > 0)
            return lane->progress;
    }
    return std::nullopt;
}

QString PushQueue::waitingFor(MessageKey key) const
{
    for (const auto &[id, lane] : m_lanes) {
        if (lane->underWay == key)
            return lane->waitingFor;
        if (lane->waiting.contains(key))
            return m_paused || isPaused(key) ? u"Paused."_s : lane->waitingFor;
    }
    return {};
}

std::optional<Error> PushQueue::troubleOf(MessageKey key) const
{
    for (const auto &[id, lane] : m_lanes) {
        if (lane->underWay == key)
            return lane->lastTrouble;
    }
    return std::nullopt;
}

QList<MessageKey> PushQueue::waiting() const
{
    QList<MessageKey> keys;
    for (const auto &[id, lane] : m_lanes)
        keys += lane->waiting;
    return keys;
}

QList<MessageKey> PushQueue::underWay() const
{
    QList<MessageKey> keys;
    for (const auto &[id, lane] : m_lanes) {
        if (lane->underWay)
            keys.append(*lane->underWay);
    }
    return keys;
}

} // namespace waybill
