#include "app/cli/DownloadView.h"
#include "app/cli/Guard.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class DownloadAgain final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"download", "Fetch a package again that was handed out and did not arrive, or go on with an export",
                "waybill-cli download 7"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.argument("KEY", "Which download", &m_key);
        m_guard.declare(syntax);
    }

    bool isEndless() const override { return true; }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto key = downloadKeyFrom(m_key);
        if (!key)
            co_return fail(key.error());
        const auto known = downloadBy(services, *key);
        if (!known)
            co_return fail(known.error());
        if (const auto allowed = checkHomes(services, m_guard, {*known}); !allowed)
            co_return fail(allowed.error());
        Result<Download> done = *known;
        if (known->kind == DownloadKind::Exported) {
            const auto exporter = services.exporter();
            if (!exporter)
                co_return fail(exporter.error());
            done = co_await (*exporter)->follow(*key, services.deadline().token());
        } else {
            const auto dequeuer = services.dequeuer();
            if (!dequeuer)
                co_return fail(dequeuer.error());
            done = co_await (*dequeuer)->fetchAgain(*key, services.deadline().token());
        }
        services.out().progress({});
        co_await services.endLeases();
        if (!done)
            co_return fail(done.error());
        noteDownloads(services, {*done});
        if (const auto shown = showDownload(services, *done); !shown)
            co_return fail(shown.error());
        co_return exitCodeOf(*done);
    }

private:
    QString m_key;
    Guard m_guard;
};
} // namespace

std::unique_ptr<Verb> downloadVerb()
{
    return std::make_unique<DownloadAgain>();
}

} // namespace waybill
