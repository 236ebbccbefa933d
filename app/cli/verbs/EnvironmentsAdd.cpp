#include "app/cli/Services.h"
#include "app/cli/verbs/EnvironmentOptions.h"
#include "app/cli/verbs/EnvironmentView.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class EnvironmentsAdd final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"environments add", "Save an environment; its secret goes to the system's keychain",
                "printf %s \"$SECRET\" | waybill-cli environments add --name Test \\\n"
                "    --url https://contoso-test.sandbox.operations.dynamics.com --tenant contoso.com \\\n"
                "    --client-id 11111111-2222-3333-4444-555555555555 --kind sandbox --secret-stdin"};
    }

    void declare(Syntax &syntax) override { m_options.declare(syntax, EnvironmentOptions::Use::New); }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto environment = given();
        if (!environment)
            co_return fail(environment.error());
        const auto store = services.environments();
        if (!store)
            co_return fail(store.error());
        if ((*store)->find(environment->name))
            co_return fail((*store)->add(*environment).error()); // before anybody is asked for a secret

        const auto secrets = co_await m_options.readSecrets(environment->name, services.deadline().token());
        if (!secrets)
            co_return fail(secrets.error());
        if (const auto usable = m_options.checkCertificate(*environment, *secrets); !usable)
            co_return fail(usable.error());
        const auto added = (*store)->add(*environment);
        if (!added)
            co_return fail(added.error());
        co_await keepSecrets(services, *environment, *secrets);
        const bool secretIsThere = co_await hasSecret(services, *environment);
        if (environment->grant == Grant::ClientSecret && secrets->isEmpty() && !secretIsThere) {
            services.out().note(
                u"The environment was saved without a secret: it is asked for each time, or set %1."_s.arg(
                    SecretStore::variableName(environment->name)));
        }
        if (const QString hint = m_options.hint(); !hint.isEmpty())
            services.out().note(hint);
        if (isPersonal(environment->grant))
            services.out().note(u"Sign in with: waybill-cli environments sign-in “%1”"_s.arg(environment->name));
        showEnvironment(services.out(), *environment, secretIsThere);
        co_return ExitCode::Good;
    }

private:
    Result<Environment> given() const
    {
        QJsonObject object;
        if (const auto put = m_options.putInto(object); !put)
            return fail(put.error());
        return environmentFromJson(object);
    }

    EnvironmentOptions m_options;
};
} // namespace

std::unique_ptr<Verb> environmentsAddVerb()
{
    return std::make_unique<EnvironmentsAdd>();
}

} // namespace waybill
