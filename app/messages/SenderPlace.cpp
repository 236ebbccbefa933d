#include "app/messages/SenderPlace.h"

#include "app/base/Sleep.h"
#include "app/messages/LocalChange.h"

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

SenderPlace::SenderPlace(QString profileFolder, Journal *journal, std::shared_ptr<const Clock> clock)
    : m_profileFolder(std::move(profileFolder)), m_journal(journal), m_clock(std::move(clock))
{
}

SenderPlace::~SenderPlace() = default;

QCoro::Task<Result<void>> SenderPlace::take(std::stop_token stop)
{
    if (m_lock)
        co_return Result<void>();
    for (int refused = 0; !m_lock; ++refused) {
        auto taken = FileLock::tryOnce(senderLockPath(m_profileFolder));
        if (!taken)
            co_return fail(taken.error());
        if (*taken) {
            m_lock = std::move(*taken);
            break;
        }
        // The first refusals may come from a program that only looked, which is over in an instant.
        const bool goOn = co_await sleepFor(refused < 4 ? 3ms : 100ms, stop);
        if (!goOn) {
            co_return fail(ErrorKind::Busy, u"Another Waybill program is sending on this profile. "
                                            "Wait until it has ended, or send from its window."_s);
        }
    }
    auto tidied = co_await tidy();
    if (!tidied)
        m_lock.reset();
    co_return tidied;
}

QCoro::Task<Result<void>> SenderPlace::judge()
{
    if (m_lock)
        co_return Result<void>();
    auto taken = FileLock::tryTake(senderLockPath(m_profileFolder));
    if (!taken)
        co_return fail(taken.error());
    if (!*taken)
        co_return Result<void>();
    auto tidied = co_await tidy();
    taken->reset();
    co_return tidied;
}

QCoro::Task<Result<void>> SenderPlace::tidy()
{
    auto tidied = co_await tidyOnce();
    // A row moved on in between: another program cancelled or released it. What is left is looked at anew.
    for (int again = 0; again < 10 && !tidied && tidied.error().kind == ErrorKind::Conflict; ++again)
        tidied = co_await tidyOnce();
    co_return tidied;
}

QCoro::Task<Result<void>> SenderPlace::tidyOnce()
{
    MessageFilter unsent;
    unsent.states = QList<MessageState>({MessageState::Sending, MessageState::Queued});
    auto asked = m_journal->answerMessages(unsent);
    const auto rows = co_await asked;
    if (!rows)
        co_return fail(rows.error());
    QList<MessageChange> changes;
    const QSet<QString> living = livingOwners(*rows);
    for (const Message &message : *rows) {
        if (message.state == MessageState::Sending) {
            Error lost{ErrorKind::AnswerLost,
                       u"The program ended while it was sending. The service may have stored the file: look at Manage "
                       "messages before you decide."_s,
                       {},
                       0,
                       {}};
            MessageChange change = localChange(message.key, m_clock->utcNow(), MessageState::Unconfirmed, lost.message);
            change.error = lost;
            change.onlyFrom = {MessageState::Sending};
            changes.append(change);
        } else if (!owns(message) && !living.contains(message.owner)) {
            changes.append(ownerGone(message.key));
        }
    }
    if (changes.isEmpty())
        co_return Result<void>();
    auto written = co_await m_journal->commit(std::move(changes));
    co_return written;
}

bool SenderPlace::owns(const Message &message) const
{
    return !message.owner.isEmpty() && message.owner == m_journal->mark();
}

QSet<QString> SenderPlace::livingOwners(const QList<Message> &messages) const
{
    QSet<QString> seen, living;
    for (const Message &message : messages) {
        if (seen.contains(message.owner))
            continue;
        seen.insert(message.owner);
        if (ProgramMark::isAlive(m_profileFolder, message.owner))
            living.insert(message.owner);
    }
    return living;
}

MessageChange SenderPlace::ownerGone(MessageKey key) const
{
    Error gone{ErrorKind::Cancelled,
               u"The program that was to send it ended before its turn came. Nothing was sent."_s,
               {},
               0,
               {}};
    MessageChange change = localChange(key, m_clock->utcNow(), MessageState::Held, gone.message);
    change.error = gone;
    change.onlyFrom = {MessageState::Queued};
    return change;
}

} // namespace waybill
