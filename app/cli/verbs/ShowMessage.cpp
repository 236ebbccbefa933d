#include "app/cli/Services.h"
#include "app/cli/MessageLookup.h"
#include "app/cli/MessageView.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class ShowMessage final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"message", "One message with all that happened to it", "waybill-cli message 42"};
    }

    void declare(Syntax &syntax) override { syntax.argument("KEY|MESSAGE-ID", "Which message", &m_which); }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto journal = services.journal();
        if (!journal)
            co_return fail(journal.error());
        const auto message = messageBy(**journal, m_which);
        if (!message)
            co_return fail(message.error());
        const Message shown = asShown(*message, services.profile());
        const auto done = showMessage(services.out(), shown, **journal);
        if (!done)
            co_return fail(done.error());
        co_return ExitCode::Good;
    }

private:
    QString m_which;
};
} // namespace

std::unique_ptr<Verb> showMessageVerb()
{
    return std::make_unique<ShowMessage>();
}

} // namespace waybill
