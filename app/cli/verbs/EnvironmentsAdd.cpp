#include "app/cli/Services.h"
#include "app/cli/Terminal.h"
#include "app/cli/verbs/EnvironmentView.h"
#include "app/cli/verbs/Verbs.h"

#include <QFile>

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

    void declare(Syntax &syntax) override
    {
        syntax.option("--name", "N", "A name of your own", &m_name, Syntax::Need::Required);
        syntax.option("--url", "URL", "Its address; https, or http for this computer only", &m_url,
                      Syntax::Need::Required);
        syntax.option("--tenant", "T", "The tenant's GUID or domain", &m_tenant, Syntax::Need::Required);
        syntax.option("--client-id", "ID", "Application (client) ID of the app registration", &m_clientId,
                      Syntax::Need::Required);
        syntax.option("--authority", "URL", "Default https://login.microsoftonline.com", &m_authority);
        syntax.option("--kind", "KIND", "development, test, sandbox, production, practice or on-premises", &m_kind,
                      Syntax::Need::Required);
        syntax.option("--requests-per-second", "N", "Most requests a second; default 10", &m_requests);
        syntax.option("--ca", "FILE",
                      "Trust this authority's certificates (PEM) for URL and authority, and nowhere else", &m_ca);
        syntax.flag("--secret-stdin", "Read the client secret from standard input", &m_secretFromInput);
    }

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

        QString secret;
        if (m_secretFromInput) {
            const auto read = co_await Terminal::readSecret(u"Client secret of “%1”: "_s.arg(environment->name),
                                                            services.deadline().token());
            if (!read)
                co_return fail(read.error());
            secret = *read;
        }
        const auto added = (*store)->add(*environment);
        if (!added)
            co_return fail(added.error());
        if (!secret.isEmpty()) {
            const auto kept = co_await services.secrets().keep(environment->name, secret);
            if (!kept) {
                services.out().note(
                    u"%1 The environment was saved without its secret: it is asked for each time, or set %2."_s.arg(
                        kept.error().message, SecretStore::variableName(environment->name)));
            }
        }
        const bool hasSecret = co_await services.secrets().has(environment->name);
        if (secret.isEmpty() && !hasSecret) {
            services.out().note(
                u"The environment was saved without a secret: it is asked for each time, or set %1."_s.arg(
                    SecretStore::variableName(environment->name)));
        }
        showEnvironment(services.out(), *environment, hasSecret);
        co_return ExitCode::Good;
    }

private:
    Result<Environment> given() const
    {
        QJsonObject object{{u"name"_s, m_name},         {u"url"_s, m_url},   {u"tenant"_s, m_tenant},
                           {u"clientId"_s, m_clientId}, {u"kind"_s, m_kind}, {u"authority"_s, m_authority}};
        if (m_requests) {
            bool isNumber = false;
            object[u"requestsPerSecond"_s] = m_requests->toInt(&isNumber);
            if (!isNumber)
                return fail(ErrorKind::BadInput, u"--requests-per-second %1 is not a whole number."_s.arg(*m_requests));
        }
        if (m_ca) {
            QFile file(*m_ca);
            if (!file.open(QIODevice::ReadOnly))
                return fail(ErrorKind::BadInput,
                            u"The certificate file %1 cannot be read: %2."_s.arg(*m_ca, file.errorString()));
            constexpr qint64 longest = 1 << 20;
            if (file.size() > longest)
                return fail(ErrorKind::BadInput,
                            u"The certificate file %1 is larger than 1 MB. Give only the certificates of your own "
                            u"authority."_s.arg(*m_ca));
            const auto certificates = certificatesIn(file.read(longest));
            if (!certificates)
                return fail(ErrorKind::BadInput, u"%1: %2"_s.arg(*m_ca, certificates.error().message));
            object[u"ca"_s] = QString::fromLatin1(*certificates);
        }
        if (!environmentKindFrom(m_kind)) {
            return fail(ErrorKind::BadInput, u"“%1” is not a kind of environment. Use development, test, sandbox, "
                                             u"production, practice or on-premises."_s.arg(m_kind));
        }
        return environmentFromJson(object);
    }

    QString m_name, m_url, m_tenant, m_clientId, m_authority, m_kind;
    std::optional<QString> m_requests, m_ca;
    bool m_secretFromInput = false;
};
} // namespace

std::unique_ptr<Verb> environmentsAddVerb()
{
    return std::make_unique<EnvironmentsAdd>();
}

} // namespace waybill
