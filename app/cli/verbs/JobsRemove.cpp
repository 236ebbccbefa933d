#include "app/cli/Services.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class JobsRemove final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"jobs remove", "Forget a recurring data job; its messages stay in the journal",
                "waybill-cli jobs remove \"Customer groups\""};
    }
    void declare(Syntax &syntax) override { syntax.argument("J", "Its name", &m_name); }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto environment = services.environment();
        if (!environment)
            co_return fail(environment.error());
        const DataJob *found = environment->job(m_name);
        const DataJob job = found ? *found : DataJob();
        const auto store = services.environments();
        const auto removed = (*store)->removeJob(environment->name, m_name);
        if (!removed)
            co_return fail(removed.error());
        if (services.out().isJson())
            services.out().json(toJson(job));
        else
            services.out().text(u"The job “%1” was removed."_s.arg(m_name));
        co_return ExitCode::Good;
    }

private:
    QString m_name;
};
} // namespace

std::unique_ptr<Verb> jobsRemoveVerb()
{
    return std::make_unique<JobsRemove>();
}

} // namespace waybill
