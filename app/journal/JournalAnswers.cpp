#include "app/journal/JournalPrivate.h"

#include <QPointer>

#include <utility>

// What a Journal reads beside its thread: answers to those who do not wait, and what other programs wrote.

namespace waybill {

void Journal::followOtherPrograms()
{
    if (d->othersTimer.isActive())
        return;
    if (const auto newest = d->reader->newestEvent())
        d->newestEvent = *newest;
    connect(&d->othersTimer, &QTimer::timeout, this, &Journal::lookAtOthers);
    d->othersTimer.start(700);
}

void Journal::lookAtOthers()
{
    if (std::exchange(d->looksAtOthers, true))
        return;
    struct Look {
        Result<JournalReader::News> news;
        ChangedRows rows;
    };
    const QList<MessageKey> again = std::exchange(d->lookAgain, {});
    const QList<MessageKey> awaiting = d->awaitingCounts.keys();
    const auto look = [since = d->newestEvent, again, awaiting](JournalReader &reader) {
        Look look{reader.newsSince(since), {}};
        if (!look.news || (look.news->keys.isEmpty() && again.isEmpty() && awaiting.isEmpty()))
            return look;
        const auto rows = reader.messages(look.news->keys + again + awaiting);
        for (const Message &row : rows.value_or(QList<Message>()))
            look.rows.insert(row.key, row);
        return look;
    };
    ask(this, look, [this, again, awaiting](const Look &look) {
        d->looksAtOthers = false;
        const auto already = std::exchange(d->toldSinceLook, {});
        if (!look.news) { // a busy file: the next look finds it
            d->lookAgain = again;
            return;
        }
        d->newestEvent = look.news->event;
        QList<MessageKey> keys = again;
        for (const MessageKey key : look.news->keys) {
            const auto own = already.constFind(key);
            if (own == already.cend() && !again.contains(key))
                keys.append(key);
            else if (own != already.cend() && *own != look.rows.value(key))
                d->lookAgain.append(key); // either row may be the newer one
        }
        for (const MessageKey key : awaiting) {
            const auto row = look.rows.constFind(key);
            if (row != look.rows.cend() && *row != d->awaitingCounts.value(key) && !keys.contains(key))
                keys.append(key);
        }
        for (const MessageKey key : std::as_const(keys)) {
            if (const auto row = look.rows.constFind(key); row != look.rows.cend())
                d->awaitCountsOf(key, *row);
        }
        const QPointer<Journal> alive(this);
        const auto told = d->tell(look.rows);
        if (!keys.isEmpty())
            emit changed(keys);
        if (alive && !look.news->queued.isEmpty())
            emit queued(look.news->queued);
    });
}

AnswerAwaiter<Result<std::optional<Message>>> Journal::answerMessage(MessageKey key)
{
    return answer([key](JournalReader &reader) { return reader.message(key); });
}

AnswerAwaiter<Result<QList<Message>>> Journal::answerMessages(MessageFilter filter)
{
    return answer([filter](JournalReader &reader) { return reader.messages(filter); });
}

AnswerAwaiter<Result<QList<Message>>> Journal::answerMessages(QList<MessageKey> keys)
{
    return answer([keys](JournalReader &reader) { return reader.messages(keys); });
}

AnswerAwaiter<Result<QList<Message>>> Journal::answerByMessageId(QString environment, MessageId id)
{
    return answer([environment, id](JournalReader &reader) { return reader.byMessageId(environment, id); });
}

AnswerAwaiter<Result<std::optional<Failure>>> Journal::answerFailureInShort(MessageKey key)
{
    return answer([key](JournalReader &reader) { return reader.failure(key, FailureReading::InShort); });
}

void Journal::askAside(QObject *context, std::function<std::function<void()>(JournalReader &)> question) const
{
    d->aside->ask(context, std::move(question));
}

} // namespace waybill
