#include "app/cli/Services.h"
#include "app/cli/verbs/RetentionOptions.h"
#include "app/cli/verbs/Verbs.h"
#include "app/journal/JournalCare.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class HistoryRetention final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"history retention",
                "Show or set what is kept; older ended messages are removed, open ones and those that need you never",
                "waybill-cli history retention --max-age 730 --max-size none"};
    }

    void declare(Syntax &syntax) override
    {
        m_options.declare(syntax, "Days since the last change, or none",
                          "Of the journal, or none; what changed within 7 days stays");
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        qint64 removed = 0;
        QJsonValue isTooLarge; // null where nothing is applied
        Retention retention;
        if (!m_options.isGiven()) {
            const auto journal = services.journal();
            if (!journal)
                co_return fail(journal.error());
            const auto present = (*journal)->retention();
            if (!present)
                co_return fail(present.error());
            retention = *present;
        } else {
            const auto desk = services.desk();
            if (!desk)
                co_return fail(desk.error());
            Journal *journal = &(*desk)->journal();
            const auto wanted = wantedRetention(*journal);
            if (!wanted)
                co_return fail(wanted.error());
            retention = *wanted;
            const auto kept = co_await journal->keepRetention(retention);
            if (!kept)
                co_return fail(kept.error());
            const QDateTime now = services.clock()->utcNow();
            const QString profile = services.profile();
            const auto applied = co_await applyRetention(journal, profile, retention, now, services.deadline().token());
            if (!applied)
                co_return fail(applied.error());
            removed = applied->messages;
            isTooLarge = applied->isTooLarge;
            if (applied->isTooLarge)
                services.out().note(whyTooLarge());
        }
        showRetention(services.out(), retention, removed, QJsonObject{{u"stillTooLarge"_s, isTooLarge}});
        co_return ExitCode::Good;
    }

private:
    Result<Retention> wantedRetention(const Journal &journal) const
    {
        auto retention = journal.retention();
        return retention ? m_options.over(*retention) : retention;
    }

    RetentionOptions m_options;
};
} // namespace

std::unique_ptr<Verb> historyRetentionVerb()
{
    return std::make_unique<HistoryRetention>();
}

} // namespace waybill
