#include "app/cli/Services.h"
#include "app/cli/MessageLookup.h"
#include "app/cli/MessageView.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class ListMessages final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"messages", "Messages, newest first", "waybill-cli messages --state Unconfirmed --state Held"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.list("--state", "S", "Only those in this state; may be given several times", &m_states);
        syntax.option("--job", "J", "Only those of this job", &m_job);
        syntax.option("--since", "TIME", "Only those created then or later, such as 2026-03-01T06:00Z", &m_since);
        syntax.option("--limit", "N", "At most so many", &m_limit);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto journal = services.journal();
        if (!journal)
            co_return fail(journal.error());
        const auto filter = asked(services, **journal);
        if (!filter)
            co_return fail(filter.error());
        const auto found = (*journal)->messages(*filter);
        if (!found)
            co_return fail(found.error());
        QList<Message> shown;
        for (const Message &message : *found) {
            const Message seen = asShown(message, services.profile());
            if (m_wanted.isEmpty() || m_wanted.contains(seen.state))
                shown.append(seen);
            if (shown.size() == m_most)
                break;
        }
        showMessages(services.out(), shown);
        co_return ExitCode::Good;
    }

private:
    Result<MessageFilter> asked(Services &services, const Journal &journal)
    {
        MessageFilter filter;
        const auto environment = services.environmentFilter();
        if (!environment)
            return fail(environment.error());
        filter.environment = *environment;
        for (const QString &text : m_states) {
            const auto state = messageStateFrom(text);
            if (!state)
                return fail(ErrorKind::Usage, u"“%1” is not a state. The states are %2."_s.arg(text, stateWords()));
            m_wanted.append(*state);
        }
        filter.states = m_wanted;
        // A row whose sender died says Sending still and is shown as Unconfirmed.
        if (m_wanted.contains(MessageState::Unconfirmed) && !m_wanted.contains(MessageState::Sending))
            filter.states.append(MessageState::Sending);
        if (m_since) {
            filter.since = QDateTime::fromString(*m_since, Qt::ISODateWithMs);
            if (filter.since.timeSpec() == Qt::LocalTime) // no zone was said: all our times are UTC
                filter.since.setTimeSpec(Qt::UTC);
            if (!filter.since.isValid()) {
                return fail(ErrorKind::Usage,
                            u"--since %1 is not a time. Write it like 2026-03-01T06:00:00Z."_s.arg(*m_since));
            }
        }
        if (m_limit) {
            bool isNumber = false;
            m_most = m_limit->toLongLong(&isNumber);
            if (!isNumber || m_most < 1)
                return fail(ErrorKind::Usage, u"--limit %1 is not a number of messages from 1 on."_s.arg(*m_limit));
            // Rows that are shown in another state than asked for drop out afterwards: then all are needed.
            if (m_wanted.isEmpty())
                filter.limit = m_most;
        }
        if (!m_job.isEmpty()) {
            filter.job = m_job;
            if (auto known = checkJob(services, journal, filter); !known)
                return fail(known.error());
        }
        return filter;
    }

    /// A job counts as known when an environment has it, or a message was sent through it before it was removed.
    Result<void> checkJob(Services &services, const Journal &journal, const MessageFilter &filter) const
    {
        const auto store = services.environments();
        if (!store)
            return fail(store.error());
        for (const Environment &environment : (*store)->environments()) {
            if ((filter.environment.isEmpty() || environment.name == filter.environment) && environment.job(m_job))
                return {};
        }
        MessageFilter any;
        any.environment = filter.environment;
        any.job = m_job;
        any.limit = 1;
        const auto sent = journal.messages(any);
        if (!sent)
            return fail(sent.error());
        if (sent->isEmpty())
            return fail(ErrorKind::NotFound, u"There is no job “%1”. See waybill-cli jobs list."_s.arg(m_job));
        return {};
    }

    static QString stateWords()
    {
        QStringList words;
        for (const StateRow &state : messageStates())
            words.append(QString(state.word));
        return words.join(u", "_s);
    }

    QStringList m_states;
    QList<MessageState> m_wanted;
    QString m_job;
    std::optional<QString> m_since, m_limit;
    qint64 m_most = -1;
};
} // namespace

std::unique_ptr<Verb> listMessagesVerb()
{
    return std::make_unique<ListMessages>();
}

} // namespace waybill
