#include "app/messages/PushQueue.h"

#include "app/base/Sleep.h"
#include "app/base/Wakeup.h"
#include "app/messages/IntegrationCalls.h"
#include "app/messages/Patience.h"

#include <QFile>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The files of one job of one environment: they go one after the other.
struct PushQueue::Lane {
    QString environment;
    QList<MessageKey> waiting;
    bool running = false;
    std::optional<MessageKey> underWay;
    Progress progress;
    std::stop_source stop;      ///< of the file under way
    bool cancelled = false;     ///< the operator cancelled the file under way
    std::optional<Error> ended; ///< why the file under way was stopped, when not cancelled
    QString waitingFor;
    int failures = 0; ///< attempts in a row in which nobody was reached
    bool signInRenewed = false;
};

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
    for (const MessageKey key : keys) {
        const auto message = m_journal->message(key);
        if (message && *message)
            laneOf(**message)->waiting.append(key);
    }
    emit changed();
    wake();
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
        const MessageKey key = *next;
        lane->waiting.erase(next);
        lane->underWay = key;
        lane->progress = {};
        lane->stop = std::stop_source();
        lane->cancelled = false;
        lane->ended.reset();
        lane->failures = 0;
        lane->signInRenewed = false;
        emit changed();
        co_await send(lane, key);
        lane->underWay.reset();
        lane->waitingFor.clear();
        emit changed();
        if (!lane->waiting.isEmpty())
            co_await sleepFor(m_pacing, {});
    }
    lane->running = false;
    emit changed();
}

MessageChange PushQueue::changeTo(MessageKey key, MessageState state, QString detail) const
{
    MessageChange change;
    change.key = key;
    change.event = Event{m_clock->utcNow(), EventSource::Local, word(state), std::move(detail)};
    change.state = state;
    return change;
}

QCoro::Task<Result<void>> PushQueue::commit(std::shared_ptr<Lane> lane, MessageChange change)
{
    const MessageKey key = change.key;
    auto written = co_await m_journal->commit(std::move(change));
    if (!written && written.error().kind != ErrorKind::Conflict) {
        lane->waitingFor = written.error().message;
        emit journalFailed(key, written.error());
    }
    co_return written;
}

/// One file, until it is taken, refused, undecided, held or cancelled.
QCoro::Task<void> PushQueue::send(std::shared_ptr<Lane> lane, MessageKey key)
{
    const auto stop = lane->stop;
    Patience patience(m_patience, [lane, stop]() mutable {
        lane->ended = Error{ErrorKind::TimedOut, u"There was no time left."_s, {}, 0, {}};
        stop.request_stop();
    });
    const auto onProgress =
        connect(this, &PushQueue::progress, &patience, [&patience, key](MessageKey which, qint64 sent, qint64 total) {
            if (which == key)
                patience.moved(sent >= total);
        });
    for (bool again = true; again;) {
        const auto message = m_journal->message(key);
        if (!message || !*message || (*message)->state != MessageState::Queued)
            break;
        if (stop.stop_requested()) {
            co_await endUnsent(lane, key);
            break;
        }
        again = co_await attempt(lane, **message, stop.get_token());
    }
    disconnect(onProgress);
    m_patienceUsed = std::max(m_patienceUsed, patience.used());
}

