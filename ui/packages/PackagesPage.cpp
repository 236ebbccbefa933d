#include "ui/packages/PackagesPage.h"

#include "ui/packages/DownloadPane.h"
#include "ui/packages/DownloadTableModel.h"
#include "ui/packages/ExportJobsModel.h"
#include "ui/packages/PackageTools.h"
#include "ui/packages/PackagesHeadline.h"
#include "ui/packages/RemovalBar.h"
#include "ui/packages/RowCount.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/DetailStack.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/FilterChip.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/Texts.h"

#include <QButtonGroup>
#include <QDragEnterEvent>
#include <QHeaderView>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Below this width of the page the pane beside the table is narrower.
constexpr int narrow = 860, narrowDetail = 372;
constexpr int mostJobRows = 5;
constexpr auto watchEvery = 5min;

} // namespace

PackagesPage::PackagesPage(PackagesServices services, QWidget *parent)
    : QWidget(parent), m_services(std::move(services)), m_feed(new DownloadFeed(m_services.book, this)),
      m_model(new DownloadTableModel(m_services.clock, this)), m_jobs(new ExportJobsModel(m_services.clock, this)),
      m_run(new FetchRun(m_services, this)), m_tools(new PackageTools(m_services, this)), m_rowCount(new RowCount(this))
{
    build();
    connectServices();
    connectFeed();
    connectDetail();
    m_watching.setInterval(watchEvery);
    connect(&m_watching, &QTimer::timeout, this, [this] {
        if (!m_acknowledging)
            m_run->fetch(m_environment, m_watched, FetchMode::All);
    });
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &PackagesPage::second);
    m_second.start();
    m_chips->button(int(DownloadChip::All))->setChecked(true);
    refresh();
}

PackagesPage::~PackagesPage()
{
    m_stop.request_stop();
    m_removal->stop();
}

void PackagesPage::connectServices()
{
    connect(m_services.environments, &EnvironmentStore::changed, this, [this] {
        showJobs();
        refresh();
    });
    connect(m_jobTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        followJob();
        refresh();
    });
    connect(m_run, &FetchRun::begun, this, [this] {
        m_told->hide();
        showJobs();
        refresh();
    });
    connect(m_run, &FetchRun::progressed, this, [this] {
        const auto part = m_run->part();
        for (const Download &download : m_model->downloads()) {
            if (part && download.state == DownloadState::Downloading)
                m_model->setReceived(download.key, *part);
        }
    });
    connect(m_run, &FetchRun::done, this, &PackagesPage::ended);
    connect(m_run, &FetchRun::failed, this, [this](const Error &error) {
        m_feed->lookAgain();
        refresh();
        tell(error.kind == ErrorKind::Cancelled ? BannerKind::Info : BannerKind::Error, error.message, error.detail);
    });
    connect(m_rowCount, &RowCount::counted, m_model, &DownloadTableModel::setRecords);
    connect(m_tools, &PackageTools::told, this,
            [this](const QString &text, const QString &detail) { tell(BannerKind::Good, text, detail); });
    connect(m_tools, &PackageTools::failed, this,
            [this](const Error &error) { tell(BannerKind::Error, error.message, error.detail); });
}

void PackagesPage::connectFeed()
{
    connect(m_feed, &DownloadFeed::renewed, this, &PackagesPage::renew);
    connect(m_feed, &DownloadFeed::changed, this, &PackagesPage::take);
    connect(m_feed, &DownloadFeed::failed, this, [this](const Error &error) {
        if (m_isNew)
            m_content->setTrouble(tr("The packages cannot be shown"), error.message, true);
        else
            tell(BannerKind::Error, error.message, error.detail);
        refresh();
    });
    connect(m_content, &DetailStack::againWanted, this, [this] {
        m_feed->setEnvironment(m_environment);
        refresh();
    });
}

