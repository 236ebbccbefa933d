#include "app/base/Counted.h"
#include "app/cli/OutputFile.h"
#include "app/cli/Services.h"
#include "app/cli/verbs/Verbs.h"
#include "app/journal/HistoryExport.h"

#include <QDir>
#include <QFileInfo>
#include <QtConcurrentRun>

#include <qcorofuture.h>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class HistoryExport final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"history export", "Write the whole history to a file (JSON Lines, without secrets and payloads)",
                "waybill-cli history export history.jsonl"};
    }
    void declare(Syntax &syntax) override { syntax.argument("FILE", "Where to; replaced if it is there", &m_file); }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        if (const auto usable = checkOutputFile(m_file); !usable)
            co_return fail(usable.error());
        const QString journal = services.profile() + u"/journal.sqlite"_s;
        const QDateTime now = services.clock()->utcNow();
        const std::stop_token stop = services.deadline().token();
        const auto writing = QtConcurrent::run(&exportHistory, journal, m_file, now, stop);
        const auto messages = co_await writing;
        if (!messages)
            co_return fail(messages.error());
        const QString file = QFileInfo(m_file).absoluteFilePath();
        if (services.out().isJson())
            services.out().json(QJsonObject{{u"output"_s, file}, {u"messages"_s, *messages}});
        else
            services.out().text(u"%1: %2."_s.arg(QDir::toNativeSeparators(file), counted(*messages, u"message"_s)));
        co_return ExitCode::Good;
    }

private:
    QString m_file;
};
} // namespace

std::unique_ptr<Verb> historyExportVerb()
{
    return std::make_unique<HistoryExport>();
}

} // namespace waybill
