#include "app/base/FileThere.h"
#include "app/cli/Services.h"
#include "app/cli/verbs/Verbs.h"
#include "app/journal/JournalBackups.h"

#include <QDir>
#include <QFileInfo>
#include <QtConcurrentRun>

#include <qcorofuture.h>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
Result<QString> makeBackup(const QString &profile, const QDateTime &now)
{
    const auto there = isThere(profile + u"/journal.sqlite"_s);
    if (!there)
        return fail(there.error());
    if (!*there)
        return fail(ErrorKind::NotFound, u"This profile has no history yet; nothing was written."_s);
    return JournalBackups(profile).make(now);
}

class HistoryBackup final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"history backup", "Copy the journal now, as happens by itself once a day",
                "waybill-cli history backup"};
    }
    void declare(Syntax &) override {}

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        const QString profile = services.profile();
        const QDateTime now = services.clock()->utcNow();
        const auto copying = QtConcurrent::run(&makeBackup, profile, now);
        const auto made = co_await copying;
        if (!made)
            co_return fail(made.error());
        const qint64 bytes = QFileInfo(*made).size();
        if (services.out().isJson())
            services.out().json(QJsonObject{{u"file"_s, *made}, {u"bytes"_s, bytes}});
        else
            services.out().text(u"%1: %2 bytes."_s.arg(QDir::toNativeSeparators(*made), QString::number(bytes)));
        co_return ExitCode::Good;
    }
};
} // namespace

std::unique_ptr<Verb> historyBackupVerb()
{
    return std::make_unique<HistoryBackup>();
}

} // namespace waybill
