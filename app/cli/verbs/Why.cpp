#include "app/cli/Services.h"
#include "app/cli/MessageLookup.h"
#include "app/cli/MessageView.h"
#include "app/cli/Sending.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class Why final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"why", "Why it failed: what the service says, by cause, row and line", "waybill-cli why 42 --json"};
    }

    void declare(Syntax &syntax) override { syntax.argument("KEY|MESSAGE-ID", "Which message", &m_which); }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto desk = services.desk();
        if (!desk)
            co_return fail(desk.error());
        const auto message = messageBy((*desk)->journal(), m_which);
        if (!message)
            co_return fail(message.error());
        (void)co_await judgeAbandoned(services, message->key); // if that fails, there is still something to say
        const auto failure = co_await (*desk)->analysis().why(message->key, services.deadline().token());
        if (!failure)
            co_return fail(failure.error());
        const auto now = messageBy((*desk)->journal(), message->key);
        showFailure(services.out(), asShown(now ? *now : *message, services.profile()), *failure);
        co_return services.deadline().reason() == Deadline::Reason::Interrupted ? ExitCode::Undecided : ExitCode::Good;
    }

private:
    QString m_which;
};
} // namespace

std::unique_ptr<Verb> whyVerb()
{
    return std::make_unique<Why>();
}

} // namespace waybill
