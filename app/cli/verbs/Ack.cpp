#include "app/cli/DownloadView.h"
#include "app/cli/Guard.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class Ack final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"ack", "Acknowledge packages that are safe here", "waybill-cli ack --pending"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.optionalArgument("KEY", "Which download", &m_key);
        syntax.flag("--pending", "All whose acknowledgement failed before", &m_pending);
        m_guard.declare(syntax);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        if (m_key.has_value() == m_pending)
            co_return fail(ErrorKind::Usage, u"Say which download, or --pending for all that wait for it."_s);
        auto doing = m_pending ? pending(services) : one(services);
        const auto done = co_await doing;
        co_await services.endLeases();
        if (!done)
            co_return fail(done.error());
        noteDownloads(services, *done);
        ExitCode code = services.deadline().reason() == Deadline::Reason::None ? ExitCode::Good : ExitCode::Undecided;
        for (const Download &row : *done)
            code = worse(code, exitCodeOf(row));
        if (m_pending) {
            showDownloads(services, *done);
        } else if (const auto shown = showDownload(services, done->first()); !shown) {
            co_return fail(shown.error());
        }
        co_return code;
    }

private:
    QCoro::Task<Result<QList<Download>>> one(Services &services)
    {
        const auto key = downloadKeyFrom(*m_key);
        if (!key)
            co_return fail(key.error());
        const auto known = downloadBy(services, *key);
        if (!known)
            co_return fail(known.error());
        if (const auto allowed = checkHomes(services, m_guard, {*known}); !allowed)
            co_return fail(allowed.error());
        const auto dequeuer = services.dequeuer();
        if (!dequeuer)
            co_return fail(dequeuer.error());
        const auto done = co_await (*dequeuer)->acknowledge(*key, services.deadline().token());
        if (!done)
            co_return fail(done.error());
        co_return QList<Download>{*done};
    }

    QCoro::Task<Result<QList<Download>>> pending(Services &services)
    {
        const auto environment = services.environmentFilter();
        if (!environment)
            co_return fail(environment.error());
        if (!environment->isEmpty()) { // one that was chosen is guarded whether or not anything waits in it
            const auto chosen = services.environment();
            if (!chosen)
                co_return fail(chosen.error());
            if (const auto allowed = m_guard.check(*chosen); !allowed)
                co_return fail(allowed.error());
        }
        const auto book = services.downloads();
        if (!book)
            co_return fail(book.error());
        const auto waiting = (*book)->downloads({.environment = *environment, .states = {DownloadState::AckPending}});
        if (!waiting)
            co_return fail(waiting.error());
        if (const auto allowed = checkHomes(services, m_guard, *waiting); !allowed)
            co_return fail(allowed.error());
        if (waiting->isEmpty())
            co_return QList<Download>();
        const auto dequeuer = services.dequeuer();
        if (!dequeuer)
            co_return fail(dequeuer.error());
        auto done = co_await (*dequeuer)->acknowledgePending(*environment, services.deadline().token());
        co_return done;
    }

    std::optional<QString> m_key;
    bool m_pending = false;
    Guard m_guard;
};
} // namespace

std::unique_ptr<Verb> ackVerb()
{
    return std::make_unique<Ack>();
}

} // namespace waybill
