#include "app/cli/Services.h"
#include "app/cli/verbs/EnvironmentView.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class JobsAdd final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {
            "jobs add", "Save a recurring data job of the environment",
            "waybill-cli jobs add --name \"Customer groups\" --activity-id 8f3c0000-1111-2222-3333-444455556666 \\\n"
            "    --entity \"Customer groups\" --company usmf"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.option("--name", "J", "A name of your own", &m_name, Syntax::Need::Required);
        syntax.option("--activity-id", "GUID", "The field ID on Manage scheduled data jobs", &m_activityId,
                      Syntax::Need::Required);
        syntax.option("--direction", "import|export", "Default import", &m_direction);
        syntax.option("--entity", "LABEL", "The entity's label, such as Customer groups", &m_entity);
        syntax.option("--company", "C", "Legal entity", &m_company);
        syntax.flag("--package", "It takes data packages, not single files", &m_package);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto job = given();
        if (!job)
            co_return fail(job.error());
        const auto environment = services.environment();
        if (!environment)
            co_return fail(environment.error());
        const auto store = services.environments();
        const auto added = (*store)->addJob(environment->name, *job);
        if (!added)
            co_return fail(added.error());
        if (services.out().isJson())
            services.out().json(toJson(*job));
        else
            services.out().text(u"The job “%1” was added to “%2”."_s.arg(job->name, environment->name));
        co_return ExitCode::Good;
    }

private:
    Result<DataJob> given() const
    {
        if (m_package && !m_entity.isEmpty()) {
            return fail(ErrorKind::Usage,
                        u"--package and --entity do not go together: a package's entities stand in its "
                        u"manifest. Leave one of the two out."_s);
        }
        return dataJobFromJson({{u"name"_s, m_name},
                                {u"activityId"_s, m_activityId},
                                {u"direction"_s, m_direction},
                                {u"entity"_s, m_entity},
                                {u"company"_s, m_company},
                                {u"package"_s, m_package}});
    }

    QString m_name, m_activityId, m_entity, m_company;
    QString m_direction = u"import"_s;
    bool m_package = false;
};
} // namespace

std::unique_ptr<Verb> jobsAddVerb()
{
    return std::make_unique<JobsAdd>();
}

} // namespace waybill
