#include "app/cli/DownloadView.h"
#include "app/cli/verbs/RetentionOptions.h"
#include "app/cli/verbs/Verbs.h"
#include "app/packages/FollowUpLeftovers.h"
#include "app/packages/PackageRetention.h"

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
void noteRemoval(Services &services, const RemovedFiles &removed)
{
    for (const QString &note : removed.notes)
        services.out().note(note);
}

/// Goes on with what a program that died left to follow: files hang on it.
QCoro::Task<Result<void>> settle(Services &services, DownloadBook *book)
{
    const auto environments = services.environments();
    if (!environments)
        co_return fail(environments.error());
    auto settled = co_await settleAllFollowUps(services.profile(), book, *environments, services.clock(),
                                               services.deadline().token());
    co_return settled;
}

/// Why a file stays although somebody asked for its removal.
QString whyNot(const Download &download)
{
    const QString key = QString::number(number(download.key));
    if (download.file.isEmpty())
        return u"Download %1 has no file here."_s.arg(key);
    if (download.followUp == FollowUp::Due || download.followUp == FollowUp::Begun)
        return u"The file of download %1 is still needed: what is to follow its fetch is not over."_s.arg(key);
    return u"The file of download %1 is still needed: it is %2. Only what was acknowledged, is damaged or was exported "
           u"is removed."_s.arg(key, word(download.state));
}

class PackageRetention final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"package retention",
                "Show or set which files of fetched packages are kept; those not acknowledged are, always",
                "waybill-cli package retention --max-age 90 --max-size 5000000000"};
    }

    void declare(Syntax &syntax) override
    {
        m_options.declare(syntax, "Days since it came, or none", "Of all files of packages, or none");
    }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        if (!m_options.isGiven()) {
            const auto journal = services.journal();
            if (!journal)
                co_return fail(journal.error());
            const auto present = packageRetention(**journal);
            if (!present)
                co_return fail(present.error());
            showRetention(services.out(), *present, 0);
            co_return ExitCode::Good;
        }
        const auto desk = services.desk();
        if (!desk)
            co_return fail(desk.error());
        Journal *journal = &(*desk)->journal();
        const auto present = packageRetention(*journal);
        if (!present)
            co_return fail(present.error());
        const auto given = m_options.over(*present);
        if (!given)
            co_return fail(given.error());
        const Retention wanted = *given;
        const auto kept = co_await keepPackageRetention(journal, wanted);
        if (!kept)
            co_return fail(kept.error());
        DownloadBook book(*journal, services.clock());
        const auto settled = co_await settle(services, &book);
        if (!settled)
            co_return fail(settled.error());
        const FileRemoval removal(&book, DownloadStore(services.profile()), services.clock());
        const auto removed = co_await removal.apply(wanted, services.deadline().token());
        if (!removed)
            co_return fail(removed.error());
        noteRemoval(services, *removed);
        showRetention(services.out(), wanted, removed->files);
        co_return ExitCode::Good;
    }

private:
    RetentionOptions m_options;
};

class PackageRemove final : public Verb
{
public:
    VerbHelp help() const override
    {
        return {"package remove", "Remove the files of fetched packages that nothing hangs on any more; the rows stay",
                "waybill-cli package remove 7 8"};
    }

    void declare(Syntax &syntax) override { syntax.arguments("KEY", "Of which downloads", &m_keys); }

    QCoro::Task<Result<ExitCode>> run(Services &services) override
    {
        QList<DownloadKey> keys;
        bool isLeft = false; // what is to follow one of them
        for (const QString &text : m_keys) {
            const auto key = downloadKeyFrom(text);
            if (!key)
                co_return fail(key.error());
            const auto known = downloadBy(services, *key);
            if (!known)
                co_return fail(known.error());
            isLeft = isLeft || known->followUp == FollowUp::Due || known->followUp == FollowUp::Begun;
            keys.append(*key);
        }
        // Before anything is opened for writing, where that would change nothing.
        const auto asked = isLeft ? Result<void>() : removable(services, keys);
        if (!asked)
            co_return fail(asked.error());
        const auto desk = services.desk();
        if (!desk)
            co_return fail(desk.error());
        DownloadBook book((*desk)->journal(), services.clock());
        if (isLeft) {
            const auto settled = co_await settle(services, &book);
            if (!settled)
                co_return fail(settled.error());
            const auto now = removable(services, keys);
            if (!now)
                co_return fail(now.error());
        }
        const FileRemoval removal(&book, DownloadStore(services.profile()), services.clock());
        QString why = u"by hand"_s;
        const auto removed = co_await removal.run(keys, why, services.deadline().token());
        if (!removed)
            co_return fail(removed.error());
        noteRemoval(services, *removed);
        if (services.out().isJson())
            services.out().json(QJsonObject{{u"removed"_s, removed->files}, {u"bytes"_s, removed->bytes}});
        else
            services.out().text(u"%1 files removed, %2 bytes."_s.arg(removed->files).arg(removed->bytes));
        co_return removed->notes.isEmpty() ? ExitCode::Good : ExitCode::BadOutcome;
    }

private:
    /// Conflict with the first that is needed.
    static Result<void> removable(Services &services, const QList<DownloadKey> &keys)
    {
        for (const DownloadKey key : keys) {
            const auto known = downloadBy(services, key);
            if (!known)
                return fail(known.error());
            if (!canGiveUpFile(*known))
                return fail(ErrorKind::Conflict, whyNot(*known));
        }
        return {};
    }

    QStringList m_keys;
};
} // namespace

std::unique_ptr<Verb> packageRetentionVerb()
{
    return std::make_unique<PackageRetention>();
}

std::unique_ptr<Verb> packageRemoveVerb()
{
    return std::make_unique<PackageRemove>();
}

} // namespace waybill
