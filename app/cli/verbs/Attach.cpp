#include "app/cli/MessageLookup.h"
#include "app/cli/MessageView.h"
#include "app/cli/Services.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {

namespace {
class Attach final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"attach", "Give a tracked message its file, so that failing rows can be told",
                "waybill-cli attach 42 customer-groups.csv"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.argument("KEY", "Which message", &m_key);
        syntax.argument("FILE", "What its sender sent", &m_file);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto key = keyFrom(m_key);
        if (!key)
            co_return fail(key.error());
        const auto desk = services.desk();
        if (!desk)
            co_return fail(desk.error());
        const auto attached = co_await (*desk)->attach(*key, m_file, services.deadline().token());
        if (!attached)
            co_return fail(attached.error());
        const auto message = messageBy((*desk)->journal(), *key);
        if (!message)
            co_return fail(message.error());
        showMessage(services.out(), *message);
        co_return ExitCode::Good;
    }

private:
    QString m_key, m_file;
};
} // namespace

std::unique_ptr<Verb> attachVerb()
{
    return std::make_unique<Attach>();
}

} // namespace waybill
