#include "app/base/FileThreads.h"
#include "app/base/Sleep.h"
#include "app/http/ReadOnly.h"
#include "app/messages/IntegrationCalls.h"
#include "app/messages/Patience.h"
#include "app/messages/PushLane.h"

#include <QFileInfo>
#include <QtConcurrentRun>

#include <qcorofuture.h>

#include <algorithm>

// The life of one file in the queue, from its turn to what became of it.

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
/// What is wrong with the stored copy of a file that had so many bytes. Blocks.
std::optional<Error> troubleWith(const QString &path, std::optional<qint64> bytes)
{
    const QFileInfo payload(path);
    if (!payload.isFile())
        return Error{ErrorKind::Storage, u"The stored copy of the file is gone from this profile."_s, path};
    if (payload.size() != bytes.value_or(payload.size())) {
        return Error{ErrorKind::Storage,
                     u"The stored copy of the file has another size than what was pushed, so it was not sent. Push the "
                     u"file itself again."_s,
                     path};
    }
    return std::nullopt;
}
} // namespace

MessageChange PushQueue::changeTo(MessageKey key, MessageState state, QString detail) const
{
    MessageChange change;
    change.key = key;
    change.event = Event{m_clock->utcNow(), EventSource::Local, word(state), std::move(detail)};
    change.state = state;
    return change;
}

QCoro::Task<Result<void>> PushQueue::commit(std::shared_ptr<Lane> lane, MessageChange change, std::stop_token stop)
{
    // What the service said is known here only: it is written again and again until it stands in the journal. After a
    // stop a few more times; then the row stays *Sending*, and the next program makes it *Unconfirmed*.
    constexpr int attemptsAfterStop = 3;
    const MessageKey key = change.key;
    int afterStop = 0;
    for (int failures = 0;; ++failures) {
        auto written = co_await m_journal->commit(change);
        if (written || written.error().kind == ErrorKind::Conflict || written.error().kind == ErrorKind::NotFound) {
            if (failures > 0)
                lane->waitingFor.clear();
            co_return written;
        }
        Error told = written.error();
        told.message = u"What became of message %1 could not be written down. %2"_s.arg(number(key)).arg(told.message);
        told.detail = u"%1 %2"_s.arg(change.event.detail, told.detail).trimmed();
        lane->waitingFor = u"%1 %2"_s.arg(told.message, change.event.detail).trimmed();
        if (failures == 0)
            emit journalFailed(key, told);
        emit changed();
        if (stop.stop_requested() && ++afterStop >= attemptsAfterStop)
            co_return written;
        if (stop.stop_requested())
            co_await sleepFor(200ms, {});
        else
            co_await sleepFor(std::min<std::chrono::milliseconds>(100ms * (1 << std::min(failures, 7)), 10s), stop);
    }
}

/// One file, until it is taken, refused, undecided, held or cancelled.
QCoro::Task<void> PushQueue::send(std::shared_ptr<Lane> lane, MessageKey key)
{
    const auto stop = lane->stop;
    const bool forOther = isForOther(key);
    Patience patience(forOther ? std::nullopt : m_patience, [lane, stop]() mutable {
        lane->ended = Error{ErrorKind::TimedOut, u"The time was over before anything was sent."_s, {}, 0, {}};
        stop.request_stop();
    });
    const auto onProgress =
        connect(this, &PushQueue::progress, &patience, [&patience, key](MessageKey which, qint64 sent, qint64 total) {
            if (which == key)
                patience.moved(sent >= total);
        });
    for (bool again = true, isFirst = true; again; isFirst = false) {
        auto asked = m_journal->answerMessage(key);
        const auto message = co_await asked;
        if (lane->letGo && !lane->cancelled)
            break;
        if (stop.stop_requested()) {
            co_await endUnsent(lane, key);
            break;
        }
        if (!message) {
            lane->waitingFor = message.error().message;
            emit changed();
            co_await sleepFor(1s, stop.get_token());
            continue;
        }
        if (!*message || (*message)->state != MessageState::Queued)
            break;
        if (isFirst && (m_paused || isPaused(key))) {
            lane->waiting.prepend(key);
            break;
        }
        again = co_await attempt(lane, **message, stop.get_token());
    }
    disconnect(onProgress);
    if (!forOther)
        m_patienceUsed = std::max(m_patienceUsed, patience.used());
}

std::optional<Error> PushQueue::refusalOf(const Message &message) const
{
    const Environment *home = m_environments->find(message.environment);
    if (home && home->readOnly)
        return refusedAsReadOnly(message.environment);
    if (home && home->kind == EnvironmentKind::Production && m_notForProduction.contains(message.key)) {
        return Error{ErrorKind::Conflict,
                     u"“%1” became a production environment while the file waited, and nobody confirmed sending to "
                     u"production, so it was not sent. Send it again to be asked for the environment's name."_s.arg(
                         message.environment)};
    }
    return std::nullopt;
}

/// False when it is to be looked at anew: stopped, or the environments are others than they were.
QCoro::Task<bool> PushQueue::passGate(std::shared_ptr<HttpClient> client, std::stop_token stop)
{
    std::stop_source leave;
    const auto leaveNow = [leave]() mutable { leave.request_stop(); };
    const std::stop_callback stopped(stop, leaveNow);
    const auto edited = connect(m_environments, &EnvironmentStore::changed, this, leaveNow);
    const bool open = co_await client->gate().pass(leave.get_token());
    disconnect(edited);
    co_return open;
}

