#include "app/cli/Services.h"
#include "app/cli/MessageLookup.h"
#include "app/cli/MessageView.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class Cancel final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"cancel", "End Held or Queued messages without sending them", "waybill-cli cancel 42 43"};
    }

    void declare(Syntax &syntax) override { syntax.arguments("KEY", "Which messages", &m_keys); }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto keys = keysFrom(m_keys);
        if (!keys)
            co_return fail(keys.error());
        const auto desk = services.desk();
        if (!desk)
            co_return fail(desk.error());
        for (const MessageKey key : *keys) {
            if (const auto known = messageBy((*desk)->journal(), key); !known)
                co_return fail(known.error());
        }
        const auto cancelled = co_await (*desk)->cancel(*keys);
        if (!cancelled)
            co_return fail(cancelled.error());
        QList<Message> now;
        for (const MessageKey key : *keys) {
            if (const auto message = messageBy((*desk)->journal(), key))
                now.append(*message);
        }
        showMessages(services.out(), now);
        co_return ExitCode::Good;
    }

private:
    QStringList m_keys;
};
} // namespace

std::unique_ptr<Verb> cancelVerb()
{
    return std::make_unique<Cancel>();
}

} // namespace waybill
