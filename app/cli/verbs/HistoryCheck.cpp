#include "app/cli/Services.h"
#include "app/cli/verbs/Verbs.h"
#include "app/journal/JournalHealth.h"
#include "app/journal/JournalRescue.h"

#include <QtConcurrentRun>

#include <qcorofuture.h>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class HistoryCheck final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"history check", "Look for damage in the journal; save what is sound when there is some",
                "waybill-cli history check"};
    }
    void declare(Syntax &) override {}

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        std::optional<Rescue> rescue;
        QStringList faults;
        {
            // Opening it saves what is sound where the damage is known or forbids opening it.
            const auto journal = services.openForWriting();
            if (!journal)
                co_return fail(journal.error());
            rescue = (*journal)->rescue();
            const QString path = (*journal)->path();
            const auto checking = QtConcurrent::run(&checkJournal, path, std::function<bool()>());
            const auto found = co_await checking;
            if (!found)
                co_return fail(found.error());
            faults = *found;
        }
        if (!faults.isEmpty()) {
            const auto journal = services.openForWriting();
            if (!journal)
                co_return fail(journal.error());
            rescue = (*journal)->rescue();
        }
        if (services.out().isJson()) {
            QJsonObject saved{{u"damagedFile"_s, rescue ? rescue->damagedFile : QString()},
                              {u"messages"_s, rescue ? rescue->messages : 0},
                              {u"gaps"_s, rescue ? rescue->gaps : 0},
                              {u"fromBackup"_s, rescue ? rescue->fromBackup : 0},
                              {u"text"_s, rescue ? rescue->text() : QString()}};
            services.out().json(QJsonObject{{u"sound"_s, !rescue},
                                            {u"faults"_s, QJsonArray::fromStringList(faults)},
                                            {u"rescue"_s, rescue ? QJsonValue(saved) : QJsonValue()}});
        } else {
            services.out().text(rescue ? rescue->text() : u"The journal is sound."_s);
        }
        co_return rescue ? ExitCode::BadOutcome : ExitCode::Good;
    }
};
} // namespace

std::unique_ptr<Verb> historyCheckVerb()
{
    return std::make_unique<HistoryCheck>();
}

} // namespace waybill
