#include "app/cli/Services.h"
#include "app/cli/verbs/EnvironmentView.h"
#include "app/cli/verbs/Verbs.h"
#include "app/environments/SecretOwner.h"
#include "app/environments/exchange/ImportPlan.h"

#include <QJsonArray>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class EnvironmentsImport final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {
            "environments import",
            "Take environments from a file: of Waybill, of Postman, or jobs of the Recurring Integrations Scheduler",
            "waybill-cli environments import contoso.postman_environment.json"};
    }
    void declare(Syntax &syntax) override
    {
        syntax.argument("FILE", "What to read", &m_file);
        syntax.flag("--rename", "Give those whose name is there already another name; else they are skipped",
                    &m_rename);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto store = services.environments();
        if (!store)
            co_return fail(store.error());
        auto imported = importedFile(m_file);
        if (!imported)
            co_return fail(imported.error());
        const ImportPlan plan = planImport(**store, *imported, m_rename ? TakenName::Rename : TakenName::Skip);
        if (!plan.fresh.isEmpty()) {
            if (const auto added = (*store)->add(plan.fresh); !added)
                co_return fail(added.error());
        }
        for (const QString &name : plan.skipped) {
            imported->notes.append(u"There is an environment “%1” already, so that of the file was skipped. Import it "
                                   u"with --rename to have both."_s.arg(name));
        }
        for (const Environment &environment : plan.fresh) {
            const auto secret = plan.secrets.constFind(environment.name);
            if (secret == plan.secrets.cend())
                continue;
            const auto kept = co_await services.secrets().keep(environment.name, *secret, SecretKind::ClientSecret,
                                                               secretOwner(environment));
            imported->notes.append(noteOfSecret(environment.name, kept));
        }
        QJsonArray added;
        for (const Environment &environment : plan.fresh) {
            const bool secretIsThere = co_await hasSecret(services, environment);
            QJsonObject object = environmentJson(environment, secretIsThere);
            object[u"jobs"_s] = jobsJson(environment);
            added.append(object);
        }
        show(services.out(), *imported, plan, added);
        co_return ExitCode::Good;
    }

private:
    static void show(Output &out, const ImportedEnvironments &imported, const ImportPlan &plan, const QJsonArray &added)
    {
        for (const QString &note : imported.notes)
            out.note(note);
        if (out.isJson()) {
            out.json(QJsonObject{{u"source"_s, word(imported.source)},
                                 {u"added"_s, added},
                                 {u"skipped"_s, QJsonArray::fromStringList(plan.skipped)},
                                 {u"notes"_s, QJsonArray::fromStringList(imported.notes)}});
            return;
        }
        if (plan.fresh.isEmpty())
            return out.text(u"Nothing was added."_s);
        QList<QStringList> rows;
        for (const Environment &environment : plan.fresh) {
            rows.append({environment.name, word(environment.kind), environment.url.toString(), environment.tenant,
                         QString::number(environment.jobs.size())});
        }
        out.table({u"ADDED"_s, u"KIND"_s, u"ADDRESS"_s, u"TENANT"_s, u"JOBS"_s}, rows);
    }

    QString m_file;
    bool m_rename = false;
};
} // namespace

std::unique_ptr<Verb> environmentsImportVerb()
{
    return std::make_unique<EnvironmentsImport>();
}

} // namespace waybill
