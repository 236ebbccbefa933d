#include "app/cli/Services.h"
#include "app/cli/MessageLookup.h"
#include "app/cli/MessageView.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class Handle final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"handle", "Mark a message as dealt with, with a note",
                "waybill-cli handle 42 --note \"mended in F&O by hand\""};
    }

    void declare(Syntax &syntax) override
    {
        syntax.argument("KEY", "Which message", &m_key);
        syntax.option("--note", "TEXT", "What was done about it", &m_note, Syntax::Need::Required);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto key = keyFrom(m_key);
        if (!key)
            co_return fail(key.error());
        const auto desk = services.desk();
        if (!desk)
            co_return fail(desk.error());
        const auto handled = co_await (*desk)->decisions().handle(*key, m_note);
        if (!handled)
            co_return fail(handled.error());
        const auto message = messageBy((*desk)->journal(), *key);
        if (!message)
            co_return fail(message.error());
        showMessage(services.out(), asShown(*message, services.profile()));
        co_return ExitCode::Good;
    }

private:
    QString m_key, m_note;
};
} // namespace

std::unique_ptr<Verb> handleVerb()
{
    return std::make_unique<Handle>();
}

} // namespace waybill
