#include "app/journal/JournalReader.h"
#include "app/messages/PollRound.h"
#include "app/messages/StatusPoller.h"

// How the poller begins: what the journal has is followed, and what became of earlier messages learnt from.

namespace waybill {

namespace {
/// Words of earlier messages that are learnt from.
constexpr qsizetype remembered = 4'000;

/// What is in flight or was given up, and what succeeded after `counted`: its counts may not have been asked for. What
/// cannot be read is followed once it is told of; who reads messages tells of a journal that cannot be read.
QList<Message> followedIn(JournalReader &reader, const QDateTime &counted)
{
    MessageFilter filter;
    filter.states = {MessageState::InFlight, MessageState::GivenUp};
    QList<Message> messages = reader.messages(filter).value_or(QList<Message>());
    filter.states = {MessageState::Succeeded};
    filter.since = counted;
    messages += reader.messages(filter).value_or(QList<Message>());
    return messages;
}

/// What is learnt from, by environment; it is only slower without.
QHash<QString, QList<LookPlan::Past>> pastIn(JournalReader &reader)
{
    QHash<QString, QList<LookPlan::Past>> past;
    const auto spans = reader.recentSpans(remembered);
    for (const StatusSpan &span : spans.value_or(QList<StatusSpan>()))
        past[span.environment].append({span.job, span.entity, span.status, instantOf(span.from), instantOf(span.to)});
    return past;
}
} // namespace

void StatusPoller::start(const QStringList &onlyEnvironments)
{
    m_only = onlyEnvironments;
    m_running = true;
    m_stop = std::stop_source();
    learn();
    takeUpAll();
}

void StatusPoller::takeUpAll()
{
    ++m_reading;
    m_journal->ask(
        this, [counted = m_clock->utcNow().addDays(-1)](JournalReader &reader) { return followedIn(reader, counted); },
        [this, stop = m_stop.get_token(), only = m_only](const QList<Message> &messages) {
            const auto told = m_toldMeanwhile;
            if (--m_reading == 0)
                m_toldMeanwhile.clear();
            if (!m_running || stop.stop_requested())
                return;
            for (const Message &message : messages) {
                if (!told.contains(message.key)) // what is told is newer than what was read
                    takeUp(message);
            }
            emit started(only);
            emit planChanged();
        });
}

void StatusPoller::alsoFollow(const QString &environment)
{
    if (m_running && !follows(environment)) {
        m_only.append(environment);
        takeUpAll();
    }
}

void StatusPoller::learn()
{
    m_journal->ask(
        this, [](JournalReader &reader) { return pastIn(reader); },
        [this, stop = m_stop.get_token()](const QHash<QString, QList<LookPlan::Past>> &past) {
            if (!m_running || stop.stop_requested())
                return;
            for (auto of = past.cbegin(); of != past.cend(); ++of) {
                if (follows(of.key()))
                    roundOf(of.key())->plan.learn(*of);
            }
        });
}

} // namespace waybill
