#include "app/cli/Guard.h"
#include "app/cli/Services.h"
#include "app/cli/MessageLookup.h"
#include "app/cli/Sending.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class Resend final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"resend", "Send the same file again as a new attempt", "waybill-cli resend 42"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.argument("KEY", "Which message", &m_key);
        m_guard.declare(syntax);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto key = keyFrom(m_key);
        if (!key)
            co_return fail(key.error());
        if (const auto allowed = m_guard.check(services, *key); !allowed)
            co_return fail(allowed.error());
        const auto desk = services.desk();
        if (!desk)
            co_return fail(desk.error());
        const auto judged = co_await judgeAbandoned(services, *key);
        if (!judged)
            co_return fail(judged.error());
        const auto attempt = co_await (*desk)->decisions().resend(*key);
        if (!attempt)
            co_return fail(attempt.error());
        QList<MessageKey> keys;
        keys.append(*attempt);
        const auto code = co_await sendAndReport(services, keys, {false, false});
        co_return code;
    }

private:
    QString m_key;
    Guard m_guard;
};
} // namespace

std::unique_ptr<Verb> resendVerb()
{
    return std::make_unique<Resend>();
}

} // namespace waybill
