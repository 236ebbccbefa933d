#include "app/catalogue/CatalogueFiles.h"
#include "app/cli/Services.h"
#include "app/cli/verbs/EnvironmentView.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class EnvironmentsRemove final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"environments remove", "Forget an environment, its jobs and its secret; messages stay in the journal",
                "waybill-cli environments remove Test"};
    }
    void declare(Syntax &syntax) override { syntax.argument("N", "Its name", &m_name); }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto store = services.environments();
        if (!store)
            co_return fail(store.error());
        const Environment *found = (*store)->find(m_name);
        const Environment environment = found ? *found : Environment();
        const auto removed = (*store)->remove(m_name);
        if (!removed)
            co_return fail(removed.error());
        const auto forgotten = co_await services.secrets().forget(m_name);
        if (!forgotten) {
            services.out().note(u"The environment was removed, but its secret may still be in the keychain. %1"_s.arg(
                forgotten.error().message));
        }
        if (const auto gone = removeCatalogueFiles(services.profile(), m_name); !gone)
            services.out().note(gone.error().message);
        if (services.out().isJson())
            services.out().json(environmentJson(environment, false));
        else
            services.out().text(u"“%1” was removed."_s.arg(m_name));
        co_return ExitCode::Good;
    }

private:
    QString m_name;
};
} // namespace

std::unique_ptr<Verb> environmentsRemoveVerb()
{
    return std::make_unique<EnvironmentsRemove>();
}

} // namespace waybill
