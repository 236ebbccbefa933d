#include "app/cli/Services.h"
#include "app/cli/MessageLookup.h"
#include "app/cli/MessageView.h"
#include "app/cli/Sending.h"
#include "app/cli/verbs/Verbs.h"

#include <QDir>
#include <QFileInfo>
#include <QSaveFile>

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

    void declare(Syntax &syntax) override
    {
        syntax.argument("KEY|MESSAGE-ID", "Which message", &m_which);
        syntax.option("--error-files", "FOLDER", "Write the service's files about the failure there", &m_folder);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        if (m_folder && !QFileInfo(*m_folder).isDir())
            co_return fail(ErrorKind::BadInput, u"There is no folder %1."_s.arg(*m_folder));
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
        if (m_folder) {
            const auto written = writeFiles((*desk)->journal().path(), message->key, failure->files);
            if (!written)
                co_return fail(written.error());
        }
        co_return services.deadline().reason() == Deadline::Reason::Interrupted ? ExitCode::Undecided : ExitCode::Good;
    }

private:
    Result<void> writeFiles(const QString &journal, MessageKey key, const QList<FailureFile> &files) const
    {
        for (int place = 0; place < int(files.size()); ++place) {
            if (!files[place].trouble.isEmpty())
                continue;
            const auto bytes = Journal::readFailureFile(journal, key, place);
            if (!bytes)
                return fail(bytes.error());
            QSaveFile file(QDir(*m_folder).filePath(suggestedName(files[place])));
            if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit())
                return fail(ErrorKind::Storage, u"%1 cannot be written."_s.arg(file.fileName()), file.errorString());
        }
        return {};
    }

    QString m_which;
    std::optional<QString> m_folder;
};
} // namespace

std::unique_ptr<Verb> whyVerb()
{
    return std::make_unique<Why>();
}

} // namespace waybill
