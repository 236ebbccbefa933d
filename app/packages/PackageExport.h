#pragma once

#include "app/auth/Connections.h"
#include "app/journal/DownloadBook.h"
#include "app/packages/DownloadStore.h"
#include "app/packages/ExportCalls.h"

#include <QObject>

namespace waybill {

class FileLock;

/// What is to be exported.
struct ExportOrder {
    QString environment;
    QString dataProject;
    QString company = {}; ///< legal entity; empty: the service's own choice
};

/// Exports data projects by ExportToPackage: asked for once, followed to its end, and fetched into the store of all
/// downloads. The row stands in the journal before anything is asked for; an order whose answer was lost is Unconfirmed
/// and never repeated by itself. One program at a time follows an export (a lock in the profile). One thread; the
/// services outlive what it gives.
class PackageExport : public QObject
{
    Q_OBJECT
public:
    PackageExport(QString profileFolder, DownloadBook *book, EnvironmentStore *environments, Connections *connections,
                  std::shared_ptr<const Clock> clock);

    /// Asks, follows, fetches. The row afterwards: Stored; Unconfirmed; ExportFailed; Damaged, Missing or Refused, as a
    /// fetched one; or Exporting with the reason why it was not followed further (go on with `follow`). An error is one
    /// of before anything was asked for (NotFound, Conflict for a read-only environment, Storage), one of the journal
    /// where nothing was started, or AnswerLost where an export may run that could not be written down further: its
    /// message names the execution, or the download that has it.
    QCoro::Task<Result<Download>> run(ExportOrder order, std::stop_token stop);
    /// Goes on with an export whose execution is known, also after it was interrupted or its package could not be
    /// fetched. Conflict for all others, Busy while another program is at it.
    QCoro::Task<Result<Download>> follow(DownloadKey key, std::stop_token stop);

signals:
    /// So much of a package has come; `total` is 0 while unknown.
    void progress(waybill::DownloadKey key, qint64 received, qint64 total);
    /// What the service says of the execution, as it came.
    void executionStatus(waybill::DownloadKey key, const QString &status);
    /// An execution could not be written down, which is tried again; the message names it.
    void journalFailed(waybill::DownloadKey key, const waybill::Error &error);

private:
    Result<std::shared_ptr<HttpClient>> enter(const QString &environment) const;
    /// Keeps other programs from following it at the same time; Busy while one does.
    Result<std::unique_ptr<FileLock>> hold(const Download &row) const;
    /// The row, if it can be gone on with.
    QCoro::Task<Result<Download>> followable(DownloadKey key) const;
    QCoro::Task<Result<Download>> ask(Download row, std::shared_ptr<HttpClient> client, std::stop_token stop);
    /// The row with its execution; AnswerLost with the ID where the journal does not take it.
    QCoro::Task<Result<Download>> keepExecution(DownloadKey key, ExecutionId id, std::stop_token stop);
    QCoro::Task<Result<Download>> followToEnd(Download row, std::shared_ptr<HttpClient> client, std::stop_token stop);
    /// The last status; an error where it could not be learnt.
    QCoro::Task<Result<QString>> statusAtEnd(Download row, ExportCalls calls, std::stop_token stop);
    QCoro::Task<Result<QString>> addressOf(ExecutionId id, ExportCalls calls, std::stop_token stop) const;
    QCoro::Task<Result<Download>> fetch(Download row, std::shared_ptr<HttpClient> client, QString address,
                                        std::stop_token stop);
    QCoro::Task<Result<Download>> commit(DownloadKey key, DownloadState state, std::optional<Error> error,
                                         QString text = {});

    QString m_profileFolder;
    DownloadBook *m_book;
    EnvironmentStore *m_environments;
    Connections *m_connections;
    std::shared_ptr<const Clock> m_clock;
    DownloadStore m_store;
};

} // namespace waybill
