#include "app/cli/Sending.h"

#include "app/cli/Asking.h"
#include "app/cli/Ending.h"
#include "app/cli/MessageLookup.h"
#include "app/cli/MessageView.h"
#include "app/cli/Turn.h"

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
Error interrupted()
{
    return {ErrorKind::Cancelled, u"The command was interrupted before it was sent."_s};
}

void showProgress(Services &services, MessageDesk &desk)
{
    Output *out = &services.out();
    QObject::connect(&desk.queue(), &PushQueue::progress, &desk, [out](MessageKey key, qint64 sent, qint64 total) {
        out->progress(sendingText(key, sent, total));
    });
    QObject::connect(&desk.queue(), &PushQueue::changed, &desk, [out, queue = &desk.queue()] {
        const auto underWay = queue->underWay();
        const QString why = underWay.isEmpty() ? QString() : queue->waitingFor(underWay.first());
        if (!why.isEmpty())
            out->progress(u"Waiting: %1"_s.arg(why));
    });
}

/// What is worth a sentence on standard error.
void noteTrouble(Services &services, const QList<Message> &messages)
{
    for (const Message &message : messages) {
        if (message.error)
            services.out().note(u"%1: %2"_s.arg(message.file, message.error->message));
    }
}

QList<Message> messagesOf(Services &services, const Journal &journal, const QList<MessageKey> &keys)
{
    QList<Message> messages;
    for (const MessageKey key : keys) {
        if (const auto message = messageBy(journal, key))
            messages.append(asShown(*message, services.profile()));
    }
    return messages;
}

/// Sends, or has the sender send; afterwards every row has its answer, or is held.
QCoro::Task<Result<void>> sendAll(Services &services, MessageDesk &desk, QList<MessageKey> keys)
{
    Deadline &deadline = services.deadline();
    const auto left = deadline.left();
    deadline.start(std::nullopt); // counted here: neither moving bytes nor the wait for a turn is part of it
    std::chrono::milliseconds used{0};
    Turn turn(&services, &desk, keys);
    auto end = co_await turn.wait(left);
    used += turn.used();
    if (!end)
        co_await desk.withdraw(keys, end.error());
    if (end && *end == Turn::End::Ours) {
        if (left)
            desk.queue().setPatience(std::max<std::chrono::milliseconds>(0ms, *left - used));
        co_await desk.sendForOthers(); // before what is ours: others may have waited longer
        desk.queue().add(keys);
        const bool done = co_await desk.queue().done(keys, deadline.interruption());
        if (!done) {
            noteOthers(services, desk);
            co_await desk.queue().stop(interrupted());
        }
        used += desk.queue().patienceUsed();
    }
    if (left)
        deadline.start(std::max<std::chrono::milliseconds>(0ms, *left - used));
    co_return end ? Result<void>() : Result<void>(fail(end.error()));
}

/// Waits for the end of what is in flight, asking when no other program does.
QCoro::Task<void> followToTheEnd(Services &services, MessageDesk &desk, QList<MessageKey> keys)
{
    QStringList environments;
    for (const Message &message : messagesOf(services, desk.journal(), keys))
        environments.append(message.environment);
    environments.removeDuplicates();
    Asking asking(&desk, environments);
    asking.begin();
    services.out().progress(u"Waiting for the end…"_s);
    co_await untilEnded(desk.journal(), keys, services.deadline().token());
    co_await asking.end();
    for (const QString &environment : environments) {
        if (const QString trouble = desk.poller().trouble(environment); !trouble.isEmpty())
            services.out().note(trouble);
    }
}
} // namespace

void noteOthers(Services &services, MessageDesk &desk)
{
    for (const MessageKey key : desk.queue().underWay()) {
        if (desk.queue().isForOther(key))
            services.out().note(u"Message %1 of another program is being sent and comes to its end first. Interrupt "
                                "once more to leave it undecided."_s.arg(number(key)));
    }
}

QString sendingText(MessageKey key, qint64 sent, qint64 total)
{
    return u"Sending message %1: %2 %"_s.arg(number(key)).arg(total > 0 ? sent * 100 / total : 100);
}

ExitCode exitCodeOf(const Message &message, bool waitedFor)
{
    switch (message.state) {
    case MessageState::Queued:
    case MessageState::Held:
    case MessageState::Rejected:
        return ExitCode::Unreachable;
    case MessageState::Sending:
    case MessageState::Unconfirmed:
    case MessageState::GivenUp:
        return ExitCode::Undecided;
    case MessageState::InFlight:
        return waitedFor ? ExitCode::Undecided : ExitCode::Good;
    case MessageState::Cancelled:
        return ExitCode::BadOutcome;
    case MessageState::Succeeded:
    case MessageState::Failed:
        return waitedFor && message.badOutcome() ? ExitCode::BadOutcome : ExitCode::Good;
    }
    Q_UNREACHABLE();
}

QCoro::Task<Result<void>> judgeAbandoned(Services &services, MessageKey key)
{
    const auto desk = services.desk();
    if (!desk)
        co_return fail(desk.error());
    const auto message = messageBy((*desk)->journal(), key);
    if (!message)
        co_return fail(message.error());
    if (!isAbandoned(*message, services.profile()))
        co_return Result<void>();
    const auto judged = co_await (*desk)->place().judge();
    co_return judged;
}

QCoro::Task<Result<ExitCode>> sendAndReport(Services &services, QList<MessageKey> keys, SendHow how)
{
    const auto opened = services.desk();
    if (!opened)
        co_return fail(opened.error());
    MessageDesk &desk = **opened;
    showProgress(services, desk);
    const auto sent = co_await sendAll(services, desk, keys);
    if (!sent)
        services.out().note(sent.error().message);
    const bool interruptedNow = services.deadline().reason() == Deadline::Reason::Interrupted;
    if (how.wait && !interruptedNow)
        co_await followToTheEnd(services, desk, keys);
    co_await desk.shutDown(interrupted());

    const QList<Message> messages = messagesOf(services, desk.journal(), keys);
    ExitCode code =
        services.deadline().reason() == Deadline::Reason::Interrupted ? ExitCode::Undecided : ExitCode::Good;
    for (const Message &message : messages)
        code = worse(code, exitCodeOf(message, how.wait));
    noteTrouble(services, messages);
    if (how.asArray || messages.isEmpty())
        showMessages(services.out(), messages);
    else
        showMessage(services.out(), messages.first());
    co_return code;
}

} // namespace waybill
