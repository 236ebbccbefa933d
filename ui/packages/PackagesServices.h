#pragma once

#include "app/environments/EnvironmentStore.h"
#include "app/http/HttpLog.h"
#include "app/journal/DownloadBook.h"
#include "app/packages/PackageRetention.h"
#include "ui/widgets/ProductionGuard.h"

#include <QUrl>

#include <functional>
#include <memory>
#include <stop_token>

class QWidget;

namespace waybill {

/// What is fetched from a recurring data job.
enum class FetchMode {
    One,  ///< one package, stored and acknowledged
    All,  ///< until nothing waits
    Look, ///< one package, stored and not acknowledged: it comes back after its lease
};

/// How far a fetch is. Written by the one who fetches, looked at by the page. One thread.
struct FetchProgress {
    int packages = 0;            ///< that are through
    qint64 received = 0;         ///< of the one under way, bytes
    std::optional<qint64> total; ///< its size, where the service tells it
    QString stage;               ///< what is being done, in words
};

/// What came of a fetch.
struct FetchOutcome {
    QList<DownloadKey> keys;    ///< what the service handed out, in order
    bool nothingWaited = false; ///< the service had nothing (more)
    QString note = {};          ///< why it ended before that, or why nothing came; may be empty
};

/// What the Packages page works with; everything outlives the page.
struct PackagesServices {
    DownloadBook *book = nullptr;
    EnvironmentStore *environments = nullptr;
    HttpLog *log = nullptr;
    std::shared_ptr<const Clock> clock;
    std::shared_ptr<ProductionGuard> guard = std::make_shared<ProductionGuard>();
    /// The folder that packages are stored in.
    QString storeFolder;

    /// Takes what waits for a job. Errors: those of the service; what was stored before one is in the book.
    std::function<QCoro::Task<Result<FetchOutcome>>(QString environment, QString job, FetchMode mode,
                                                    std::shared_ptr<FetchProgress> progress, std::stop_token stop)>
        fetch;
    /// Tells the service that a stored package is safe here. The row tells what came of it.
    std::function<QCoro::Task<Result<Download>>(DownloadKey key, std::stop_token stop)> acknowledge;
    /// Fetches one again whose lease still lasts.
    std::function<QCoro::Task<Result<Download>>(DownloadKey key, std::shared_ptr<FetchProgress> progress,
                                                std::stop_token stop)>
        fetchAgain;
    /// Gives up the files of packages that nothing hangs on any more; their rows stay.
    std::function<QCoro::Task<Result<RemovedFiles>>(QList<DownloadKey> keys, std::shared_ptr<RemovalProgress> progress,
                                                    std::stop_token stop)>
        removeFiles;
    /// Calls `then` with which files are kept, unless `context` is gone by then; keeping it applies it too.
    std::function<void(QObject *context, std::function<void(const Result<Retention> &)> then)> retention;
    std::function<QCoro::Task<Result<RemovedFiles>>(Retention retention, std::shared_ptr<RemovalProgress> progress,
                                                    std::stop_token stop)>
        keepRetention;
    /// Asks for an export of a data project and follows it until its package is stored.
    std::function<QCoro::Task<Result<Download>>(QString environment, QString project, QString company,
                                                std::shared_ptr<FetchProgress> progress, std::stop_token stop)>
        exportNow;

    /// Who knows the key columns of an environment's entities, by label and own name; may be asked in any thread, and
    /// answers with nothing where nobody knows.
    using EntityKeys = std::function<QStringList(const QString &label, const QString &name)>;
    std::function<EntityKeys(const QString &environment)> keysOf;
    /// Opens a file or folder with the program of the desktop.
    std::function<void(const QUrl &)> openUrl;
    /// Asks where to save, beginning with a suggested file name; calls `then` with the path unless cancelled.
    std::function<void(QWidget *parent, const QString &suggestion, std::function<void(QString path)> then)> askSavePath;
    /// Asks for a zip that is there, or for a folder; calls `then` with the path unless cancelled.
    std::function<void(QWidget *parent, std::function<void(QString path)> then)> askPackage;
    std::function<void(QWidget *parent, const QString &begin, std::function<void(QString path)> then)> askFolder;

    QString pathOf(const Download &download) const
    {
        return download.file.isEmpty() ? QString() : storeFolder + u'/' + download.file;
    }
};

} // namespace waybill
