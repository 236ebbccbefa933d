#include "app/cli/Guard.h"
#include "app/cli/Services.h"
#include "app/cli/MessageLookup.h"
#include "app/cli/Sending.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class Send final : public Verb
{
public:
    VerbHelp help() const override { return {"send", "Send Held or Queued messages now", "waybill-cli send 42"}; }

    void declare(Syntax &syntax) override
    {
        syntax.arguments("KEY", "Which messages", &m_keys);
        m_guard.declare(syntax);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto keys = keysFrom(m_keys);
        if (!keys)
            co_return fail(keys.error());
        if (const auto allowed = m_guard.check(services, *keys); !allowed)
            co_return fail(allowed.error());
        const auto desk = services.desk();
        if (!desk)
            co_return fail(desk.error());
        for (const MessageKey key : *keys) {
            if (const auto known = messageBy((*desk)->journal(), key); !known)
                co_return fail(known.error());
        }
        const auto released = co_await (*desk)->release(*keys);
        if (!released)
            co_return fail(released.error());
        const auto code = co_await sendAndReport(services, *keys, {false, true});
        co_return code;
    }

private:
    QStringList m_keys;
    Guard m_guard;
};
} // namespace

std::unique_ptr<Verb> sendVerb()
{
    return std::make_unique<Send>();
}

} // namespace waybill
