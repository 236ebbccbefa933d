#include "app/messages/FailureCollector.h"

#include "app/base/Wakeup.h"
#include "app/journal/JournalReader.h"
#include "app/messages/FailureAnalysis.h"

#include <algorithm>

namespace waybill {
using namespace std::chrono_literals;

namespace {
constexpr int lanes = 3;           ///< in each environment: one that does not answer holds up no other
constexpr int keptDays = 7;        ///< how long the service keeps what is to be collected
constexpr int mostAtStart = 1'000; ///< messages taken up from before
constexpr auto firstPause = 30s;
constexpr auto longestPause = 1h;

QList<Message> unexplainedIn(JournalReader &reader, const QDateTime &since)
{
    const auto keys = reader.unexplained(since, mostAtStart);
    return keys ? reader.messages(*keys).value_or(QList<Message>()) : QList<Message>();
}
} // namespace

FailureCollector::FailureCollector(Journal *journal, FailureAnalysis *analysis, std::shared_ptr<const Clock> clock,
                                   QObject *parent)
    : QObject(parent), m_journal(journal), m_analysis(analysis), m_clock(std::move(clock))
{
    connect(m_journal, &Journal::changed, this, &FailureCollector::hear);
    connect(&m_again, &QTimer::timeout, this, &FailureCollector::go);
    m_again.setInterval(5s);
}

FailureCollector::~FailureCollector() = default;

void FailureCollector::start(const QStringList &onlyEnvironments)
{
    m_only = onlyEnvironments;
    if (!m_active) // begun again for more environments: what is under way is still ours to stop
        m_stop = std::stop_source();
    m_active = true;
    m_journal->ask(
        this,
        [since = m_clock->utcNow().addDays(-keptDays)](JournalReader &reader) { return unexplainedIn(reader, since); },
        [this, stop = m_stop.get_token()](const QList<Message> &messages) {
            if (m_active && !stop.stop_requested())
                take(messages);
        });
}

QCoro::Task<void> FailureCollector::stop()
{
    m_active = false;
    m_waiting.clear();
    m_again.stop();
    m_stop.request_stop();
    while (m_asking > 0)
        co_await nextSignal(this, &FailureCollector::stopped, {});
}

void FailureCollector::hear(const QList<MessageKey> &keys)
{
    if (!m_active)
        return;
    QList<Message> messages;
    for (const MessageKey key : keys) {
        const auto message = m_journal->message(key);
        if (message && *message)
            messages.append(**message);
    }
    take(messages);
}

void FailureCollector::take(const QList<Message> &messages)
{
    for (const Message &message : messages) {
        const bool wanted = FailureAnalysis::asksWhy(message) &&
                            (!message.messageId.isEmpty() || !message.executionId.isEmpty()) &&
                            (m_only.isEmpty() || m_only.contains(message.environment));
        if (!wanted || m_taken.value(message.key) == message.changedUtc)
            continue;
        m_taken.insert(message.key, message.changedUtc);
        m_waiting.insert(message.key, {message.environment, message.changedUtc.addDays(keptDays)});
    }
    go();
}

void FailureCollector::go()
{
    const QDateTime now = m_clock->utcNow();
    QList<MessageKey> due;
    for (auto turn = m_waiting.cbegin(); turn != m_waiting.cend(); ++turn) {
        if (!turn->notBefore.isValid() || turn->notBefore <= now)
            due.append(turn.key());
    }
    // The newest first: somebody may be looking at it.
    std::ranges::sort(due, std::ranges::greater());
    for (const MessageKey key : due) {
        const auto turn = m_waiting.constFind(key);
        if (turn == m_waiting.cend()) // one that was known already let the next begin at once
            continue;
        int &taken = m_lanes[turn->environment];
        if (taken >= lanes)
            continue;
        ++taken;
        ++m_asking;
        run(key, m_waiting.take(key));
    }
    if (m_waiting.isEmpty())
        m_again.stop();
    else if (!m_again.isActive())
        m_again.start();
}

QCoro::Task<void> FailureCollector::run(MessageKey key, Turn turn)
{
    const auto failure = co_await m_analysis->whyInShort(key, m_stop.get_token());
    --m_asking;
    --m_lanes[turn.environment];
    if (!m_active) {
        emit stopped();
        co_return;
    }
    const QDateTime now = m_clock->utcNow();
    const bool known = failure && failure->complete;
    if (!known && now < turn.last && !m_waiting.contains(key)) {
        const auto pause = std::min<std::chrono::seconds>(firstPause * (1 << std::min(turn.tries, 7)), longestPause);
        turn.notBefore = now.addSecs(pause.count());
        ++turn.tries;
        m_waiting.insert(key, turn);
    }
    go();
}

} // namespace waybill
