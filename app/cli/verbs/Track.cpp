#include "app/cli/MessageLookup.h"
#include "app/cli/MessageView.h"
#include "app/cli/Services.h"
#include "app/cli/Terminal.h"
#include "app/cli/verbs/Verbs.h"

#include <QDir>
#include <QFile>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 longestList = 64 << 20; ///< bytes

class Track final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"track", "Follow and explain what another program sent",
                "waybill-cli track 8f3c0000-1111-2222-3333-444455556666 --job \"Customer groups\"\n"
                "  waybill-cli track --from sender.log --job \"Customer groups\"\n"
                "  waybill-cli track \"CustGroup-2026-03-01T06:00:00-1A2B\" --execution"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.optionalArgument("ID", "A message id as its sender got it from enqueue, or an execution id", &m_id);
        syntax.flag("--execution",
                    "ID is an execution id (F&O shows it as Job ID), or each line of FILE; --job may be left out",
                    &m_execution);
        syntax.option("--job", "J", "The recurring data job it was sent to", &m_job);
        syntax.option("--from", "FILE", "Every message id in a list or log, each once; - is standard input", &m_from);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        if (m_id.has_value() == m_from.has_value())
            co_return fail(ErrorKind::Usage, u"Give one ID, or --from FILE for many."_s);
        if (m_job.isEmpty() && !m_execution)
            co_return fail(ErrorKind::Usage, u"Say with --job to which recurring data job it was sent."_s);
        const auto environment = services.environment();
        if (!environment)
            co_return fail(environment.error());
        const auto desk = services.desk();
        if (!desk)
            co_return fail(desk.error());
        TrackRequest request{environment->name, m_job, m_execution ? TrackedBy::ExecutionId : TrackedBy::MessageId, {}};
        if (m_from) {
            const auto list = co_await read(*m_from, services.deadline().token());
            if (!list)
                co_return fail(list.error());
            const QString text = QString::fromUtf8(*list);
            request.ids = m_execution ? Tracking::executionsIn(text) : (*desk)->tracking().idsIn(text);
            if (request.ids.isEmpty()) {
                co_return fail(ErrorKind::BadInput,
                               m_execution ? u"%1 has no line with an execution id."_s.arg(nameOf(*m_from))
                                           : u"There is no message id (a GUID) in %1."_s.arg(nameOf(*m_from)));
            }
        } else {
            request.ids.append(*m_id);
        }
        const auto tracked = co_await (*desk)->tracking().track(request);
        if (!tracked)
            co_return fail(tracked.error());
        if (m_id && !tracked->already.isEmpty()) {
            co_return fail(ErrorKind::Conflict, u"That %1 is here already, with the key %2."_s
                                                    .arg(m_execution ? u"execution"_s : u"message"_s)
                                                    .arg(number(tracked->already.first())));
        }
        const auto shown = show(services, (*desk)->journal(), *tracked);
        if (!shown)
            co_return fail(shown.error());
        co_return ExitCode::Good;
    }

private:
    static QString nameOf(const QString &from)
    {
        return from == "-"_L1 ? u"what came on standard input"_s : QDir::toNativeSeparators(from);
    }

    static QCoro::Task<Result<QByteArray>> read(QString from, std::stop_token stop)
    {
        if (from == "-"_L1) {
            auto bytes = co_await Terminal::readAll(longestList, stop);
            co_return bytes;
        }
        if (const auto usable = PayloadStore::check(from); !usable)
            co_return fail(usable.error());
        QFile file(from);
        if (!file.open(QIODevice::ReadOnly))
            co_return fail(ErrorKind::BadInput, u"%1 cannot be read: %2."_s.arg(nameOf(from), file.errorString()));
        if (file.size() > longestList) {
            co_return fail(ErrorKind::BadInput, u"%1 is longer than 64 MB. Cut out the part with the ids, or pass them "
                                                u"on standard input with --from -."_s.arg(nameOf(from)));
        }
        co_return file.readAll();
    }

    Result<void> show(Services &services, const Journal &journal, const TrackedRows &tracked) const
    {
        QList<Message> messages;
        for (const MessageKey key : tracked.keys) {
            const auto message = messageBy(journal, key);
            if (!message)
                return fail(message.error());
            messages.append(asShown(*message, services.profile()));
        }
        if (m_id) {
            showMessage(services.out(), messages.first());
            return {};
        }
        for (const MessageKey key : tracked.already) {
            const auto message = messageBy(journal, key);
            if (message)
                services.out().note(u"%1 is here already, with the key %2 (%3)."_s.arg(
                    m_execution ? message->executionId.text() : message->messageId.text(), QString::number(number(key)),
                    word(message->state)));
        }
        showMessages(services.out(), messages);
        return {};
    }

    std::optional<QString> m_id, m_from;
    QString m_job;
    bool m_execution = false;
};
} // namespace

std::unique_ptr<Verb> trackVerb()
{
    return std::make_unique<Track>();
}

} // namespace waybill
