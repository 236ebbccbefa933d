#include "ui/messages/MessageFeed.h"

#include "app/messages/PushQueue.h"
#include "ui/messages/MessageFilterProxy.h"
#include "ui/messages/MessageTableModel.h"

namespace waybill {

using namespace std::chrono_literals;

namespace {
constexpr qsizetype searchLimit = 2'000;
} // namespace

MessageFeed::MessageFeed(Journal *journal, PushQueue *queue, MessageTableModel *model,
                         std::shared_ptr<const Clock> clock, QObject *parent)
    : QObject(parent), m_journal(journal), m_model(model), m_clock(std::move(clock))
{
    // Counting is one SQL statement: a burst of changes shares it.
    m_countSoon.setSingleShot(true);
    m_countSoon.setInterval(100ms);
    connect(&m_countSoon, &QTimer::timeout, this, &MessageFeed::readCounts);
    connect(m_journal, &Journal::changed, this, &MessageFeed::take);
    connect(queue, &PushQueue::progress, m_model, &MessageTableModel::setProgress);
}

void MessageFeed::setEnvironment(const QString &environment)
{
    if (environment == m_environment)
        return;
    m_environment = environment;
    reload();
}

void MessageFeed::reload()
{
    MessageFilter newest;
    newest.environment = m_environment;
    newest.limit = window;
    auto rows = m_environment.isEmpty() ? Result<QList<Message>>() : m_journal->messages(newest);
    if (!rows) {
        emit failed(rows.error());
        return;
    }
    if (rows->size() >= window) {
        // Open messages are never left out, however old they are.
        QSet<MessageKey> here;
        for (const Message &message : std::as_const(*rows))
            here.insert(message.key);
        MessageFilter open;
        open.environment = m_environment;
        for (const StateRow &state : messageStates()) {
            if (!state.final || state.needsAttention)
                open.states << state.state;
        }
        const auto more = m_journal->messages(open);
        if (!more) {
            emit failed(more.error());
            return;
        }
        for (const Message &message : *more) {
            if (!here.contains(message.key))
                rows->append(message);
        }
    }
    m_model->setMessages(std::move(*rows));
    readCounts();
}

void MessageFeed::search(const QString &text)
{
    if (text.trimmed().isEmpty() || m_counts.all <= m_model->rowCount())
        return;
    MessageFilter filter;
    filter.environment = m_environment;
    filter.search = text.trimmed();
    filter.limit = searchLimit;
    if (const auto found = m_journal->messages(filter))
        m_model->upsert(*found);
    else
        emit failed(found.error());
}

void MessageFeed::take(const QList<MessageKey> &keys)
{
    QList<Message> messages;
    for (const MessageKey key : keys) {
        const auto message = m_journal->message(key);
        if (!message) {
            emit failed(message.error());
            return;
        }
        if (*message && (*message)->environment == m_environment)
            messages << **message;
    }
    if (messages.isEmpty())
        return;
    m_model->upsert(messages);
    if (!m_countSoon.isActive())
        m_countSoon.start();
    emit updated();
}

void MessageFeed::readCounts()
{
    const auto counts = m_journal->counts(m_environment, todaySince(m_clock->utcNow()).toUTC());
    if (counts)
        m_counts = *counts;
    else
        emit failed(counts.error());
    emit updated();
}

} // namespace waybill
