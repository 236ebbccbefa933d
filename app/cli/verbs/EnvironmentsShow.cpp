#include "app/cli/Services.h"
#include "app/cli/verbs/EnvironmentView.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class EnvironmentsShow final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"environments show", "One environment with its jobs", "waybill-cli environments show Test"};
    }
    void declare(Syntax &syntax) override { syntax.argument("N", "Its name", &m_name); }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto found = environmentNamed(services, m_name);
        if (!found)
            co_return fail(found.error());
        const Environment environment = *found;
        const bool secretIsThere = co_await hasSecret(services, environment);
        showEnvironment(services.out(), environment, secretIsThere);
        co_return ExitCode::Good;
    }

private:
    QString m_name;
};
} // namespace

std::unique_ptr<Verb> environmentsShowVerb()
{
    return std::make_unique<EnvironmentsShow>();
}

} // namespace waybill
