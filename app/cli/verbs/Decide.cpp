#include "app/cli/Guard.h"
#include "app/cli/Services.h"
#include "app/base/Guid.h"
#include "app/cli/MessageLookup.h"
#include "app/cli/MessageView.h"
#include "app/cli/Sending.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class Decide final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"decide", "Say what became of a message that was sent and got no answer",
                "waybill-cli decide 42 --arrived 8f3c0000-1111-2222-3333-444455556666"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.argument("KEY", "Which message", &m_key);
        syntax.option("--arrived", "MESSAGE-ID", "It arrived, as Manage messages in F&O shows; follow it from now on",
                      &m_arrived);
        syntax.flag("--send-again", "It did not arrive: send it again as a new attempt", &m_sendAgain);
        syntax.flag("--leave", "Leave it undecided and mark it handled", &m_leave);
        m_guard.declare(syntax);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto key = keyFrom(m_key);
        if (!key)
            co_return fail(key.error());
        if (int(m_arrived.has_value()) + int(m_sendAgain) + int(m_leave) != 1)
            co_return fail(ErrorKind::Usage, u"Give one of --arrived MESSAGE-ID, --send-again and --leave."_s);
        const auto id = m_arrived ? guidInUseFrom(*m_arrived) : std::nullopt;
        if (m_arrived && !id)
            co_return fail(ErrorKind::BadInput, u"“%1” is not a message id (a GUID)."_s.arg(*m_arrived));
        if (const auto allowed = m_sendAgain ? m_guard.check(services, *key) : Result<void>(); !allowed)
            co_return fail(allowed.error());
        const auto desk = services.desk();
        if (!desk)
            co_return fail(desk.error());
        const auto judged = co_await judgeAbandoned(services, *key);
        if (!judged)
            co_return fail(judged.error());
        if (m_sendAgain) {
            const auto attempt = co_await (*desk)->decisions().sendAgain(*key);
            if (!attempt)
                co_return fail(attempt.error());
            QList<MessageKey> keys;
            keys.append(*attempt);
            const auto code = co_await sendAndReport(services, keys, {false, false});
            co_return code;
        }
        Result<void> decided;
        if (id)
            decided = co_await (*desk)->decisions().arrived(*key, MessageId(*id));
        else
            decided = co_await (*desk)->decisions().leave(*key);
        if (!decided)
            co_return fail(decided.error());
        const auto now = messageBy((*desk)->journal(), *key);
        if (!now)
            co_return fail(now.error());
        showMessage(services.out(), *now);
        co_return ExitCode::Good;
    }

private:
    QString m_key;
    std::optional<QString> m_arrived;
    bool m_sendAgain = false;
    bool m_leave = false;
    Guard m_guard;
};
} // namespace

std::unique_ptr<Verb> decideVerb()
{
    return std::make_unique<Decide>();
}

} // namespace waybill
