#include "app/cli/DownloadView.h"
#include "app/cli/Guard.h"
#include "app/cli/OutputFile.h"
#include "app/cli/verbs/Verbs.h"
#include "app/packages/PackageExport.h"

#include <QDir>
#include <QFileInfo>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// An execution that only this program knows is named at once: nobody knows how the program ends.
void noteJournalTrouble(PackageExport *exporter, Output *out)
{
    QObject::connect(exporter, &PackageExport::journalFailed, exporter,
                     [out](DownloadKey, const Error &error) { out->note(error.message); });
}

class ExportVerb final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"export", "Export a data project now, and fetch its package",
                "waybill-cli export --data-project \"Customers export\" --output customers.zip"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.option("--data-project", "P", "The data project, by its name in F&O", &m_dataProject,
                      Syntax::Need::Required);
        syntax.option("--company", "C", "The legal entity to export; else the one that the service takes", &m_company);
        syntax.option("--output", "FILE", "Where a copy of the package goes; replaced if it is there", &m_output);
        m_guard.declare(syntax);
    }

    bool isEndless() const override { return true; }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto environment = services.environment();
        if (!environment)
            co_return fail(environment.error());
        if (const auto usable = check(*environment); !usable)
            co_return fail(usable.error());
        const auto exporter = services.exporter();
        if (!exporter)
            co_return fail(exporter.error());
        noteJournalTrouble(*exporter, &services.out());
        const ExportOrder order{environment->name, m_dataProject.trimmed(), m_company.value_or(QString()).trimmed()};
        const auto row = co_await (*exporter)->run(order, services.deadline().token());
        services.out().progress({});
        if (!row)
            co_return fail(row.error());
        noteDownloads(services, {*row});
        ExitCode code = exitCodeOf(*row);
        if (row->state == DownloadState::ExportFailed && row->executionId.isEmpty() && row->error)
            code = waybill::exitCodeOf(*row->error); // it never ran
        if (row->state == DownloadState::Exporting) {
            services.out().note(u"Go on with waybill-cli download %1."_s.arg(number(row->key)));
        }
        if (m_output && code == ExitCode::Good) {
            const DownloadStore store(services.profile());
            const auto copied = co_await copyFile(store.path(row->file), *m_output, services.deadline().interruption());
            if (!copied) {
                services.out().note(copied.error().message);
                code = worse(code, waybill::exitCodeOf(copied.error()));
            }
        }
        if (const auto shown = showDownload(services, *row); !shown)
            co_return fail(shown.error());
        co_return code;
    }

private:
    /// All that can be wrong is looked for before anything is opened or asked.
    Result<void> check(const Environment &environment) const
    {
        if (auto allowed = m_guard.check(environment); !allowed)
            return allowed;
        if (m_dataProject.trimmed().isEmpty()) {
            return fail(ErrorKind::Usage, u"--data-project is empty. Give the name of the data project in F&O, as "
                                          u"Data management shows it."_s);
        }
        return m_output ? checkOutputFile(*m_output) : Result<void>();
    }

    QString m_dataProject;
    std::optional<QString> m_company, m_output;
    Guard m_guard;
};
} // namespace

std::unique_ptr<Verb> exportVerb()
{
    return std::make_unique<ExportVerb>();
}

} // namespace waybill