void PackagesPage::connectDetail()
{
    connect(m_table, &DownloadTable::chosen, this, [this](DownloadKey key) {
        m_detail->show(key);
        m_detailStack->setCurrentWidget(m_detail);
    });
    connect(m_detail, &DownloadPane::failed, this,
            [this](const Error &error) { tell(BannerKind::Error, error.message, error.detail); });
    connect(m_detail, &DownloadPane::acknowledgeWanted, this, &PackagesPage::acknowledge);
    connect(m_detail, &DownloadPane::fetchAgainWanted, this,
            [this](const Download &download) { guarded(FetchMode::One, [=, this] { m_run->fetchAgain(download); }); });
    connect(m_detail, &DownloadPane::lookWanted, this,
            [this](const Download &download) { m_tools->lookInto(m_services.pathOf(download), download.environment); });
    connect(m_detail, &DownloadPane::unpackWanted, this,
            [this](const Download &download) { m_tools->unpack(m_services.pathOf(download)); });
    connect(m_detail, &DownloadPane::compareWanted, this,
            [this](const Download &download) { m_tools->compare(download, m_model->downloads()); });
    connect(m_table, &QAbstractItemView::activated, this, [this](const QModelIndex &row) {
        const auto &download = m_model->at(m_table->choice()->mapToSource(row).row());
        if (!download.file.isEmpty())
            m_tools->lookInto(m_services.pathOf(download), download.environment);
    });
}

const Environment *PackagesPage::environment() const
{
    return m_services.environments->find(m_environment);
}

void PackagesPage::setEnvironment(const QString &environment)
{
    if (environment == m_environment)
        return;
    m_environment = environment;
    m_watch->setChecked(false);
    m_detailStack->setCurrentIndex(0);
    m_detail->leave();
    m_told->hide();
    m_search->clear();
    m_model->setDownloads({});
    m_looks.clear();
    m_isNew = true;
    m_content->setReading();
    m_feed->setEnvironment(environment);
    showJobs();
    m_jobTable->selectRow(0);
    refresh();
}

bool PackagesPage::isReading() const
{
    return m_feed->isReading() || m_detail->isReading();
}

void PackagesPage::renew(const DownloadNews &news)
{
    m_isNew = false;
    m_model->setDownloads(news.downloads);
    for (const Download &download : news.downloads)
        m_rowCount->ask(download, m_services.pathOf(download));
    m_looks = news.looks;
    chooseFirst();
    showJobs();
    refresh();
    m_content->setReady();
}

void PackagesPage::take(const DownloadNews &news)
{
    QList<DownloadKey> keys;
    for (auto download = news.downloads.crbegin(); download != news.downloads.crend(); ++download) {
        m_model->take(*download);
        m_rowCount->ask(*download, m_services.pathOf(*download));
        keys << download->key;
    }
    m_looks = news.looks;
    chooseFirst();
    if (const auto wanted = m_detail->wanted(); wanted && keys.contains(*wanted))
        m_detail->refresh();
    showJobs();
    refresh();
}

void PackagesPage::chooseFirst()
{
    if (!m_table->current() && m_table->choice()->rowCount() > 0)
        m_table->selectRow(0);
}

void PackagesPage::showJobs()
{
    QList<ExportJobsModel::Row> rows;
    if (const Environment *known = environment()) {
        for (const DataJob &job : known->jobs) {
            if (job.direction != JobDirection::Export)
                continue;
            ExportJobsModel::Row row;
            row.job = job;
            for (const Download &download : m_model->downloads())
                row.waiting += download.job == job.name && download.state != DownloadState::Acknowledged ? 1 : 0;
            const auto look = std::ranges::find(m_looks, job.activityId, &JobLook::activityId);
            if (look != m_looks.cend() && look->atUtc.isValid())
                row.look = *look;
            row.isFetching = m_run->isRunning() && m_run->job() == job.name;
            rows << row;
        }
    }
    const QString chosen = m_jobs->jobAt(m_jobTable->currentIndex().row());
    m_jobs->setJobs(rows);
    if (!m_jobTable->currentIndex().isValid() && m_jobs->rowCount() > 0)
        m_jobTable->selectRow(m_jobs->rowOf(chosen));
    followJob();
    const int shown = qMin(m_jobs->rowCount(), mostJobRows);
    m_jobTable->setVisible(m_jobs->rowCount() > 0);
    m_jobTable->setFixedHeight(m_jobTable->horizontalHeader()->height() +
                               shown * m_jobTable->verticalHeader()->defaultSectionSize() + 2);
}

void PackagesPage::followJob()
{
    // The only job leaves nothing out: exports, and packages of jobs that are gone, have no row of their own.
    const int chosen = m_jobTable->currentIndex().row();
    m_table->choice()->setJob(m_jobs->jobs().size() > 1 ? m_jobs->jobAt(chosen) : QString());
}

QStringList PackagesPage::chosenJobs() const
{
    const QString chosen = m_jobs->jobAt(m_jobTable->currentIndex().row());
    if (!chosen.isEmpty())
        return {chosen};
    QStringList all;
    for (const auto &row : m_jobs->jobs())
        all << row.job.name;
    return all;
}

