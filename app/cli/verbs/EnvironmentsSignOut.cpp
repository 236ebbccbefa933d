#include "app/cli/Services.h"
#include "app/cli/verbs/EnvironmentView.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class EnvironmentsSignOut final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"environments sign-out", "Forget a person's sign-in on this computer",
                "waybill-cli environments sign-out Test"};
    }
    void declare(Syntax &syntax) override { syntax.argument("N", "Its name", &m_name); }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto found = environmentNamed(services, m_name);
        if (!found)
            co_return fail(found.error());
        const bool wasSignedIn = co_await services.connections().lookUpSignIn(m_name);
        const auto signedOut = co_await services.connections().signOut(m_name);
        if (!signedOut)
            co_return fail(signedOut.error());
        if (services.out().isJson())
            services.out().json(QJsonObject{{u"environment"_s, m_name}, {u"wasSignedIn"_s, wasSignedIn}});
        else if (wasSignedIn)
            services.out().text(u"Signed out of “%1”."_s.arg(m_name));
        else
            services.out().text(u"Nobody was signed in to “%1”."_s.arg(m_name));
        co_return ExitCode::Good;
    }

private:
    QString m_name;
};
} // namespace

std::unique_ptr<Verb> environmentsSignOutVerb()
{
    return std::make_unique<EnvironmentsSignOut>();
}

} // namespace waybill
