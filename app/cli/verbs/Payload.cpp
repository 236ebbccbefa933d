#include "app/cli/Services.h"
#include "app/cli/MessageLookup.h"
#include "app/cli/OutputFile.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class Payload final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"payload", "Write a copy of the file that was sent", "waybill-cli payload 42 --output orders.csv"};
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
        const auto journal = services.journal();
        if (!journal)
            co_return fail(journal.error());
        const auto message = messageBy(**journal, *key);
        if (!message)
            co_return fail(message.error());
        if (message->sha256.isEmpty()) {
            co_return fail(ErrorKind::NotFound,
                           u"Message %1 was sent by another program: there is no file here."_s.arg(number(*key)));
        }
        const auto copied = co_await copyFile(PayloadStore(services.profile()).path(message->sha256), m_output,
                                              services.deadline().token());
        if (!copied)
            co_return fail(copied.error());
        showWritten(services.out(), *key, m_output, u"bytes"_s, *copied);
        co_return ExitCode::Good;
    }

private:
    QString m_key, m_output;
};
} // namespace

std::unique_ptr<Verb> payloadVerb()
{
    return std::make_unique<Payload>();
}

} // namespace waybill
