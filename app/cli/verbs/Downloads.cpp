#include "app/cli/DownloadView.h"
#include "app/cli/verbs/Verbs.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
class Downloads final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"downloads", "Packages that were fetched, newest first", "waybill-cli downloads --state AckPending"};
    }

    void declare(Syntax &syntax) override
    {
        syntax.optionalArgument("KEY", "Only this one, with all that happened to it", &m_key);
        syntax.list("--state", "S", "Only those in this state; may be given several times", &m_states);
        syntax.option("--job", "J", "Only those of this job", &m_job);
        syntax.option("--limit", "N", "At most so many", &m_limit);
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        if (m_key) {
            const auto key = downloadKeyFrom(*m_key);
            if (!key)
                co_return fail(key.error());
            const auto one = downloadBy(services, *key);
            if (!one)
                co_return fail(one.error());
            if (const auto shown = showDownload(services, *one); !shown)
                co_return fail(shown.error());
            co_await services.endLeases();
            co_return ExitCode::Good;
        }
        const auto filter = asked(services);
        if (!filter)
            co_return fail(filter.error());
        const auto book = services.downloads();
        if (!book)
            co_return fail(book.error());
        const auto found = (*book)->downloads(*filter);
        if (!found)
            co_return fail(found.error());
        showDownloads(services, *found);
        co_await services.endLeases();
        co_return ExitCode::Good;
    }

private:
    Result<DownloadFilter> asked(Services &services) const
    {
        DownloadFilter filter;
        const auto environment = services.environmentFilter();
        if (!environment)
            return fail(environment.error());
        filter.environment = *environment;
        filter.job = m_job;
        for (const QString &text : m_states) {
            const auto state = downloadStateFrom(text);
            if (!state) {
                QStringList words;
                for (const DownloadStateRow &known : downloadStates())
                    words.append(QString(known.word));
                return fail(ErrorKind::Usage,
                            u"“%1” is not a state of downloads. The states are %2."_s.arg(text, words.join(u", "_s)));
            }
            filter.states.append(*state);
        }
        if (m_limit) {
            bool isNumber = false;
            filter.limit = m_limit->toLongLong(&isNumber);
            if (!isNumber || filter.limit < 1)
                return fail(ErrorKind::Usage, u"--limit %1 is not a number of downloads from 1 on."_s.arg(*m_limit));
        }
        return filter;
    }

    QStringList m_states;
    QString m_job;
    std::optional<QString> m_limit, m_key;
};
} // namespace

std::unique_ptr<Verb> downloadsVerb()
{
    return std::make_unique<Downloads>();
}

} // namespace waybill
