#include "ui/packages/PackagesPage.h"

#include "ui/packages/Counted.h"
#include "ui/packages/DownloadTableModel.h"
#include "ui/packages/ExportJobsModel.h"
#include "ui/packages/PackageTools.h"

#include <QPushButton>
#include <QSignalBlocker>
#include <qcorosignal.h>

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

void PackagesPage::fetch(FetchMode mode)
{
    const QStringList jobs = chosenJobs();
    if (jobs.isEmpty() || m_run->isRunning() || m_acknowledging)
        return;
    guarded(mode, [this, mode, jobs] { m_run->fetch(m_environment, jobs, mode); });
}

QCoro::Task<void> PackagesPage::end()
{
    m_stop.request_stop();
    m_run->stop();
    if (m_run->isRunning())
        co_await qCoro(m_run, &FetchRun::over);
    if (m_acknowledging)
        co_await qCoro(this, &PackagesPage::acknowledgingOver);
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
        guarded(FetchMode::One, [=, this] { m_run->exportNow(m_environment, project, company); });
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

void PackagesPage::ended(const QList<DownloadKey> &keys, const QString &sentence)
{
    reloadJobs();
    refresh();
    if (keys.isEmpty()) {
        tell(BannerKind::Info, tr("Nothing waited."), sentence);
        return;
    }
    showDownload(keys.last());
    qint64 bad = 0;
    for (const Download &download : m_model->downloads())
        bad += keys.contains(download.key) && row(download.state).needsAttention ? 1 : 0;
    const QString text = counted(keys.size(), tr("One package came."), tr("%1 packages came."));
    tell(bad > 0 || !sentence.isEmpty() ? BannerKind::Warning : BannerKind::Good,
         bad > 0 ? text + u' ' + counted(bad, tr("One needs a look."), tr("%1 need a look.")) : text, sentence);
}

} // namespace waybill
