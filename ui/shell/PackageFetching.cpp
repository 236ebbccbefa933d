#include "ui/shell/PackageFetching.h"

#include "app/journal/Journal.h"
#include "app/journal/JournalReader.h"
#include "app/packages/WhyNothing.h"
#include "ui/widgets/Texts.h"

namespace waybill {

namespace {

/// Tells the page how far it is as long as this lives.
class Telling final
{
public:
    /// `from` is the Dequeuer or the PackageExport.
    template <class From>
    Telling(From *from, std::shared_ptr<FetchProgress> progress)
    {
        QObject::connect(from, &From::progress, &m_context,
                         [this, progress](DownloadKey key, qint64 received, qint64 total) {
                             if (m_key && m_key != key)
                                 ++progress->packages;
                             m_key = key;
                             progress->received = received;
                             progress->total = total > 0 ? std::optional(total) : std::nullopt;
                         });
    }

private:
    QObject m_context;
    std::optional<DownloadKey> m_key;
};

QString noteOf(const DequeueRun &run, const EnvironmentStore &environments, const QString &environment,
               const QString &job)
{
    if (run.stopped)
        return run.stopped->message;
    if (run.notAcknowledged)
        return QObject::tr("A package from before has to be acknowledged first, and that failed.");
    const Environment *known = environments.find(environment);
    const DataJob *from = known ? known->job(job) : nullptr;
    if (run.rows.isEmpty() && from)
        return whyNothingWaited(*from, run.leasedUntilUtc).join(QLatin1Char('\n'));
    if (run.leasedUntilUtc.isValid())
        return QObject::tr(
                   "The answer to an earlier dequeue was lost: what it may have handed out comes back after %1.")
            .arg(texts::exactLocal(run.leasedUntilUtc));
    return {};
}

QCoro::Task<Result<FetchOutcome>> fetch(Dequeuer *dequeuer, const EnvironmentStore *environments, QString environment,
                                        QString job, FetchMode mode, std::shared_ptr<FetchProgress> progress,
                                        std::stop_token stop)
{
    Telling telling(dequeuer, progress);
    progress->stage = QObject::tr("asking what waits");
    DequeueHow how;
    how.drain = mode == FetchMode::All;
    how.acknowledge = mode != FetchMode::Look;
    auto run = co_await dequeuer->run(environment, job, how, stop);
    if (!run)
        co_return fail(run.error());
    if (run->stopped && run->rows.isEmpty())
        co_return fail(*run->stopped);
    FetchOutcome outcome;
    for (const Download &row : run->rows)
        outcome.keys.append(row.key);
    outcome.nothingWaited = run->nothingWaited;
    outcome.note = noteOf(*run, *environments, environment, job);
    co_return outcome;
}

QCoro::Task<Result<Download>> fetchAgain(Dequeuer *dequeuer, PackageExport *exporter, const DownloadBook *book,
                                         DownloadKey key, std::shared_ptr<FetchProgress> progress, std::stop_token stop)
{
    auto asked = book->answerDownload(key);
    const auto known = co_await asked;
    if (!known)
        co_return fail(known.error());
    if (*known && (*known)->kind == DownloadKind::Exported) {
        Telling telling(exporter, progress);
        auto row = co_await exporter->follow(key, stop);
        co_return row;
    }
    Telling telling(dequeuer, progress);
    auto row = co_await dequeuer->fetchAgain(key, stop);
    co_return row;
}

QCoro::Task<Result<Download>> exportNow(PackageExport *exporter, ExportOrder order,
                                        std::shared_ptr<FetchProgress> progress, std::stop_token stop)
{
    Telling telling(exporter, progress);
    progress->stage = QObject::tr("asking for the export");
    QObject context;
    QObject::connect(exporter, &PackageExport::executionStatus, &context,
                     [progress](DownloadKey, const QString &status) { progress->stage = texts::oneLine(status); });
    auto row = co_await exporter->run(order, stop);
    co_return row;
}

QCoro::Task<Result<RemovedFiles>> keepAndApply(Journal *journal, FileRemoval removal, Retention retention,
                                               std::shared_ptr<RemovalProgress> progress, std::stop_token stop)
{
    const auto kept = co_await keepPackageRetention(journal, retention);
    if (!kept)
        co_return fail(kept.error());
    auto removed = co_await removal.apply(retention, stop, progress);
    co_return removed;
}

QCoro::Task<Result<RemovedFiles>> removeFiles(FileRemoval removal, QList<DownloadKey> keys,
                                              std::shared_ptr<RemovalProgress> progress, std::stop_token stop)
{
    QString why = QStringLiteral("by hand");
    auto removed = co_await removal.run(keys, why, stop, progress);
    co_return removed;
}

} // namespace

void keepWith(Journal *journal, const QString &profileFolder, PackagesServices *services)
{
    const FileRemoval removal(services->book, DownloadStore(profileFolder), services->clock);
    services->removeFiles = [removal](const QList<DownloadKey> &keys, const std::shared_ptr<RemovalProgress> &progress,
                                      const std::stop_token &stop) {
        return waybill::removeFiles(removal, keys, progress, stop);
    };
    services->retention = [journal](QObject *context, const std::function<void(const Result<Retention> &)> &then) {
        journal->ask(
            context, [](JournalReader &reader) { return packageRetention(reader); }, then);
    };
    services->keepRetention = [journal, removal](const Retention &retention,
                                                 const std::shared_ptr<RemovalProgress> &progress,
                                                 const std::stop_token &stop) {
        return keepAndApply(journal, removal, retention, progress, stop);
    };
}

void fetchWith(Dequeuer *dequeuer, PackageExport *exporter, PackagesServices *services)
{
    services->fetch = [dequeuer, environments = services->environments](
                          const QString &environment, const QString &job, FetchMode mode,
                          const std::shared_ptr<FetchProgress> &progress, const std::stop_token &stop) {
        return fetch(dequeuer, environments, environment, job, mode, progress, stop);
    };
    services->fetchAgain = [dequeuer, exporter, book = services->book](DownloadKey key,
                                                                       const std::shared_ptr<FetchProgress> &progress,
                                                                       const std::stop_token &stop) {
        return waybill::fetchAgain(dequeuer, exporter, book, key, progress, stop);
    };
    services->acknowledge = [dequeuer](DownloadKey key, const std::stop_token &stop) {
        return dequeuer->acknowledge(key, stop);
    };
    services->exportNow = [exporter](const QString &environment, const QString &project, const QString &company,
                                     const std::shared_ptr<FetchProgress> &progress, const std::stop_token &stop) {
        return waybill::exportNow(exporter, ExportOrder{environment, project, company}, progress, stop);
    };
}

} // namespace waybill