/// True when the file is *Queued* still and should be tried again.
QCoro::Task<bool> PushQueue::attempt(std::shared_ptr<Lane> lane, Message message, std::stop_token stop)
{
    const MessageKey key = message.key;
    auto client = m_connections->client(message.environment);
    if (!client || !QFile::exists(m_payloads.path(message.sha256))) {
        MessageChange held = changeTo(key, MessageState::Held, {});
        held.error = client ? Error{ErrorKind::Storage,
                                    u"The stored copy of the file is gone from this profile."_s,
                                    m_payloads.path(message.sha256),
                                    0,
                                    {}}
                            : client.error();
        held.event.detail = held.error->message;
        co_await commit(lane, held);
        co_return false;
    }
    // What can be waited for is waited for here, before the row says *Sending*.
    const bool throttled = (*client)->gate().isClosed();
    if (throttled) {
        lane->waitingFor = (*client)->gate().reason();
        emit changed();
    }
    const bool open = co_await (*client)->gate().pass(stop);
    if (!open)
        co_return true;
    EnqueueAnswer answer;
    auto token = co_await (*client)->tokens().token(stop);
    if (token) {
        lane->waitingFor.clear();
        MessageChange sending = changeTo(key, MessageState::Sending, {});
        sending.sentUtc = sending.event.atUtc;
        sending.onlyFrom = {MessageState::Queued};
        auto begun = co_await commit(lane, sending);
        if (!begun)
            co_return false;
        emit changed();
        const auto tell = [this, lane, key](qint64 sent, qint64 total) {
            lane->progress = {sent, total};
            emit progress(key, sent, total);
        };
        auto outcome = co_await IntegrationCalls(*client).enqueue(message, m_payloads.path(message.sha256), tell, stop);
        answer = judgeEnqueue(outcome);
    } else {
        HttpOutcome unsigned_;
        unsigned_.error = token.error();
        answer = judgeEnqueue(unsigned_);
        if (stop.stop_requested())
            co_return true;
    }

    if (answer.verdict == EnqueueVerdict::Taken) {
        MessageChange taken =
            changeTo(key, MessageState::InFlight, u"The service stored it as message %1."_s.arg(answer.id.text()));
        taken.messageId = answer.id;
        taken.requestIds = answer.requestIds;
        co_await commit(lane, taken);
        co_return false;
    }
    const bool signInAgain = answer.verdict == EnqueueVerdict::SignIn && !std::exchange(lane->signInRenewed, true);
    const bool again =
        signInAgain || answer.verdict == EnqueueVerdict::Wait || answer.verdict == EnqueueVerdict::NotReached;
    const bool stopped = stop.stop_requested() && answer.error.kind == ErrorKind::Cancelled &&
                         answer.verdict != EnqueueVerdict::Undecided;
    if (again || stopped) {
        if (token) {
            MessageChange back =
                changeTo(key, MessageState::Queued, u"Not taken, will be tried again. %1"_s.arg(answer.error.message));
            back.onlyFrom = {MessageState::Sending};
            auto written = co_await commit(lane, back);
            if (!written)
                co_return false;
        }
        if (answer.error.kind != ErrorKind::Cancelled)
            lane->waitingFor = answer.error.message;
        emit changed();
        if (answer.verdict == EnqueueVerdict::NotReached && !stop.stop_requested())
            co_await sleepFor(std::min<std::chrono::milliseconds>(1s * (1 << std::min(lane->failures++, 6)), 60s),
                              stop);
        co_return true;
    }
    const MessageState state = answer.verdict == EnqueueVerdict::Rejected    ? MessageState::Rejected
                               : answer.verdict == EnqueueVerdict::Undecided ? MessageState::Unconfirmed
                                                                             : MessageState::Held;
    if (state == MessageState::Unconfirmed && lane->ended)
        answer.error = Error{
            lane->ended->kind, u"%1 %2"_s.arg(lane->ended->message, answer.error.message), answer.error.detail, 0, {}};
    MessageChange ended = changeTo(key, state, answer.error.message);
    ended.error = answer.error;
    ended.requestIds = answer.requestIds;
    co_await commit(lane, ended);
    co_return false;
}

/// The file was stopped before anything of it left.
QCoro::Task<void> PushQueue::endUnsent(std::shared_ptr<Lane> lane, MessageKey key)
{
    if (lane->cancelled) {
        co_await commit(lane, changeTo(key, MessageState::Cancelled, {}));
        co_return;
    }
    Error reason =
        lane->ended.value_or(Error{ErrorKind::Cancelled, u"The program was ended before it was sent."_s, {}, 0, {}});
    if (!lane->waitingFor.isEmpty())
        reason.message = u"Not sent. %1"_s.arg(lane->waitingFor);
    MessageChange held = changeTo(key, MessageState::Held, reason.message);
    held.error = reason;
    held.onlyFrom = {MessageState::Queued};
    co_await commit(lane, held);
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
            commit(lane, changeTo(key, MessageState::Cancelled, {}));
        }
    }
    emit changed();
}

QCoro::Task<void> PushQueue::stop(Error reason)
{
    m_stopReason = reason;
    const QList<MessageKey> all = underWay();
    const auto lanes = m_lanes; // others may be added while the journal is written
    for (const auto &[id, lane] : lanes) {
        if (lane->underWay) {
            lane->ended = reason;
            lane->stop.request_stop();
        }
        const QList<MessageKey> unsent = std::exchange(lane->waiting, {});
        for (const MessageKey key : unsent) {
            MessageChange held = changeTo(key, MessageState::Held, reason.message);
            held.error = reason;
            held.onlyFrom = {MessageState::Queued};
            co_await commit(lane, held);
        }
    }
    co_await done(all, {});
    m_stopReason.reset();
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
