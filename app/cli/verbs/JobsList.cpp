#include "app/cli/Services.h"
#include "app/cli/verbs/EnvironmentView.h"
#include "app/cli/verbs/Verbs.h"

#include <QJsonArray>

namespace waybill {

namespace {
class JobsList final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"jobs list", "The environment's recurring data jobs", "waybill-cli jobs list --environment Test"};
    }
    void declare(Syntax &) override {}

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto environment = services.environment();
        if (!environment)
            co_return fail(environment.error());
        if (services.out().isJson())
            services.out().json(jobsJson(*environment));
        else
            showJobs(services.out(), *environment);
        co_return ExitCode::Good;
    }
};
} // namespace

std::unique_ptr<Verb> jobsListVerb()
{
    return std::make_unique<JobsList>();
}

} // namespace waybill
