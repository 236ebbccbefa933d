#include "app/cli/Services.h"
#include "app/cli/verbs/EnvironmentView.h"
#include "app/cli/verbs/Verbs.h"

#include <QJsonArray>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class EnvironmentsForgetSecrets final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"environments forget-secrets", "Take every secret and sign-in of this profile out of the keychain",
                "waybill-cli environments forget-secrets"};
    }
    void declare(Syntax &) override {}

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto store = services.environments();
        if (!store)
            co_return fail(store.error());
        QStringList names;
        for (const Environment &environment : (*store)->environments())
            names.append(environment.name);
        const auto forgotten = co_await services.secrets().forgetAll(names);
        if (!forgotten)
            co_return fail(forgotten.error());
        if (services.out().isJson())
            services.out().json(QJsonObject{{u"environments"_s, QJsonArray::fromStringList(names)}});
        else
            services.out().text(u"The keychain holds no secret and no sign-in of this profile any more. The environments "
                                u"stay; what they need is asked for."_s);
        co_return ExitCode::Good;
    }
};
} // namespace

std::unique_ptr<Verb> environmentsForgetSecretsVerb()
{
    return std::make_unique<EnvironmentsForgetSecrets>();
}

} // namespace waybill
