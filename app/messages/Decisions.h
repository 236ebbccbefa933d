#pragma once

#include "app/journal/Journal.h"
#include "app/journal/PayloadStore.h"

namespace waybill {

/// What an operator decides about a message that is not simply on its way: whether it arrived, whether it is sent
/// again, that it is dealt with. Each decision is durable before it is told as done. One thread.
class Decisions
{
public:
    /// The journal outlives this.
    Decisions(Journal *journal, PayloadStore payloads, std::shared_ptr<const Clock> clock);

    /// *Unconfirmed* → *InFlight* with the id the operator found. Conflict for any other state, and for an id that
    /// another row has.
    QCoro::Task<Result<void>> arrived(MessageKey key, MessageId id);
    /// *Unconfirmed* → a linked attempt with a key of its own, *Queued*; the old row keeps its state, marked handled.
    QCoro::Task<Result<MessageKey>> sendAgain(MessageKey key);
    /// *Unconfirmed* → marked handled, nothing sent.
    QCoro::Task<Result<void>> leave(MessageKey key);
    /// A linked attempt of what is Rejected, Succeeded, Failed, Cancelled or GivenUp; else Conflict naming the verb to
    /// use.
    QCoro::Task<Result<MessageKey>> resend(MessageKey key);
    /// Takes it out of *Needs attention*; erases nothing.
    QCoro::Task<Result<void>> handle(MessageKey key, QString note);

private:
    QCoro::Task<Result<Message>> undecided(MessageKey key) const;
    MessageChange handledChange(const Message &message, const QString &note) const;
    QCoro::Task<Result<MessageKey>> attempt(Message message, QString note);

    Journal *m_journal;
    PayloadStore m_payloads;
    std::shared_ptr<const Clock> m_clock;
};

} // namespace waybill
