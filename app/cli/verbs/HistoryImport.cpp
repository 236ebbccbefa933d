#include "app/base/Counted.h"
#include "app/cli/Services.h"
#include "app/cli/verbs/Verbs.h"
#include "app/journal/HistoryImport.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class HistoryImport final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"history import", "Merge an exported history into this profile's; nothing is doubled",
                "waybill-cli history import history.jsonl"};
    }
    void declare(Syntax &syntax) override { syntax.argument("FILE", "What history export wrote", &m_file); }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto desk = services.desk();
        if (!desk)
            co_return fail(desk.error());
        const QDateTime now = services.clock()->utcNow();
        const auto imported =
            co_await importHistory(&(*desk)->journal(), m_file, now, services.deadline().token());
        if (!imported)
            co_return fail(imported.error());
        if (services.out().isJson()) {
            services.out().json(QJsonObject{{u"added"_s, imported->added},
                                            {u"merged"_s, imported->merged},
                                            {u"known"_s, imported->known}});
        } else {
            services.out().text(u"%1 added, %2 merged, %3 known already."_s.arg(counted(imported->added, u"message"_s))
                                    .arg(imported->merged)
                                    .arg(imported->known));
        }
        co_return ExitCode::Good;
    }

private:
    QString m_file;
};
} // namespace

std::unique_ptr<Verb> historyImportVerb()
{
    return std::make_unique<HistoryImport>();
}

} // namespace waybill