void PackagesPage::setChip(DownloadChip chip)
{
    m_chips->button(int(chip))->setChecked(true);
    m_table->choice()->setChip(chip);
    refreshEmpty();
}

void PackagesPage::showDownload(DownloadKey key)
{
    if (m_feed->isReading())
        return m_feed->whenTold([this, key] { showDownload(key); });
    if (!m_table->choose(key)) {
        m_search->clear();
        m_jobTable->selectRow(0);
        setChip(DownloadChip::All);
        m_table->choose(key);
    }
    m_detail->show(key);
    m_detailStack->setCurrentWidget(m_detail);
}

void PackagesPage::refresh()
{
    refreshHeadline();
    refreshActions();
    refreshEmpty();
    refreshRemoving();
    for (QAbstractButton *button : m_chips->buttons())
        static_cast<FilterChip *>(button)->setCount(
            m_isNew ? -1 : m_table->choice()->count(static_cast<DownloadChip>(m_chips->id(button))));
}

void PackagesPage::refreshHeadline()
{
    if (m_isNew) {
        m_headline->setText(m_feed->isReading() ? tr("Reading…") : tr("What was fetched here cannot be read"));
        m_disk->clear();
        return;
    }
    const PackagesFigures figures = figuresOf(m_model->downloads(), m_jobs->jobs());
    m_headline->setText(headlineHtml(figures, m_services.clock->utcNow(), paletteOf(this)));
    m_disk->setText(diskHtml(figures, paletteOf(this)));
    if (std::exchange(m_needsAttention, figures.needYou) != figures.needYou)
        emit needsAttentionChanged(figures.needYou);
}

void PackagesPage::refreshActions()
{
    const Environment *known = environment();
    const bool busy = m_run->isRunning() || m_acknowledging;
    const QString locked = known && known->readOnly ? readOnlyReason(m_environment) : QString();
    m_locked->setVisible(!locked.isEmpty());
    if (!locked.isEmpty())
        m_watch->setChecked(false);
    if (!locked.isEmpty())
        m_locked->setText(tr("Nothing is fetched here: a fetch takes packages away from others."), locked);
    for (QPushButton *button : {m_one, m_all, m_watch, m_look, m_export}) {
        setLocked(button, locked);
        if (locked.isEmpty())
            button->setEnabled(known && (!busy || (button == m_watch && m_watch->isChecked())) &&
                               (button == m_export || !m_jobs->jobs().isEmpty()));
    }
    m_export->setVisible(bool(m_services.exportNow));
    m_detail->setFetching(busy);
}

void PackagesPage::refreshEmpty()
{
    const bool isEmpty = m_table->choice()->rowCount() == 0;
    m_tableStack->setCurrentIndex(isEmpty ? 1 : 0);
    if (!isEmpty)
        return;
    m_newJob->setVisible(m_jobs->jobs().isEmpty());
    sayWhyEmpty(*m_empty, *m_table->choice(), !m_jobs->jobs().isEmpty(), m_model->rowCount() > 0);
}

void PackagesPage::refreshRemoving()
{
    m_remove->setEnabled(!m_removal->isRunning() && m_table->selectionModel()->hasSelection());
    m_removeFiles->setEnabled(m_remove->isEnabled());
    m_keep->setEnabled(!m_removal->isRunning());
}

void PackagesPage::second()
{
    if (!isVisible())
        return;
    m_model->tick();
    m_jobs->tick();
    m_detail->tick();
    refreshHeadline();
}

void PackagesPage::tell(BannerKind kind, const QString &text, const QString &detail)
{
    m_told->setKind(kind);
    m_told->setText(text, detail);
    m_told->show();
}

void PackagesPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (!PackageTools::zipsIn(event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void PackagesPage::dropEvent(QDropEvent *event)
{
    for (const QString &path : PackageTools::zipsIn(event->mimeData()))
        m_tools->lookInto(path, m_environment);
}

void PackagesPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const int detail = width() < narrow ? narrowDetail : metrics::detailWidth;
    m_splitter->setSizes({width() - detail, detail});
    // The names of the jobs need the room more.
    m_jobTable->setColumnHidden(ExportJobsModel::LookedColumn, width() < narrow);
}

void PackagesPage::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_headline && m_detail)
        refreshHeadline(); // its colours are part of its text
}

} // namespace waybill