/// True when the file is *Queued* still and should be tried again.
QCoro::Task<bool> PushQueue::attempt(std::shared_ptr<Lane> lane, Message message, std::stop_token stop)
{
    const MessageKey key = message.key;
    // Another program may have made its environment read-only, or production, since the file was queued.
    co_await m_environments->lookAnew();
    std::optional<Error> obstacle = refusalOf(message);
    if (!obstacle) {
        const auto looking =
            QtConcurrent::run(&fileThreads(), &troubleWith, m_payloads.path(message.sha256), message.bytes);
        obstacle = co_await looking;
    }
    if (stop.stop_requested())
        co_return true;
    auto client = m_connections->client(message.environment);
    if (obstacle || !client) {
        const MessageChange held = heldChange(key, obstacle ? *obstacle : client.error());
        co_await commit(lane, held, stop);
        co_return false;
    }
    // What can be waited for is waited for here, before the row says *Sending*.
    const bool throttled = (*client)->gate().isClosed();
    if (throttled) {
        lane->waitingFor = (*client)->gate().reason();
        emit changed();
    }
    const bool open = co_await passGate(*client, stop);
    if (!open)
        co_return true;
    EnqueueAnswer answer;
    auto token = co_await (*client)->tokens().token(stop);
    co_await m_environments->lookAnew();
    // Since the waits above; another client is one of an address, or a sign-in, that was corrected meanwhile.
    auto present = m_connections->client(message.environment);
    if (stop.stop_requested() || refusalOf(message) || !present || *present != *client)
        co_return true;
    if (token) {
        lane->waitingFor.clear();
        MessageChange sending = changeTo(key, MessageState::Sending, {});
        sending.sentUtc = sending.event.atUtc;
        sending.onlyFrom = {MessageState::Queued};
        // Tried again here, not in commit(): until it is written nothing goes out, and the operator may cancel.
        lane->leaving = true;
        auto begun = co_await m_journal->commit(std::move(sending));
        lane->leaving = begun.has_value();
        if (!begun && begun.error().kind != ErrorKind::Conflict && begun.error().kind != ErrorKind::NotFound) {
            if (lane->waitingFor != begun.error().message)
                emit journalFailed(key, begun.error());
            lane->waitingFor = begun.error().message;
            emit changed();
            co_await sleepFor(1s, stop);
            co_return true;
        }
        if (!begun)
            co_return false;
        emit changed();
        const auto tell = [this, lane, key](qint64 sent, qint64 total) {
            lane->progress = {sent, total};
            emit progress(key, sent, total);
        };
        auto outcome = co_await IntegrationCalls(*client).enqueue(message, m_payloads.path(message.sha256), tell, stop);
        answer = judgeEnqueue(outcome);
        lane->leaving = false;
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
        co_await commit(lane, taken, stop);
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
            auto written = co_await commit(lane, back, stop);
            if (!written)
                co_return false;
        }
        if (answer.error.kind != ErrorKind::Cancelled) {
            lane->lastTrouble = answer.error;
            lane->waitingFor = answer.error.message;
        }
        emit changed();
        if (answer.verdict == EnqueueVerdict::NotReached && !stop.stop_requested() && !lane->letGo)
            co_await sleepFor(std::min<std::chrono::milliseconds>(1s * (1 << std::min(lane->failures++, 6)), 60s),
                              stop);
        co_return true;
    }
    const MessageState state = answer.verdict == EnqueueVerdict::Rejected    ? MessageState::Rejected
                               : answer.verdict == EnqueueVerdict::Undecided ? MessageState::Unconfirmed
                                                                             : MessageState::Held;
    // The reason of a stop is worded for files that never left; of this one, bytes did.
    if (state == MessageState::Unconfirmed && lane->ended)
        answer.error.kind = lane->ended->kind;
    MessageChange ended = changeTo(key, state, answer.error.message);
    ended.error = answer.error;
    ended.requestIds = answer.requestIds;
    ended.onlyFrom = {MessageState::Queued, MessageState::Sending};
    co_await commit(lane, ended, stop);
    co_return false;
}

/// The file was stopped before anything of it left.
QCoro::Task<void> PushQueue::endUnsent(std::shared_ptr<Lane> lane, MessageKey key)
{
    const std::stop_token stop = lane->stop.get_token();
    if (lane->cancelled) {
        MessageChange cancelled = changeTo(key, MessageState::Cancelled, {});
        cancelled.onlyFrom = {MessageState::Queued};
        co_await commit(lane, cancelled, stop);
        co_return;
    }
    Error reason =
        lane->ended.value_or(Error{ErrorKind::Cancelled, u"The program was ended before it was sent."_s, {}, 0, {}});
    if (lane->lastTrouble && reason.kind == ErrorKind::TimedOut)
        reason = *lane->lastTrouble;
    if (!lane->waitingFor.isEmpty())
        reason.message = u"Not sent. %1"_s.arg(lane->waitingFor);
    const MessageChange held = heldChange(key, reason);
    co_await commit(lane, held, stop);
}

} // namespace waybill
