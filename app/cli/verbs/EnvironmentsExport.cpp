#include "app/base/Counted.h"
#include "app/cli/OutputFile.h"
#include "app/cli/Services.h"
#include "app/cli/verbs/EnvironmentView.h"
#include "app/cli/verbs/Verbs.h"
#include "app/environments/exchange/ExportedEnvironments.h"

#include <QDir>
#include <QFileInfo>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class EnvironmentsExport final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"environments export", "Write environments and their jobs to a file to be shared, without secrets",
                "waybill-cli environments export environments.json --only Test --only Production"};
    }
    void declare(Syntax &syntax) override
    {
        syntax.argument("FILE", "Where to; replaced if it is there", &m_file);
        syntax.list("--only", "N", "Only this one; may be given again. Default: --environment, or all", &m_names);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto chosen = environments(services);
        if (!chosen)
            co_return fail(chosen.error());
        if (const auto usable = checkOutputFile(m_file); !usable)
            co_return fail(usable.error());
        if (const auto written = exportTo(m_file, *chosen); !written)
            co_return fail(written.error());
        const QString file = QFileInfo(m_file).absoluteFilePath();
        if (services.out().isJson())
            services.out().json(QJsonObject{{u"output"_s, file}, {u"environments"_s, chosen->size()}});
        else
            services.out().text(
                u"%1: %2."_s.arg(QDir::toNativeSeparators(file), counted(chosen->size(), u"environment"_s)));
        co_return ExitCode::Good;
    }

private:
    Result<QList<Environment>> environments(Services &services) const
    {
        const auto store = services.environments();
        if (!store)
            return fail(store.error());
        QStringList names = m_names;
        if (names.isEmpty() && !services.options().environment.isEmpty())
            names.append(services.options().environment);
        if (names.isEmpty())
            return (*store)->environments();
        names.removeDuplicates();
        QList<Environment> chosen;
        for (const QString &name : std::as_const(names)) {
            auto found = environmentNamed(services, name);
            if (!found)
                return fail(found.error());
            chosen.append(*found);
        }
        return chosen;
    }

    QString m_file;
    QStringList m_names;
};
} // namespace

std::unique_ptr<Verb> environmentsExportVerb()
{
    return std::make_unique<EnvironmentsExport>();
}

} // namespace waybill
