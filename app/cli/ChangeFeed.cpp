#include "app/cli/ChangeFeed.h"

#include "app/base/Clock.h"

#include <chrono>
#include <utility>

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

QList<QJsonObject> changeLines(MessageKey key, const QList<Event> &events, Told &told)
{
    QList<QJsonObject> lines;
    for (const Event &event : events) {
        const auto from = told.state;
        const QString before = told.status;
        told.event = event.id;
        told.state = stateAfter(event, told.state.value_or(MessageState::Queued));
        if (event.source == EventSource::Service)
            told.status = event.what;
        if (from == told.state && told.status == before)
            continue;
        lines.append({{u"atUtc"_s, isoUtc(event.atUtc)},
                      {u"key"_s, number(key)},
                      {u"from"_s, from ? QJsonValue(word(*from)) : QJsonValue()},
                      {u"to"_s, word(*told.state)},
                      {u"status"_s, told.status.isEmpty() ? QJsonValue() : QJsonValue(told.status)}});
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
            const auto events = m_journal->eventsInShort(message.key);
            if (!events)
                continue;
            Told past;
            if (events->first)
                changeLines(message.key, {*events->first}, past);
            changeLines(message.key, events->newest, past);
            m_told.insert(message.key, past);
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
            m_told.insert(message.key, {});
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
    Told told = m_told.value(message.key);
    QList<QJsonObject> lines;
    for (;;) {
        const auto events = m_journal->events(message.key, told.event);
        if (!events || events->isEmpty())
            break;
        lines += changeLines(message.key, *events, told);
    }
    m_told.insert(message.key, told); // before it is told: whoever hears of it may look again
    for (const QJsonObject &line : std::as_const(lines))
        emit changed(line);
}

} // namespace waybill
