#include "ui/packages/PackagesPage.h"

#include "ui/packages/Counted.h"
#include "ui/packages/DownloadTableModel.h"
#include "ui/packages/ExportJobsModel.h"
#include "ui/packages/KeepDialog.h"
#include "ui/packages/PackageTools.h"
#include "ui/packages/RemovalBar.h"
#include "ui/widgets/Texts.h"

#include <QAction>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSet>
#include <QSignalBlocker>
#include <qcorosignal.h>

#include <utility>

// What its buttons do; how the page stands and what it shows is in PackagesPage.cpp.

namespace waybill {
using namespace Qt::StringLiterals;

void PackagesPage::guarded(FetchMode mode, const std::function<void()> &then)
{
    const Environment *known = environment();
    const qsizetype files = mode == FetchMode::All ? 2 : 1;
    if (known && known->kind == EnvironmentKind::Production && m_services.guard->wantsName(m_environment, files))
        m_services.guard->ask({m_environment, tr("Fetch from production"),
                               tr("Take packages from the production environment %1?").arg(m_environment),
                               tr("What is taken here is not handed to the receiver that usually takes it."),
                               tr("Fetch from production")},
                              this, then);
    else
        then();
}

void PackagesPage::guardedExport(const QString &project, const std::function<void()> &then)
{
    const Environment *known = environment();
    if (known && known->kind == EnvironmentKind::Production && m_services.guard->wantsName(m_environment, 1))
        m_services.guard->ask(
            {m_environment, tr("Export from production"),
             tr("Let the production environment %1 export %2?").arg(m_environment, project),
             tr("The service does the work of any export of that data project. Nothing is taken from the "
                "receiver that usually fetches."),
             tr("Export from production")},
            this, then);
    else
        then();
}

void PackagesPage::fetch(FetchMode mode)
{
    const QStringList jobs = chosenJobs();
    if (jobs.isEmpty() || m_run->isRunning() || m_acknowledging)
        return;
    guarded(mode, [this, mode, jobs] { m_run->fetch(m_environment, jobs, mode); });
}

QCoro::Task<void> PackagesPage::end()
{
    const QPointer<PackagesPage> self = this;
    m_stop.request_stop();
    m_removal->stop();
    m_run->stop();
    if (m_run->isRunning())
        co_await qCoro(m_run, &FetchRun::over);
    if (self && self->m_acknowledging)
        co_await qCoro(self.data(), &PackagesPage::acknowledgingOver);
    if (self && self->m_removal->isRunning())
        co_await qCoro(self.data(), &PackagesPage::removingOver);
}

void PackagesPage::setWatching(bool watching)
{
    m_watching.stop();
    m_watched.clear();
    if (!watching)
        return;
    m_watch->setChecked(false); // until it is allowed
    guarded(FetchMode::All, [this, jobs = chosenJobs()] {
        const QSignalBlocker quiet(m_watch);
        m_watch->setChecked(true);
        m_watched = jobs;
        m_watching.start();
        m_run->fetch(m_environment, m_watched, FetchMode::All);
    });
}

void PackagesPage::askExport()
{
    const Environment *known = environment();
    if (!known || m_run->isRunning())
        return;
    QStringList projects;
    for (const Download &download : m_model->downloads()) {
        if (!download.dataProject.isEmpty() && !projects.contains(download.dataProject))
            projects << download.dataProject;
    }
    m_tools->askExport(*known, projects, [this](const QString &project, const QString &company) {
        guardedExport(project, [=, this, environment = m_environment] {
            const auto begin = [=, this] {
                if (!m_stop.stop_requested()) // else the window is being closed
                    m_run->exportNow(environment, project, company);
            };
            if (m_run->isRunning()) // watching began meanwhile
                connect(m_run, &FetchRun::over, this, begin, Qt::SingleShotConnection);
            else
                begin();
        });
    });
}

void PackagesPage::acknowledge(const Download &download)
{
    if (m_run->isRunning() || std::exchange(m_acknowledging, true))
        return;
    refreshActions();
    acknowledging(this, download.key);
}

QCoro::Task<void> PackagesPage::acknowledging(QPointer<PackagesPage> self, DownloadKey key)
{
    const auto acknowledge = self->m_services.acknowledge;
    auto outcome = co_await acknowledge(key, self->m_stop.get_token());
    if (!self)
        co_return;
    self->m_acknowledging = false;
    self->refresh();
    if (!outcome)
        self->tell(BannerKind::Error, outcome.error().message, outcome.error().detail);
    else if (outcome->state == DownloadState::Acknowledged)
        self->tell(BannerKind::Good, tr("Acknowledged: the service does not hand it out again."));
    else if (outcome->error)
        self->tell(BannerKind::Warning, outcome->error->message, outcome->error->detail);
    emit self->acknowledgingOver();
}

void PackagesPage::offerFor(const QPoint &where)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"packagesMenu"_s);
    menu->setAccessibleName(tr("What can be done with the chosen packages"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(m_remove);
    menu->popup(where);
}

void PackagesPage::askRemove()
{
    QList<DownloadKey> keys;
    qint64 bytes = 0;
    const QList<DownloadKey> selected = m_table->selectedKeys();
    const QSet<DownloadKey> chosen(selected.cbegin(), selected.cend());
    for (const Download &download : m_model->downloads()) {
        if (!chosen.contains(download.key) || !canGiveUpFile(download))
            continue;
        keys << download.key;
        bytes += download.bytes.value_or(0);
    }
    if (keys.isEmpty()) {
        tell(BannerKind::Info, tr("No file to remove."),
             tr("Only files of packages that were acknowledged, are damaged or were exported are removed; what the "
                "service does not know to be safe here stays."));
        return;
    }
    auto *question = new QMessageBox(
        QMessageBox::Question, tr("Remove files"),
        counted(keys.size(), tr("Remove the file of one package?"), tr("Remove the files of %1 packages?")),
        QMessageBox::NoButton, this);
    question->setObjectName(u"removeFilesQuestion"_s);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QString told = tr("%1 on this computer are given back. The rows stay with their history; the service does not hand "
                      "an acknowledged package out again.")
                       .arg(texts::bytes(bytes));
    if (const qsizetype left = chosen.size() - keys.size(); left > 0)
        told += u' ' + counted(left, tr("Left alone is one of those chosen: it has no file, or is still needed."),
                               tr("Left alone are %1 of those chosen: they have no file, or are still needed."));
    question->setInformativeText(told);
    QPushButton *yes = question->addButton(tr("Remove"), QMessageBox::DestructiveRole);
    yes->setObjectName(u"removeFilesNow"_s);
    yes->setToolTip(tr("The files cannot be brought back"));
    QPushButton *no = question->addButton(tr("Keep"), QMessageBox::RejectRole);
    no->setToolTip(tr("Nothing is removed (Esc)"));
    question->setDefaultButton(no);
    connect(yes, &QPushButton::clicked, this, [this, keys] {
        remove([&](const std::shared_ptr<RemovalProgress> &progress, const std::stop_token &stop) {
            return m_services.removeFiles(keys, progress, stop);
        });
    });
    question->open();
}

void PackagesPage::askKeeping()
{
    if (std::exchange(m_asksKeeping, true)) // pressed again before it is known what is kept now
        return;
    m_services.retention(this, [this](const Result<Retention> &present) {
        m_asksKeeping = false;
        if (present)
            showKeeping(*present);
        else
            tell(BannerKind::Error, present.error().message, present.error().detail);
    });
}

void PackagesPage::showKeeping(const Retention &present)
{
    auto *dialog = new KeepDialog(present, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &KeepDialog::wanted, this, [this](const Retention &retention) {
        remove([&](const std::shared_ptr<RemovalProgress> &progress, const std::stop_token &stop) {
            return m_services.keepRetention(retention, progress, stop);
        });
    });
    dialog->open();
}

void PackagesPage::remove(const Removal &removal)
{
    if (m_removal->isRunning()) // it began while the question stood open
        return;
    m_told->hide();
    const auto progress = std::make_shared<RemovalProgress>();
    const std::stop_token stop = m_removal->begin(progress);
    refreshRemoving();
    removing(this, removal(progress, stop));
}

QCoro::Task<void> PackagesPage::removing(QPointer<PackagesPage> self, QCoro::Task<Result<RemovedFiles>> task)
{
    const auto removed = co_await std::move(task);
    if (!self)
        co_return;
    self->tellRemoved(removed);
    self->m_removal->end();
    self->refreshRemoving();
    emit self->removingOver();
}

void PackagesPage::tellRemoved(const Result<RemovedFiles> &removed)
{
    if (!removed) {
        tell(BannerKind::Error, removed.error().message, removed.error().detail);
        return;
    }
    QString text = removed->files == 0
                       ? tr("No file was removed.")
                       : counted(removed->files, tr("One file was removed."), tr("%1 files were removed."));
    if (m_removal->wasCutShort())
        text += u' ' + tr("Stopped before all had gone.");
    tell(removed->notes.isEmpty() ? BannerKind::Good : BannerKind::Warning,
         removed->bytes > 0 ? tr("%1 %2 are free again.").arg(text, texts::bytes(removed->bytes)) : text,
         removed->notes.join(u'\n'));
}

void PackagesPage::ended(const QList<DownloadKey> &keys, const QString &sentence)
{
    m_feed->lookAgain();
    m_feed->whenTold([this, keys, sentence] { tellFetched(keys, sentence); });
}

void PackagesPage::tellFetched(const QList<DownloadKey> &keys, const QString &sentence)
{
    if (keys.isEmpty()) {
        tell(BannerKind::Info, tr("Nothing waited."), sentence);
        return;
    }
    // Watching goes on while somebody looks at something else.
    if (m_watched.isEmpty() || !m_table->current())
        showDownload(keys.last());
    qint64 bad = 0;
    for (const Download &download : m_model->downloads())
        bad += keys.contains(download.key) && row(download.state).needsAttention ? 1 : 0;
    const QString text = counted(keys.size(), tr("One package came."), tr("%1 packages came."));
    tell(bad > 0 || !sentence.isEmpty() ? BannerKind::Warning : BannerKind::Good,
         bad > 0 ? text + u' ' + counted(bad, tr("One needs a look."), tr("%1 need a look.")) : text, sentence);
}

} // namespace waybill
