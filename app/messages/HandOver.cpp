#include "app/messages/HandOver.h"

#include <QPointer>

#include <algorithm>

namespace waybill {
using namespace std::chrono_literals;

namespace {
constexpr qint64 noteEvery = 250; ///< milliseconds, while bytes move
}

HandOver::HandOver(const QString &profileFolder, Journal *journal, SenderPlace *place, PushQueue *queue,
                   EnvironmentStore *environments)
    : m_journal(journal), m_place(place), m_queue(queue), m_environments(environments), m_notes(profileFolder)
{
    m_sinceNote.start();
    connect(m_journal, &Journal::queued, this, qOverload<const QList<MessageKey> &>(&HandOver::take));
    connect(&m_second, &QTimer::timeout, this, &HandOver::judgeOwners);
    connect(m_queue, &PushQueue::changed, this, &HandOver::note);
    connect(m_queue, &PushQueue::progress, this, [this](MessageKey key) {
        if (m_others.contains(key) && m_sinceNote.hasExpired(noteEvery))
            note();
    });
}

void HandOver::begin()
{
    if (std::exchange(m_begun, true))
        return;
    m_notes.removeAll();
    m_journal->followOtherPrograms();
    MessageFilter queued;
    queued.states = {MessageState::Queued};
    auto rows = m_journal->messages(queued);
    if (!rows)
        return; // a busy file: news of the rows come with their next event, and their owners do not wait for ever
    std::ranges::reverse(*rows); // oldest first
    take(*rows);
    QList<MessageKey> ours;
    for (const Message &message : *rows) {
        if (m_place->owns(message))
            ours.append(message.key);
    }
    if (!ours.isEmpty())
        m_queue->add(ours);
    m_second.start(1s);
}

void HandOver::end()
{
    m_begun = false;
    m_second.stop();
}

void HandOver::take(const QList<MessageKey> &keys)
{
    if (!m_begun)
        return;
    QList<Message> messages;
    for (const MessageKey key : keys) {
        const auto message = m_journal->message(key);
        if (message && *message)
            messages.append(**message);
    }
    take(messages);
}

void HandOver::take(const QList<Message> &messages)
{
    QList<MessageKey> fresh;
    QStringList environments;
    for (const Message &message : messages) {
        if (message.state != MessageState::Queued || m_place->owns(message))
            continue;
        if (!m_place->ownerLives(message)) {
            m_queue->leave(message.key);
            hold(message.key);
            continue;
        }
        // An environment or job that was added beside this program.
        if (!m_environments->find(message.environment))
            (void)m_environments->load();
        m_others.insert(message.key, message);
        fresh.append(message.key);
        if (!environments.contains(message.environment))
            environments.append(message.environment);
    }
    if (fresh.isEmpty())
        return;
    m_queue->addForOthers(fresh);
    for (const QString &environment : environments)
        emit taken(environment);
}

QCoro::Task<void> HandOver::hold(MessageKey key)
{
    // Nobody waits for it: a conflict means that somebody else has decided, and all else is tried at the next start.
    auto written = co_await m_journal->commit(m_place->ownerGone(key));
    Q_UNUSED(written)
}

void HandOver::judgeOwners()
{
    const QList<Message> others = m_others.values();
    for (const Message &message : others) {
        // What is being uploaded comes to its end all the same: bytes of it have left.
        if (!m_place->ownerLives(message) && m_queue->leave(message.key))
            hold(message.key);
    }
}

/// Tells the owners how far their files are.
void HandOver::note()
{
    m_sinceNote.restart();
    const QList<MessageKey> waiting = m_queue->waiting();
    const QList<MessageKey> underWay = m_queue->underWay();
    m_others.removeIf([&](const auto &other) { return !waiting.contains(other.key()) && !underWay.contains(other.key()); });
    for (const MessageKey key : m_noted.keys()) {
        if (!m_others.contains(key)) {
            m_notes.remove(key);
            m_noted.remove(key);
        }
    }
    for (auto other = m_others.cbegin(); other != m_others.cend(); ++other) {
        const auto progress = m_queue->progressOf(other.key()).value_or(PushQueue::Progress());
        const ProgressNote note{progress.sent, progress.total, m_queue->waitingFor(other.key()),
                                m_queue->troubleOf(other.key())};
        if (note == m_noted.value(other.key()))
            continue;
        m_noted.insert(other.key(), note);
        m_notes.write(other.key(), note);
    }
}

} // namespace waybill
