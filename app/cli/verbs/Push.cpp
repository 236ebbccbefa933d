#include "app/cli/Guard.h"
#include "app/cli/Services.h"
#include "app/cli/MessageLookup.h"
#include "app/cli/Sending.h"
#include "app/cli/verbs/Verbs.h"
#include "app/messages/PayloadCheck.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class Push final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"push", "Send files through a recurring data job",
                "waybill-cli push orders.csv --job \"Sales order lines\" --wait"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.arguments("FILE", "What to send", &m_files);
        syntax.option("--job", "J", "The recurring data job that receives them", &m_job, Syntax::Need::Required);
        syntax.option("--entity", "LABEL", "Instead of the job's", &m_entity);
        syntax.option("--company", "C", "Instead of the job's", &m_company);
        syntax.flag("--wait", "Follow them to their end", &m_wait);
        m_guard.declare(syntax);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto environment = services.environment();
        if (!environment)
            co_return fail(environment.error());
        if (const auto usable = check(*environment); !usable)
            co_return fail(usable.error());
        const auto desk = services.desk();
        if (!desk)
            co_return fail(desk.error());
        QList<PushFile> files;
        for (const QString &path : m_files)
            files.append({path, m_job, m_entity, m_company});
        for (const QString &path : m_files) {
            if (const QString trouble = inspectPayload(path, *environment->job(m_job)).trouble; !trouble.isEmpty())
                services.out().note(u"%1 It is sent all the same."_s.arg(trouble));
        }
        // Copying moves the files' bytes: the time-out starts when they are safe.
        const auto limit = services.deadline().limit();
        services.deadline().start(std::nullopt);
        Output &out = services.out();
        const auto copied = [&out](qint64 done, qint64 total) {
            out.progress(u"Storing %1 %"_s.arg(total > 0 ? done * 100 / total : 100));
        };
        const auto keys =
            co_await (*desk)->append(environment->name, files, copied, services.deadline().interruption());
        out.progress({});
        if (!keys)
            co_return fail(keys.error());
        services.deadline().start(limit);
        noteSameContent(services, **desk, *keys);
        const auto code = co_await sendAndReport(services, *keys, {m_wait, true});
        co_return code;
    }

private:
    /// All that can be wrong is looked for before anything is opened or copied.
    Result<void> check(const Environment &environment) const
    {
        if (auto allowed = m_guard.check(environment); !allowed)
            return allowed;
        if (!environment.job(m_job)) {
            return fail(ErrorKind::NotFound, u"The environment “%1” has no job “%2”. See waybill-cli jobs list."_s.arg(
                                                 environment.name, m_job));
        }
        for (const QString &path : m_files) {
            if (const auto usable = PayloadStore::check(path); !usable)
                return fail(usable.error());
        }
        return {};
    }

    static void noteSameContent(Services &services, MessageDesk &desk, const QList<MessageKey> &keys)
    {
        for (const MessageKey key : keys) {
            const auto message = messageBy(desk.journal(), key);
            if (!message)
                continue;
            const auto same =
                desk.journal().sameContent(message->environment, message->activityId, message->sha256, key);
            if (same && *same) {
                services.out().note(
                    u"%1 has the same content as message %2 (%3, created %4). It is sent all the same."_s.arg(
                        message->file, QString::number(number((*same)->key)), word((*same)->state),
                        isoUtc((*same)->createdUtc)));
            }
        }
    }

    QStringList m_files;
    QString m_job;
    std::optional<QString> m_entity, m_company;
    bool m_wait = false;
    Guard m_guard;
};
} // namespace

std::unique_ptr<Verb> pushVerb()
{
    return std::make_unique<Push>();
}

} // namespace waybill
