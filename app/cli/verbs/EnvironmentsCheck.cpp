#include "app/cli/Services.h"
#include "app/cli/verbs/EnvironmentView.h"
#include "app/cli/verbs/Verbs.h"
#include "app/connection/ConnectionCheck.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

QString mark(StepState state)
{
    switch (state) {
    case StepState::Passed:
        return u"good"_s;
    case StepState::Failed:
        return u"FAILED"_s;
    case StepState::Warning:
        return u"look"_s;
    case StepState::Skipped:
        break;
    }
    return u"–"_s;
}

void show(Output &out, const ConnectionReport &report)
{
    QList<QStringList> rows;
    for (const CheckStep &step : report.steps)
        rows.append({mark(step.finding.state), step.title, step.finding.seen});
    out.table({u"STATE"_s, u"STEP"_s, u"SEEN"_s}, rows);
    for (const CheckStep &step : report.steps) {
        if (step.finding.state != StepState::Failed && step.finding.state != StepState::Warning)
            continue;
        out.text({});
        out.text(u"%1: %2"_s.arg(step.title, step.finding.meaning));
        if (!step.finding.fix.isEmpty())
            out.text(u"    "_s + step.finding.fix);
    }
    if (report.ok()) {
        out.text({});
        out.text(u"“%1” can be worked with."_s.arg(report.environment));
    }
}

class EnvironmentsCheck final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"environments check", "Goes the way to an environment step by step and says what is in the way",
                "waybill-cli environments check Test"};
    }
    void declare(Syntax &syntax) override { syntax.argument("N", "Its name", &m_name); }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto found = environmentNamed(services, m_name);
        if (!found)
            co_return fail(found.error());
        ConnectionCheck check(&services.secrets(), &services.connections().log(), services.clock());
        ConnectionCheck::Listener listener;
        listener.begins = [&services](const QString &, const QString &title) {
            services.out().progress(title + u"…"_s);
        };
        const auto report = co_await check.run(*found, listener, services.deadline().token());
        services.out().progress({});
        if (services.out().isJson())
            services.out().json(toJson(report));
        else
            show(services.out(), report);
        if (report.stopped) {
            services.out().note(services.deadline().reason() == Deadline::Reason::TimedOut
                                    ? u"The time was over before the check came to its end."_s
                                    : u"The check was stopped before its end."_s);
            co_return ExitCode::Undecided;
        }
        co_return report.ok() ? ExitCode::Good : ExitCode::BadOutcome;
    }

private:
    QString m_name;
};
} // namespace

std::unique_ptr<Verb> environmentsCheckVerb()
{
    return std::make_unique<EnvironmentsCheck>();
}

} // namespace waybill
