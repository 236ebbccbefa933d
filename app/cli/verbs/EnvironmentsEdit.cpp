#include "app/catalogue/CatalogueFiles.h"
#include "app/cli/Services.h"
#include "app/cli/verbs/EnvironmentOptions.h"
#include "app/cli/verbs/EnvironmentView.h"
#include "app/cli/verbs/Verbs.h"
#include "app/environments/OutdatedSecrets.h"

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class EnvironmentsEdit final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"environments edit",
                "Change what is given of an environment; what may be missing is cleared by an empty value",
                "waybill-cli environments edit Test --name \"Test 2\" --company usmf --colour \"\""};
    }

    void declare(Syntax &syntax) override
    {
        syntax.argument("N", "Its name", &m_name);
        m_options.declare(syntax, EnvironmentOptions::Use::Change);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto before = environmentNamed(services, m_name);
        if (!before)
            co_return fail(before.error());
        auto after = changed(*before);
        if (!after)
            co_return fail(after.error());
        EnvironmentStore &store = **services.environments();
        const bool renamed = after->name != m_name;
        if (renamed && store.find(after->name))
            co_return fail(store.replace(m_name, *after).error()); // before anybody is asked for a secret
        const auto secrets = co_await m_options.readSecrets(after->name, services.deadline().token());
        if (!secrets)
            co_return fail(secrets.error());
        if (const auto usable = m_options.checkCertificate(*after, *secrets); !usable)
            co_return fail(usable.error());
        co_await forgetOutdated(services, *before, *after, *secrets);
        // Of what the file holds by now: another program may have changed something else meanwhile.
        after = store.edit(m_name, [this](const Environment &present) { return changed(present); });
        if (!after)
            co_return fail(after.error());
        if (renamed) {
            noteMessages(services);
            const auto moved = co_await services.secrets().rename(m_name, after->name);
            if (!moved) {
                services.out().note(u"The environment has its new name, but its secrets could not all go with it: give "
                                    u"them again where one is missing. %1"_s.arg(moved.error().message));
            }
            if (const auto kept = renameCatalogueFiles(services.profile(), m_name, after->name); !kept)
                services.out().note(kept.error().message);
        }
        co_await keepSecrets(services, *after, *secrets);
        const bool secretIsThere = co_await hasSecret(services, *after);
        if (const QString hint = m_options.hint(); !hint.isEmpty())
            services.out().note(hint);
        showEnvironment(services.out(), *after, secretIsThere);
        co_return ExitCode::Good;
    }

private:
    Result<Environment> changed(const Environment &before) const
    {
        QJsonObject object = toJson(before);
        if (const auto put = m_options.putInto(object); !put)
            return fail(put.error());
        auto after = environmentFromJson(object);
        if (after)
            after->jobs = before.jobs;
        return after;
    }

    /// Before anybody could send them elsewhere.
    QCoro::Task<void> forgetOutdated(Services &services, Environment before, Environment after,
                                     QList<GivenSecret> given) const
    {
        const auto forgotten = co_await forgetOutdatedSecrets(&services.secrets(), before, after);
        if (!forgotten) {
            services.out().note(u"The secrets that “%1” had before may still be in the keychain, and belong to what it "
                                u"was: give the new ones in their place. %2"_s.arg(m_name, forgotten.error().message));
        }
        for (const SecretKind kind : forgotten.value_or(QList<SecretKind>())) {
            if (std::ranges::find(given, kind, &GivenSecret::kind) != given.cend())
                continue;
            const QString sentence =
                kind == SecretKind::ProxyPassword
                    ? u"The proxy of “%1” is another one now, so the password that was kept for it is forgotten. Give "
                      u"the new one with --proxy-password-stdin."_s
                    : u"Authority, tenant or client ID of “%1” are others now, so the client secret that was kept for "
                      u"it is forgotten. Give the new one with --secret-stdin."_s;
            services.out().note(sentence.arg(m_name));
        }
    }

    /// Rows of the journal keep the name under which they were sent.
    void noteMessages(Services &services) const
    {
        const auto journal = services.journal();
        if (!journal)
            return; // a journal that cannot be read is no matter of this command
        MessageFilter ofOld;
        ofOld.environment = m_name;
        ofOld.states = {MessageState::Queued, MessageState::Held, MessageState::Sending, MessageState::Unconfirmed,
                        MessageState::InFlight};
        const auto open = (*journal)->messages(ofOld);
        if (open && !open->isEmpty()) {
            const QString sentence =
                open->size() == 1
                    ? u"%1 message that has not come to its end stands in the journal under “%2” and is not followed "
                      u"under the new name. To follow it, rename it back."_s
                    : u"%1 messages that have not come to their end stand in the journal under “%2” and are not "
                      u"followed under the new name. To follow them, rename it back."_s;
            services.out().note(sentence.arg(open->size()).arg(m_name));
        }
    }

    QString m_name;
    EnvironmentOptions m_options;
};
} // namespace

std::unique_ptr<Verb> environmentsEditVerb()
{
    return std::make_unique<EnvironmentsEdit>();
}

} // namespace waybill
