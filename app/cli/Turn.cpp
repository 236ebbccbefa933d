#include "app/cli/Turn.h"

#include "app/cli/MessageLookup.h"
#include "app/cli/Sending.h"
#include "app/messages/ProgressNotes.h"

#include <QTimer>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto tick = 200ms;

QString laneOf(const Message &message)
{
    return message.environment + u'\n' + message.activityId.text();
}
} // namespace

Turn::Turn(Services *services, MessageDesk *desk, QList<MessageKey> keys)
    : m_services(services), m_desk(desk), m_notes(desk->profileFolder()), m_keys(std::move(keys)),
      m_mine(m_keys.cbegin(), m_keys.cend())
{
}

QCoro::Task<void> Turn::takePlace()
{
    auto taken = co_await m_desk->becomeSender(m_stop.get_token());
    m_place = std::move(taken);
    m_wakeup.wake();
}

QCoro::Task<Result<Turn::End>> Turn::wait(std::optional<std::chrono::milliseconds> limit)
{
    takePlace();
    Result<End> end = End::Ours;
    if (!m_place)
        end = co_await waitBeside(limit);
    m_stop.request_stop();
    while (!m_place)
        co_await nextSignal(&m_wakeup, &Wakeup::woken, {});
    m_services->out().progress({});
    if (m_desk->isSender() && end && *end == End::SentByAnother)
        co_return End::Ours; // the place came free in the same moment
    if (end && *end == End::Ours && !*m_place)
        co_return fail(m_place->error());
    co_return end;
}

QCoro::Task<Result<Turn::End>> Turn::waitBeside(std::optional<std::chrono::milliseconds> limit)
{
    Journal &journal = m_desk->journal();
    connect(&journal, &Journal::changed, this, &Turn::look);
    journal.followOtherPrograms();
    look(m_keys);
    QTimer ticker;
    connect(&ticker, &QTimer::timeout, &m_wakeup, &Wakeup::wake);
    ticker.start(tick);
    QElapsedTimer sinceTick;
    sinceTick.start();
    const std::stop_token interruption = m_services->deadline().interruption();
    while (!m_place && !m_open.isEmpty()) {
        readNote();
        showProgress();
        const bool goesOn = co_await nextSignal(&m_wakeup, &Wakeup::woken, interruption);
        if (!goesOn) {
            const Error reason{ErrorKind::Cancelled, u"The command was interrupted before it was sent."_s};
            auto taken = co_await m_desk->withdraw(m_keys, reason);
            co_return taken ? Result<End>(End::Interrupted) : Result<End>(fail(taken.error()));
        }
        const std::chrono::milliseconds passed(sinceTick.restart());
        if (isJobMoving())
            continue;
        m_used += passed;
        if (limit && m_used >= *limit && !m_place) {
            auto taken = co_await m_desk->withdraw(m_keys, reason());
            if (!taken)
                co_return fail(taken.error());
            look(m_keys);
        }
    }
    co_return m_place ? End::Ours : End::SentByAnother;
}

void Turn::look(const QList<MessageKey> &keys)
{
    for (const MessageKey key : keys) {
        if (!m_mine.contains(key))
            continue;
        const auto message = messageBy(m_desk->journal(), key);
        if (!message)
            continue; // a busy file: the next event tells
        if (message->state == MessageState::Queued || message->state == MessageState::Sending) {
            m_open.insert(key);
            m_lanes.insert(laneOf(*message));
        } else {
            m_open.remove(key);
        }
    }
    if (m_open.isEmpty())
        m_wakeup.wake();
}

bool Turn::isJobMoving() const
{
    MessageFilter moving;
    moving.states = {MessageState::Sending};
    const auto rows = m_desk->journal().messages(moving);
    return rows && std::ranges::any_of(*rows, [this](const Message &row) { return m_lanes.contains(laneOf(row)); });
}

void Turn::readNote()
{
    // The sender takes them in their order: the first that is open has its turn, or none has.
    constexpr int tried = 3;
    int open = 0;
    if (m_note && !m_open.contains(m_note->first))
        m_note.reset();
    for (auto key = m_keys.cbegin(); key != m_keys.cend() && open < tried; ++key) {
        if (!m_open.contains(*key))
            continue;
        ++open;
        if (const auto note = m_notes.read(*key)) {
            m_note = {*key, *note};
            return;
        }
    }
}

void Turn::showProgress() const
{
    Output &out = m_services->out();
    if (!m_note)
        out.progress(u"Another Waybill program sends on this profile and is to send this too…"_s);
    else if (!m_note->second.waitingFor.isEmpty())
        out.progress(u"Waiting: %1"_s.arg(m_note->second.waitingFor));
    else if (m_note->second.total > 0)
        out.progress(sendingText(m_note->first, m_note->second.sent, m_note->second.total));
}

/// Why the rest was not sent in time, as far as the sender told.
Error Turn::reason() const
{
    if (m_note && m_note->second.trouble) {
        Error reason = *m_note->second.trouble;
        reason.message = u"Not sent. %1"_s.arg(reason.message);
        return reason;
    }
    if (m_note && !m_note->second.waitingFor.isEmpty()) {
        return {ErrorKind::Busy, u"Not sent in time by the Waybill program that sends on this profile: %1"_s.arg(
                                     m_note->second.waitingFor)};
    }
    return {ErrorKind::Busy, u"Another Waybill program sends on this profile and did not come to this file in time. "
                             "Look there why, or send it again once that program has ended."_s};
}

} // namespace waybill
