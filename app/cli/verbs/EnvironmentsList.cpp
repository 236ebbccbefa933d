#include "app/cli/Services.h"
#include "app/cli/verbs/EnvironmentView.h"
#include "app/cli/verbs/Verbs.h"
#include "app/environments/NameClash.h"

#include <QJsonArray>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class EnvironmentsList final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"environments list", "All saved environments", "waybill-cli environments list --json"};
    }
    void declare(Syntax &) override {}

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto store = services.environments();
        if (!store)
            co_return fail(store.error());
        const QList<Environment> all = (*store)->environments();
        for (const QString &clash : nameClashes(all))
            services.out().note(clash + u" Give one of them another name with waybill-cli environments edit."_s);
        QJsonArray array;
        QList<QStringList> rows;
        for (const Environment &environment : all) {
            const bool secretIsThere = co_await hasSecret(services, environment);
            array.append(environmentJson(environment, secretIsThere));
            rows.append({environment.name, word(environment.kind), environment.url.toString(), environment.tenant,
                         secretIsThere ? u"yes"_s : u"no"_s, QString::number(environment.jobs.size())});
        }
        if (services.out().isJson())
            services.out().json(array);
        else if (rows.isEmpty())
            services.out().text(u"No environments yet. Add one with waybill-cli environments add."_s);
        else
            services.out().table({u"NAME"_s, u"KIND"_s, u"ADDRESS"_s, u"TENANT"_s, u"SECRET"_s, u"JOBS"_s}, rows);
        co_return ExitCode::Good;
    }
};
} // namespace

std::unique_ptr<Verb> environmentsListVerb()
{
    return std::make_unique<EnvironmentsList>();
}

} // namespace waybill
