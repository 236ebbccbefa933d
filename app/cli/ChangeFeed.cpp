#include "app/cli/ChangeFeed.h"

#include "app/base/Clock.h"

#include <chrono>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr auto tick = 500ms;
constexpr int overlap = 5; ///< seconds; a row is created a little before it can be read

QList<MessageState> statesThatMayChange()
{
    QList<MessageState> states;
    for (const StateRow &state : messageStates()) {
        if (!state.final)
            states.append(state.state);
    }
    return states;
}

/// The state after an event; our own words are states, the service's have one each.
MessageState stateAfter(const Event &event, MessageState before)
{
    if (event.source == EventSource::Service)
        return stateOfStatus(event.what);
    return messageStateFrom(event.what).value_or(before);
}
} // namespace

QList<QJsonObject> changeLines(MessageKey key, const QList<Event> &events, qsizetype first)
{
    QList<QJsonObject> lines;
    std::optional<MessageState> state;
    QString status;
    for (qsizetype i = 0; i < events.size(); ++i) {
        const Event &event = events[i];
        const auto from = state;
        const QString before = status;
        state = stateAfter(event, state.value_or(MessageState::Queued));
        if (event.source == EventSource::Service)
            status = event.what;
        if (i < first || (from == state && status == before))
            continue;
        lines.append({{u"atUtc"_s, isoUtc(event.atUtc)},
                      {u"key"_s, number(key)},
                      {u"from"_s, from ? QJsonValue(word(*from)) : QJsonValue()},
                      {u"to"_s, word(*state)},
                      {u"status"_s, status.isEmpty() ? QJsonValue() : QJsonValue(status)}});
    }
    return lines;
}

ChangeFeed::ChangeFeed(Journal *journal, QString environment, QObject *parent)
    : QObject(parent), m_journal(journal), m_environment(std::move(environment)),
      m_lookedUtc(QDateTime::currentDateTimeUtc())
{
    MessageFilter open;
    open.environment = m_environment;
    open.states = statesThatMayChange();
    MessageFilter justNow;
    justNow.environment = m_environment;
    justNow.since = m_lookedUtc.addSecs(-2 * overlap);
    for (const MessageFilter &filter : {open, justNow}) {
        const auto messages = m_journal->messages(filter);
        for (const Message &message : messages ? *messages : QList<Message>()) {
            if (const auto events = m_journal->events(message.key))
                m_told.insert(message.key, events->size());
        }
    }
    connect(m_journal, &Journal::changed, this, [this](const QList<MessageKey> &keys) {
        for (const MessageKey key : keys) {
            const auto message = m_journal->message(key);
            if (message && *message && concerns(**message))
                look(**message);
        }
    });
    connect(&m_timer, &QTimer::timeout, this, qOverload<>(&ChangeFeed::look));
    m_timer.start(tick);
}

bool ChangeFeed::concerns(const Message &message) const
{
    return m_environment.isEmpty() || message.environment == m_environment;
}

void ChangeFeed::look()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    MessageFilter fresh;
    fresh.environment = m_environment;
    fresh.since = m_lookedUtc.addSecs(-overlap);
    const auto created = m_journal->messages(fresh);
    for (const Message &message : created ? *created : QList<Message>()) {
        if (!m_told.contains(message.key))
            m_told.insert(message.key, 0);
    }
    m_lookedUtc = now;
    const QList<MessageKey> keys = m_told.keys();
    for (const MessageKey key : keys) {
        const auto message = m_journal->message(key);
        if (message && *message)
            look(**message);
    }
}

void ChangeFeed::look(const Message &message)
{
    const auto events = m_journal->events(message.key);
    if (!events)
        return;
    const qsizetype told = m_told.value(message.key, 0);
    m_told.insert(message.key, events->size());
    const auto lines = changeLines(message.key, *events, told);
    for (const QJsonObject &line : lines)
        emit changed(line);
}

} // namespace waybill
