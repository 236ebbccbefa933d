#include "app/base/Wakeup.h"
#include "app/cli/Asking.h"
#include "app/cli/ChangeFeed.h"
#include "app/cli/Ending.h"
#include "app/cli/MessageLookup.h"
#include "app/cli/Sending.h"
#include "app/cli/verbs/Verbs.h"
#include "app/journal/JournalCare.h"

#include <QTimer>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class Follow final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"follow", "Ask for news of all messages in flight; one JSON line for each change",
                "waybill-cli follow --until-final --timeout 600"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.flag("--until-final", "End when asking could change nothing any more", &m_untilFinal);
    }

    bool isEndless() const override { return !m_untilFinal; }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto environment = services.environmentFilter();
        if (!environment)
            co_return fail(environment.error());
        const auto desk = services.desk();
        if (!desk)
            co_return fail(desk.error());
        Journal &journal = (*desk)->journal();
        const auto judged = openMessages(journal, *environment);
        if (!judged)
            co_return fail(judged.error());
        ChangeFeed feed(&journal, *environment);
        Output *out = &services.out();
        // It may run for months with no window beside it.
        JournalCare care(&journal, services.profile(), services.clock());
        QObject::connect(&care, &JournalCare::damaged, &care, [out](const QString &sentence) { out->note(sentence); });
        QObject::connect(&care, &JournalCare::failed, &care, [out](const Error &error) { out->note(error.message); });
        care.start();
        QObject::connect(&feed, &ChangeFeed::changed, &feed, [out](const QJsonObject &line) { out->jsonLine(line); });
        const auto reachable = co_await signIn(services, *judged);
        if (!reachable && (m_untilFinal || reachable.error().kind == ErrorKind::Secret))
            co_return fail(reachable.error());
        tellTroubles(services, **desk);
        Asking asking(*desk, environment->isEmpty() ? QStringList() : QStringList(*environment));
        asking.begin();
        const std::stop_token stop = services.deadline().token();
        if (m_untilFinal)
            co_await untilAllEnded(journal, asking, *judged, stop);
        else
            co_await untilStopped(stop);
        co_await asking.end();
        noteOthers(services, **desk);
        const Error ended{ErrorKind::Cancelled, u"The command ended."_s};
        co_await (*desk)->shutDown(ended);
        feed.look();
        co_return m_untilFinal ? outcome(services, journal, *judged) : ExitCode::Good;
    }

private:
    /// Each new reason why nothing is heard, once, on standard error.
    static void tellTroubles(Services &services, MessageDesk &desk)
    {
        const auto told = std::make_shared<QHash<QString, QString>>();
        Output *out = &services.out();
        QStringList names;
        if (const auto store = services.environments()) {
            for (const Environment &environment : (*store)->environments())
                names.append(environment.name);
        }
        QObject::connect(&desk.poller(), &StatusPoller::planChanged, &desk,
                         [told, out, names, poller = &desk.poller()] {
                             for (const QString &name : names) {
                                 const QString trouble = poller->trouble(name);
                                 if (trouble != told->value(name) && !trouble.isEmpty())
                                     out->note(u"%1: %2"_s.arg(name, trouble));
                                 told->insert(name, trouble);
                             }
                         });
    }

    /// What is judged: neither final nor handled now.
    static Result<QList<MessageKey>> openMessages(const Journal &journal, const QString &environment)
    {
        MessageFilter filter;
        filter.environment = environment;
        for (const StateRow &state : messageStates()) {
            if (!state.final)
                filter.states.append(state.state);
        }
        const auto messages = journal.messages(filter);
        if (!messages)
            return fail(messages.error());
        QList<MessageKey> keys;
        for (const Message &message : *messages) {
            if (!message.handled)
                keys.append(message.key);
        }
        return keys;
    }

    /// Asking for hours with a secret that is missing or refused would change nothing.
    static QCoro::Task<Result<void>> signIn(Services &services, QList<MessageKey> keys)
    {
        const auto desk = services.desk();
        QStringList environments;
        for (const MessageKey key : keys) {
            const auto message = messageBy((*desk)->journal(), key);
            if (message && mayStillChange(*message) && !environments.contains(message->environment))
                environments.append(message->environment);
        }
        for (const QString &environment : environments) {
            const auto client = services.connections().client(environment);
            if (!client)
                co_return fail(client.error());
            const auto token = co_await (*client)->tokens().token(services.deadline().token());
            if (!token && (token.error().kind == ErrorKind::Secret || token.error().kind == ErrorKind::NotSignedIn))
                co_return fail(token.error());
        }
        co_return Result<void>();
    }

    static QCoro::Task<void> untilAllEnded(Journal &journal, const Asking &asking, QList<MessageKey> keys,
                                           std::stop_token stop)
    {
        QTimer ticker;
        ticker.start(50);
        while (!asking.isTidy()) {
            const bool goesOn = co_await nextSignal(&ticker, &QTimer::timeout, stop);
            if (!goesOn)
                co_return;
        }
        ticker.stop();
        co_await untilEnded(journal, keys, stop);
    }

    static QCoro::Task<void> untilStopped(std::stop_token stop)
    {
        Wakeup never;
        while (!stop.stop_requested())
            co_await nextSignal(&never, &Wakeup::woken, stop);
    }

    static ExitCode outcome(Services &services, const Journal &journal, const QList<MessageKey> &keys)
    {
        ExitCode code =
            services.deadline().reason() == Deadline::Reason::Interrupted ? ExitCode::Undecided : ExitCode::Good;
        for (const MessageKey key : keys) {
            const auto found = messageBy(journal, key);
            if (!found)
                continue;
            const Message message = asShown(*found, services.profile());
            switch (message.state) {
            case MessageState::Cancelled:
                break; // somebody wanted it so
            case MessageState::Held:
            case MessageState::Queued:
                code = worse(code, ExitCode::Undecided);
                break;
            case MessageState::Rejected:
                code = worse(code, ExitCode::BadOutcome);
                break;
            default:
                code = worse(code, exitCodeOf(message, true));
            }
        }
        return code;
    }

    bool m_untilFinal = false;
};
} // namespace

std::unique_ptr<Verb> followVerb()
{
    return std::make_unique<Follow>();
}

} // namespace waybill
