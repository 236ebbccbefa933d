#include "app/cli/Services.h"
#include "app/cli/verbs/Verbs.h"
#include "app/journal/JournalCare.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// A number from `least` on, or `none`.
Result<std::optional<qint64>> limitFrom(const QString &text, const char *option, qint64 least)
{
    if (text == "none"_L1)
        return std::optional<qint64>();
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (!isNumber || number < least) {
        return fail(ErrorKind::Usage, u"%1 takes a whole number from %2 on, or none; “%3” is neither."_s.arg(
                                          QString::fromLatin1(option), QString::number(least), text.left(60)));
    }
    return number;
}

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
        syntax.option("--max-age", "DAYS", "Days since the last change, or none", &m_age);
        syntax.option("--max-size", "BYTES", "Of the journal, or none", &m_size);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        qint64 removed = 0;
        Retention retention;
        if (!m_age && !m_size) {
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
            const auto applied =
                co_await applyRetention(journal, profile, retention, now, services.deadline().token());
            if (!applied)
                co_return fail(applied.error());
            removed = *applied;
        }
        show(services.out(), retention, removed);
        co_return ExitCode::Good;
    }

private:
    Result<Retention> wantedRetention(const Journal &journal) const
    {
        auto retention = journal.retention();
        if (!retention)
            return retention;
        if (m_age) {
            const auto days = limitFrom(*m_age, "--max-age", 1);
            if (!days)
                return fail(days.error());
            retention->maxAge = *days ? std::optional(std::chrono::days(**days)) : std::nullopt;
        }
        if (m_size) {
            const auto bytes = limitFrom(*m_size, "--max-size", 1'000'000);
            if (!bytes)
                return fail(bytes.error());
            retention->maxBytes = *bytes;
        }
        return retention;
    }

    static void show(Output &out, const Retention &retention, qint64 removed)
    {
        const auto days = retention.maxAge ? QJsonValue(qint64(retention.maxAge->count())) : QJsonValue();
        const auto bytes = retention.maxBytes ? QJsonValue(*retention.maxBytes) : QJsonValue();
        if (out.isJson()) {
            out.json(QJsonObject{{u"maxAgeDays"_s, days}, {u"maxBytes"_s, bytes}, {u"removed"_s, removed}});
            return;
        }
        const auto text = [](const QJsonValue &value, const QString &unit) {
            return value.isNull() ? u"none"_s : QString::number(value.toInteger()) + unit;
        };
        out.fields({{u"max age"_s, text(days, u" days"_s)},
                    {u"max size"_s, text(bytes, u" bytes"_s)},
                    {u"removed now"_s, QString::number(removed)}});
    }

    std::optional<QString> m_age, m_size;
};
} // namespace

std::unique_ptr<Verb> historyRetentionVerb()
{
    return std::make_unique<HistoryRetention>();
}

} // namespace waybill
