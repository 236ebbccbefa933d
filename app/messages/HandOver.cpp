#include "app/messages/HandOver.h"

#include <QPointer>

#include <algorithm>

namespace waybill {
using namespace std::chrono_literals;

namespace {
constexpr qint64 noteEvery = 250; ///< milliseconds, while bytes move
} // namespace

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

QCoro::Task<void> HandOver::begin()
{
    if (std::exchange(m_begun, true))
        co_return;
    const QPointer<HandOver> self = this;
    m_notes.removeAll();
    m_journal->followOtherPrograms();
    MessageFilter queued;
    queued.states.append(MessageState::Queued);
    m_readsBacklog = true;
    auto asked = m_journal->answerMessages(queued);
    const auto rows = co_await asked;
    if (!self)
        co_return;
    m_readsBacklog = false;
    const QList<Message> early = std::exchange(m_early, {});
    if (!m_begun)
        co_return;
    m_second.start(1s);
    if (rows) // else a busy file: news of the rows come with their next event, and their owners do not wait for ever
        takeBacklog(*rows);
    take(early);
}

void HandOver::takeBacklog(QList<Message> rows)
{
    const QList<MessageKey> here = m_queue->waiting() + m_queue->underWay(); // added while this was read
    rows.removeIf([&here](const Message &row) { return here.contains(row.key); });
    // Whoever waited longest goes first, or a row of a program that waits would fall behind each new sender's own.
    std::ranges::sort(rows, {}, &Message::key);
    for (auto first = rows.cbegin(); first != rows.cend();) {
        const bool ours = m_place->owns(*first);
        const auto end = std::find_if(first, rows.cend(),
                                      [this, ours](const Message &row) { return m_place->owns(row) != ours; });
        if (ours)
            m_queue->add(QList<Message>(first, end));
        else
            take(QList<Message>(first, end));
        first = end;
    }
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
    if (m_readsBacklog) // what waited longer goes first
        m_early += messages;
    else
        take(messages);
}

void HandOver::take(const QList<Message> &messages)
{
    QList<Message> fresh;
    QStringList environments;
    const QSet<QString> living = m_place->livingOwners(messages);
    for (const Message &message : messages) {
        if (message.state != MessageState::Queued || m_place->owns(message))
            continue;
        if (!living.contains(message.owner)) {
            m_queue->leave(message.key);
            hold(message.key);
            continue;
        }
        // An environment or job that was added beside this program.
        if (!m_environments->find(message.environment))
            (void)m_environments->load();
        m_others.insert(message.key, message);
        fresh.append(message);
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
    m_others.removeIf([this](const auto &other) { return !m_queue->isForOther(other.key()); });
    const QList<Message> others = m_others.values();
    const QSet<QString> living = m_place->livingOwners(others);
    for (const Message &message : others) {
        // What is being uploaded comes to its end all the same: bytes of it have left.
        if (!living.contains(message.owner) && m_queue->leave(message.key))
            hold(message.key);
    }
}

/// Tells the owners how far their files are.
void HandOver::note()
{
    if (m_others.isEmpty() && m_noted.isEmpty())
        return;
    m_sinceNote.restart();
    QList<MessageKey> underWay = m_queue->underWay();
    underWay.removeIf([this](MessageKey key) { return !m_others.contains(key); });
    const QList<MessageKey> before = m_noted.keys();
    for (const MessageKey key : before) {
        if (!underWay.contains(key)) {
            m_notes.remove(key);
            m_noted.remove(key);
        }
    }
    for (const MessageKey key : underWay) {
        const auto progress = m_queue->progressOf(key).value_or(PushQueue::Progress());
        const ProgressNote note{progress.sent, progress.total, m_queue->waitingFor(key), m_queue->troubleOf(key)};
        if (const auto known = m_noted.constFind(key); known != m_noted.cend() && *known == note)
            continue;
        m_noted.insert(key, note);
        m_notes.write(key, note);
    }
}

} // namespace waybill
