#include "app/messages/Decisions.h"

#include "app/messages/ExistingMessage.h"
#include "app/messages/LocalChange.h"

#include <QFileInfo>

namespace waybill {
using namespace Qt::StringLiterals;

Decisions::Decisions(Journal *journal, PayloadStore payloads, std::shared_ptr<const Clock> clock)
    : m_journal(journal), m_payloads(std::move(payloads)), m_clock(std::move(clock))
{
}

QCoro::Task<Result<Message>> Decisions::undecided(MessageKey key) const
{
    auto message = co_await existingMessage(m_journal, key);
    if (message && message->state != MessageState::Unconfirmed) {
        co_return fail(ErrorKind::Conflict,
                       u"Message %1 is %2, not Unconfirmed: there is nothing to decide."_s.arg(number(key))
                           .arg(word(message->state)));
    }
    co_return message;
}

QCoro::Task<Result<void>> Decisions::arrived(MessageKey key, MessageId id)
{
    const auto message = co_await undecided(key);
    if (!message)
        co_return fail(message.error());
    auto asked = m_journal->answerByMessageId(message->environment, id);
    const auto same = co_await asked;
    if (!same)
        co_return fail(same.error());
    if (!same->isEmpty()) {
        co_return fail(ErrorKind::Conflict, u"Message %1 (%2) has this message id already, so it is not that of "
                                            "message %3. Look at Manage messages for its own."_s.arg(
                                                QString::number(number(same->first().key)), same->first().file,
                                                QString::number(number(key))));
    }
    MessageChange change = localChange(key, m_clock->utcNow(), MessageState::InFlight,
                                       u"Decided by %1: it arrived, as message %2."_s.arg(userName(), id.text()));
    change.messageId = id;
    change.onlyFrom = {MessageState::Unconfirmed};
    auto written = co_await m_journal->commit(std::move(change));
    co_return written;
}

MessageChange Decisions::handledChange(const Message &message, const QString &note) const
{
    MessageChange change;
    change.key = message.key;
    change.handled = Handled{m_clock->utcNow(), userName(), note};
    // The state stays the last event's word; that it was handled stands in the detail.
    change.event = Event{change.handled->atUtc, EventSource::Local, word(message.state),
                         note.isEmpty() ? u"Marked handled by %1."_s.arg(userName())
                                        : u"Marked handled by %1: %2"_s.arg(userName(), note)};
    return change;
}

QCoro::Task<Result<MessageKey>> Decisions::attempt(Message message, QString note)
{
    if (message.sha256.isEmpty())
        co_return fail(
            ErrorKind::Conflict,
            u"Message %1 was sent by another program: there is no file here to send."_s.arg(number(message.key)));
    if (message.job.isEmpty())
        co_return fail(ErrorKind::Conflict, u"Message %1 was tracked without its recurring data job: push its file to "
                                            "the job itself."_s.arg(number(message.key)));
    if (!QFileInfo::exists(m_payloads.path(message.sha256)))
        co_return fail(ErrorKind::Storage,
                       u"The stored copy of message %1 is gone from this profile."_s.arg(number(message.key)));
    NewMessage row;
    row.environment = message.environment;
    row.job = message.job;
    row.activityId = message.activityId;
    row.entity = message.entity;
    row.company = message.company;
    row.file = message.file;
    row.bytes = message.bytes;
    row.records = message.records;
    row.sha256 = message.sha256;
    row.attemptOf = message.key;
    QList<NewMessage> rows;
    rows.append(row);
    // The new row and the old one's mark in one transaction; another program that decides at the same time loses.
    MessageChange mark = handledChange(message, note);
    mark.onlyFrom = {message.state};
    mark.onlyUnhandled = message.state == MessageState::Unconfirmed || !message.handled;
    QList<MessageChange> marks;
    marks.append(mark);
    auto keys = co_await m_journal->append(rows, m_journal->mark(), marks);
    if (!keys)
        co_return fail(keys.error());
    co_return keys->first();
}

QCoro::Task<Result<MessageKey>> Decisions::sendAgain(MessageKey key)
{
    const auto message = co_await undecided(key);
    if (!message)
        co_return fail(message.error());
    auto made = co_await attempt(*message, u"It did not arrive: sent again"_s);
    co_return made;
}

QCoro::Task<Result<void>> Decisions::leave(MessageKey key)
{
    const auto message = co_await undecided(key);
    if (!message)
        co_return fail(message.error());
    MessageChange change = handledChange(*message, u"Left undecided"_s);
    change.onlyFrom.append(MessageState::Unconfirmed); // not what somebody has decided meanwhile
    auto marked = co_await m_journal->commit(std::move(change));
    co_return marked;
}

QCoro::Task<Result<MessageKey>> Decisions::resend(MessageKey key)
{
    const auto message = co_await existingMessage(m_journal, key);
    if (!message)
        co_return fail(message.error());
    const auto refuse = [&message](const QString &why) {
        return fail(ErrorKind::Conflict,
                    u"Message %1 is %2: %3"_s.arg(number(message->key)).arg(word(message->state), why));
    };
    switch (message->state) {
    case MessageState::Unconfirmed:
        co_return refuse(u"it may have arrived. Use “decide --send-again” once you know that it did not."_s);
    case MessageState::Held:
        co_return refuse(u"it was never sent. Use “send” to send it now."_s);
    case MessageState::Queued:
        co_return refuse(u"it is waiting to be sent. Use “send” or “cancel”."_s);
    case MessageState::Sending:
    case MessageState::InFlight:
        co_return refuse(u"it is on its way. Use “follow” and wait for its end."_s);
    default:
        break;
    }
    auto made = co_await attempt(*message, u"Pushed again"_s);
    co_return made;
}

QCoro::Task<Result<void>> Decisions::handle(MessageKey key, QString note)
{
    for (;;) {
        const auto message = co_await existingMessage(m_journal, key);
        if (!message)
            co_return fail(message.error());
        MessageChange change = handledChange(*message, note);
        // The mark's event repeats the state, so it must still be that one when it is written.
        change.onlyFrom = {message->state};
        auto written = co_await m_journal->commit(std::move(change));
        if (written || written.error().kind != ErrorKind::Conflict)
            co_return written;
    }
}

} // namespace waybill
