#include "app/cli/Services.h"
#include "app/cli/MessageLookup.h"
#include "app/cli/OutputFile.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class FailingRows final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"failing-rows", "Write the header and just the failing rows of the file that was sent",
                "waybill-cli failing-rows 42 --output to-mend.csv"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.argument("KEY", "Which message", &m_key);
        syntax.option("--output", "FILE", "Where to; replaced if it is there", &m_output, Syntax::Need::Required);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        if (const auto usable = checkOutputFile(m_output); !usable)
            co_return fail(usable.error());
        const auto key = keyFrom(m_key);
        if (!key)
            co_return fail(key.error());
        const auto desk = services.desk();
        if (!desk)
            co_return fail(desk.error());
        const auto known = messageBy((*desk)->journal(), *key);
        if (!known)
            co_return fail(known.error());
        const auto rows = co_await (*desk)->analysis().saveFailingRows(*key, m_output, services.deadline().token());
        if (!rows)
            co_return fail(rows.error());
        showWritten(services.out(), *key, m_output, u"rows"_s, *rows);
        co_return ExitCode::Good;
    }

private:
    QString m_key, m_output;
};
} // namespace

std::unique_ptr<Verb> failingRowsVerb()
{
    return std::make_unique<FailingRows>();
}

} // namespace waybill
