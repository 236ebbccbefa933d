#include "app/base/Guid.h"
#include "app/cli/MessageLookup.h"
#include "app/cli/MessageView.h"
#include "app/cli/Services.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class Track final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"track", "Follow and explain a message that another program sent",
                "waybill-cli track 8f3c0000-1111-2222-3333-444455556666 --job \"Customer groups\""};
    }

    void declare(Syntax &syntax) override
    {
        syntax.argument("MESSAGE-ID", "As its sender got it from enqueue", &m_id);
        syntax.option("--job", "J", "The recurring data job it was sent to", &m_job, Syntax::Need::Required);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const auto id = guidInUseFrom(m_id);
        if (!id)
            co_return fail(ErrorKind::BadInput, u"“%1” is not a message id (a GUID)."_s.arg(m_id));
        const auto environment = services.environment();
        if (!environment)
            co_return fail(environment.error());
        const DataJob *job = environment->job(m_job);
        if (!job) {
            co_return fail(
                ErrorKind::NotFound,
                u"The environment “%1” has no job “%2”. See waybill-cli jobs list."_s.arg(environment->name, m_job));
        }
        const auto desk = services.desk();
        if (!desk)
            co_return fail(desk.error());
        Journal &journal = (*desk)->journal();
        const auto known = journal.byMessageId(environment->name, MessageId(*id));
        if (!known)
            co_return fail(known.error());
        if (!known->isEmpty()) {
            co_return fail(ErrorKind::Conflict,
                           u"That message is here already, with the key %1."_s.arg(number(known->first().key)));
        }
        NewMessage row;
        row.environment = environment->name;
        row.job = job->name;
        row.activityId = job->activityId;
        row.entity = job->entity;
        row.company = job->company;
        row.state = MessageState::InFlight;
        row.messageId = MessageId(*id);
        QList<NewMessage> rows;
        rows.append(row);
        const auto keys = co_await journal.append(rows, QString());
        if (!keys)
            co_return fail(keys.error());
        const auto message = messageBy(journal, keys->first());
        if (!message)
            co_return fail(message.error());
        showMessage(services.out(), *message);
        co_return ExitCode::Good;
    }

private:
    QString m_id, m_job;
};
} // namespace

std::unique_ptr<Verb> trackVerb()
{
    return std::make_unique<Track>();
}

} // namespace waybill
