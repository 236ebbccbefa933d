#pragma once

#include "ui/packages/DownloadFeed.h"
#include "ui/packages/DownloadTable.h"
#include "ui/packages/FetchRun.h"
#include "ui/packages/PackagesServices.h"
#include "ui/widgets/Banner.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QBoxLayout;
class QButtonGroup;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace waybill {

class DetailStack;
class DownloadPane;
class DownloadTableModel;
class EmptyState;
class ExportJobsModel;
class PackageTools;
class RemovalBar;
class RowCount;
class SearchField;
struct PackageInside;

/// The page *Packages*: the jobs that packages are fetched from, every package that was handed out, live, and all about
/// the chosen one. A zip dropped on it is looked into.
class PackagesPage final : public QWidget
{
    Q_OBJECT

public:
    explicit PackagesPage(PackagesServices services, QWidget *parent = nullptr);
    ~PackagesPage() override;

    void setEnvironment(const QString &environment);
    /// Whether what it shows is not yet all that is known.
    bool isReading() const;
    void setChip(DownloadChip chip);
    void showDownload(DownloadKey key);
    /// Fetches from the chosen job, or from all of them.
    void fetch(FetchMode mode);
    /// Ends what is under way; done when nothing is any more. A package that the service is handing out just now is
    /// waited for.
    QCoro::Task<void> end();
    FetchRun *run() const { return m_run; }
    DownloadPane *details() const { return m_detail; }
    PackageTools *tools() const { return m_tools; }
    /// How many need somebody: the badge beside the page's name.
    qint64 needsAttention() const { return m_needsAttention; }

signals:
    void needsAttentionChanged(qint64 count);
    /// After what came of an acknowledgement is told.
    void acknowledgingOver();
    /// The same of a removal of files.
    void removingOver();

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    QWidget *makeHead();
    QWidget *makeActions(QWidget *head);
    QWidget *makeFilters(QWidget *head);
    QWidget *makeTables();
    QWidget *makeEmpty();
    void connectServices();
    void connectDetail();
    void connectFeed();
    void renew(const DownloadNews &news);
    void take(const DownloadNews &news);
    void chooseFirst();
    void showJobs();
    /// Lets the table of packages show those of the chosen job.
    void followJob();
    void refresh();
    void refreshHeadline();
    void refreshActions();
    void refreshEmpty();
    void refreshRemoving();
    void second();
    void begin(FetchMode mode, const QStringList &jobs);
    void guarded(FetchMode mode, const std::function<void()> &then);
    void guardedExport(const QString &project, const std::function<void()> &then);
    void askExport();
    void offerFor(const QPoint &where);
    void askRemove();
    void askKeeping();
    void showKeeping(const Retention &present);
    using Removal = std::function<QCoro::Task<Result<RemovedFiles>>(std::shared_ptr<RemovalProgress>, std::stop_token)>;
    void remove(const Removal &removal);
    static QCoro::Task<void> removing(QPointer<PackagesPage> self, QCoro::Task<Result<RemovedFiles>> task);
    void tellRemoved(const Result<RemovedFiles> &removed);
    void setWatching(bool watching);
    void acknowledge(const Download &download);
    static QCoro::Task<void> acknowledging(QPointer<PackagesPage> self, DownloadKey key);
    void ended(const QList<DownloadKey> &keys, const QString &sentence);
    void tellFetched(const QList<DownloadKey> &keys, const QString &sentence);
    void tell(BannerKind kind, const QString &text, const QString &detail = {});
    QStringList chosenJobs() const;
    const Environment *environment() const;

    PackagesServices m_services;
    DownloadFeed *m_feed;
    DownloadTableModel *m_model;
    ExportJobsModel *m_jobs;
    FetchRun *m_run;
    PackageTools *m_tools;
    RowCount *m_rowCount;
    QTimer m_second, m_watching;
    QList<JobLook> m_looks;
    bool m_isNew = false;  ///< nothing was read of its environment yet
    QStringList m_watched; ///< the jobs that are fetched from again and again
    QString m_environment;
    std::stop_source m_stop; ///< of acknowledging
    bool m_acknowledging = false;
    bool m_asksKeeping = false;      ///< what is kept now
    RemovalBar *m_removal = nullptr; ///< what removes files, one at a time
    qint64 m_needsAttention = 0;
    QLabel *m_headline = nullptr, *m_disk = nullptr;
    QPushButton *m_one = nullptr, *m_all = nullptr, *m_look = nullptr, *m_export = nullptr, *m_watch = nullptr,
                *m_open = nullptr, *m_keep = nullptr, *m_removeFiles = nullptr;
    QAction *m_remove = nullptr;
    Banner *m_told = nullptr, *m_locked = nullptr;
    QButtonGroup *m_chips = nullptr;
    SearchField *m_search = nullptr;
    DetailStack *m_content = nullptr; ///< all that is read of an environment
    QSplitter *m_splitter = nullptr;
    RowTable *m_jobTable = nullptr;
    QStackedWidget *m_tableStack = nullptr, *m_detailStack = nullptr;
    DownloadTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    DownloadPane *m_detail = nullptr;
    QPushButton *m_newJob = nullptr; ///< where the environment has no job of the direction export
};

} // namespace waybill
