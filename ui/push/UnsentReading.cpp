#include "ui/push/UnsentReading.h"

#include "app/journal/JournalReader.h"

#include <algorithm>

namespace waybill {

namespace {
const QList<MessageState> &unsentStates()
{
    static const QList<MessageState> states{MessageState::Queued, MessageState::Held, MessageState::Sending};
    return states;
}
} // namespace

UnsentReading::UnsentReading(Journal *journal, QObject *parent) : QObject(parent), m_journal(journal)
{
    connect(m_journal, &Journal::changed, this, &UnsentReading::hear);
}

void UnsentReading::setEnvironment(const QString &environment)
{
    MessageFilter unsent;
    unsent.environment = environment;
    unsent.states = unsentStates();
    m_isReading = true;
    m_hasFailed = false;
    m_toldMeanwhile.clear();
    const quint64 view = ++m_view;
    m_journal->ask(
        this, [unsent](JournalReader &reader) { return reader.messages(unsent); },
        [this, view](const Result<QList<Message>> &rows) {
            if (view == m_view)
                take(rows);
        });
}

void UnsentReading::hear(const QList<MessageKey> &keys)
{
    if (!m_isReading)
        return;
    for (const MessageKey key : keys) {
        const auto message = m_journal->message(key);
        if (message && *message)
            m_toldMeanwhile.insert(key, **message);
    }
}

void UnsentReading::take(const Result<QList<Message>> &rows)
{
    m_isReading = false;
    m_hasFailed = !rows;
    if (!rows) {
        emit failed(rows.error());
        return;
    }
    QList<Message> messages = *rows;
    std::ranges::reverse(messages);
    for (Message &message : messages)
        message = m_toldMeanwhile.value(message.key, message);
    m_toldMeanwhile.clear();
    messages.removeIf([](const Message &message) { return !unsentStates().contains(message.state); });
    emit read(messages);
}

} // namespace waybill
