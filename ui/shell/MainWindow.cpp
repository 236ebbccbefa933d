#include "ui/shell/MainWindow.h"

#include "app/journal/JournalReader.h"
#include "ui/dashboard/DashboardPage.h"
#include "ui/explore/ExplorePage.h"
#include "ui/messages/MessagesPage.h"
#include "ui/packages/PackageTools.h"
#include "ui/packages/PackagesPage.h"
#include "ui/push/PushPage.h"
#include "ui/shell/ClosingQuestion.h"
#include "ui/shell/EnvironmentDialogs.h"
#include "ui/shell/HeldNotice.h"
#include "ui/shell/HttpLogDock.h"
#include "ui/shell/JournalNotice.h"
#include "ui/shell/OpeningPage.h"
#include "ui/shell/PackagesBadge.h"
#include "ui/shell/PageServices.h"
#include "ui/shell/PracticeHost.h"
#include "ui/shell/SenderSeat.h"
#include "ui/shell/SideBar.h"
#include "ui/shell/SignInNotice.h"
#include "ui/shell/StatusLine.h"
#include "ui/style/Icons.h"
#include "ui/style/Metrics.h"
#include "ui/widgets/Banner.h"
#include "ui/widgets/EnvironmentBadge.h"
#include "ui/widgets/EnvironmentStripe.h"
#include "ui/widgets/Fonts.h"
#include "ui/widgets/NavList.h"
#include "ui/widgets/Texts.h"
#include "ui/widgets/NullDisplay.h"
#include "ui/widgets/TimeDisplay.h"

#include <QAction>
#include <QBoxLayout>
#include <QCloseEvent>
#include <QCoreApplication>
#include <QDir>
#include <QDragEnterEvent>
#include <QGuiApplication>
#include <QMimeData>
#include <QSettings>
#include <QStackedWidget>
#include <QStatusBar>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {

QSettings settings(const QString &profile)
{
    return QSettings(QDir(profile).filePath(u"window.ini"_s), QSettings::IniFormat);
}

} // namespace

MainWindow::MainWindow(QString profileFolder, QWidget *parent)
    : QMainWindow(parent), m_profile(std::move(profileFolder)), m_opening(new OpeningPage)
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(tr("Waybill"));
    setMinimumSize(760, 520);
    resize(1280, 800);
    setCentralWidget(m_opening);
    connect(m_opening, &OpeningPage::cancelled, this, &QWidget::close);
    auto stored = settings(m_profile);
    restoreGeometry(stored.value(u"geometry"_s).toByteArray());
    fonts::load(font()); // the profile is being opened meanwhile
}

void MainWindow::furnish(Workbench *bench)
{
    m_bench = bench;
    auto *central = new QWidget;
    setCentralWidget(central); // which deletes the page that stood there
    m_opening = nullptr;
    auto *layout = new QHBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    makeDialogs();
    makeSide();
    layout->addWidget(m_side);
    layout->addWidget(makeMain(), 1);
    m_httpLog = new HttpLogDock(&bench->log);
    addDockWidget(Qt::BottomDockWidgetArea, m_httpLog);
    resizeDocks({m_httpLog}, {240}, Qt::Vertical);
    TimeDisplay &times = TimeDisplay::ofWindow();
    times.setUtc(settings(m_profile).value(u"utc"_s).toBool());
    connect(&times, &TimeDisplay::changed, this,
            [this, &times] { settings(m_profile).setValue(u"utc"_s, times.isUtc()); });
    NullDisplay &nulls = NullDisplay::ofWindow();
    nulls.setFromSetting(settings(m_profile).value(u"null"_s).toString());
    connect(&nulls, &NullDisplay::changed, this,
            [this, &nulls] { settings(m_profile).setValue(u"null"_s, nulls.setting()); });
    m_status = new StatusLine(&bench->desk, &bench->connections, bench->clock);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->addWidget(m_status, 1);
    connect(&bench->packageCare, &PackageCare::failed, m_status,
            [this](const Error &error) { m_status->setTrouble(error.message); });
    connect(m_status, &StatusLine::httpLogWanted, m_httpLog, &HttpLogDock::toggle);
    makeShortcuts();
    setAcceptDrops(true); // files may be dropped anywhere

    connect(&bench->environments, &EnvironmentStore::changed, this, &MainWindow::refreshBadge);
    connect(&bench->connections, &Connections::stateChanged, this, &MainWindow::refreshBadge);
    connect(&bench->connections, &Connections::signInNotKept, m_status, &StatusLine::setTrouble);
    connect(bench->journal.get(), &Journal::writeFailed, this,
            [this](const Error &error) { m_status->setTrouble(error.message); });
    connect(&bench->desk.queue(), &PushQueue::journalFailed, this,
            [this](MessageKey, const Error &error) { m_status->setTrouble(error.message); });
    connect(&bench->exporter, &PackageExport::journalFailed, this,
            [this](DownloadKey, const Error &error) { m_status->setTrouble(error.message); });
    m_packagesBadge = new PackagesBadge(&bench->downloads, this);
    connect(m_packagesBadge, &PackagesBadge::counted, this, &MainWindow::showPackagesBadge);
    m_side->pages()->setFocus();
    m_side->setCompact(width() < metrics::narrowWindow);
}

MainWindow::~MainWindow() = default;

void MainWindow::makeDialogs()
{
    m_dialogs = new EnvironmentDialogs(m_bench, this);
    connect(m_dialogs->states(), &EnvironmentStates::changed, this, &MainWindow::refreshBadge);
    connect(m_dialogs, &EnvironmentDialogs::saved, this, [this](const QString &name, const QString &before, bool show) {
        if (show || before == m_environment)
            showEnvironment(name);
    });
    connect(m_dialogs, &EnvironmentDialogs::removed, this, [this] {
        const auto &left = m_bench->environments.environments();
        if (left.isEmpty())
            startPractice({});
        else if (!m_bench->environments.find(m_environment))
            showEnvironment(left.first().name);
    });
    connect(m_dialogs, &EnvironmentDialogs::noted, this, [this](const QString &sentence) {
        m_notice->setKind(BannerKind::Warning);
        m_notice->setText(sentence);
        m_notice->show();
    });
}

void MainWindow::makeSide()
{
    m_side = new SideBar(&m_bench->environments, m_dialogs->states());
    m_side->pages()->addPage(Icon::Messages, pageName(Messages));
    m_side->pages()->addPage(Icon::Push, pageName(Push));
    m_side->pages()->addPage(Icon::Explore, pageName(Explore));
    m_side->pages()->addPage(Icon::Packages, pageName(Packages));
    m_side->pages()->addPage(Icon::Dashboard, pageName(Dashboard));
    connect(m_side, &SideBar::environmentChosen, this, &MainWindow::showEnvironment);
    connect(m_side, &SideBar::checkWanted, m_dialogs, &EnvironmentDialogs::check);
    connect(m_side, &SideBar::signInWanted, m_dialogs, &EnvironmentDialogs::signIn);
    connect(m_side, &SideBar::manageWanted, m_dialogs, &EnvironmentDialogs::manage);
    connect(m_side, &SideBar::connectWanted, m_dialogs, &EnvironmentDialogs::connectOne);
}

QWidget *MainWindow::makeMain()
{
    m_stripe = new EnvironmentStripe;
    m_notice = new Banner(BannerKind::Warning);
    m_notice->setObjectName(u"programNotice"_s);
    m_notice->hide();
    m_heldNotice = new HeldNotice(&m_bench->desk, &m_bench->environments, m_bench->guard);
    m_signIn = new SignInNotice(m_dialogs->states());
    connect(m_signIn, &SignInNotice::signInWanted, m_dialogs, &EnvironmentDialogs::signIn);
    connect(m_heldNotice, &HeldNotice::failed, this,
            [this](const Error &error) { m_status->setTrouble(error.message); });

    m_messages = new MessagesPage(messagesServices(m_bench));
    m_seat = new SenderSeat(&m_bench->desk, m_notice, this);
    connect(m_seat, &SenderSeat::taken, this, [this] {
        if (m_push)
            m_push->senderReady();
        m_heldNotice->ask();
    });
    m_pages = new QStackedWidget;
    m_pages->addWidget(m_messages);
    auto *main = new QWidget;
    auto *layout = new QVBoxLayout(main);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (QWidget *widget : {static_cast<QWidget *>(m_stripe), static_cast<QWidget *>(m_notice),
                            static_cast<QWidget *>(new JournalNotice(m_bench->journal.get(), &m_bench->care)),
                            static_cast<QWidget *>(m_heldNotice), static_cast<QWidget *>(m_signIn)})
        layout->addWidget(widget);
    layout->addWidget(m_pages, 1);

    connect(m_side->pages(), &NavList::currentRowChanged, this, &MainWindow::openPage);
    connect(m_messages, &MessagesPage::needsAttentionChanged, this, [this](qint64 count) {
        m_side->pages()->setBadge(Messages, count,
                                  count == 1 ? tr("1 message needs attention")
                                             : tr("%n messages need attention", nullptr, int(count)));
    });
    connect(m_messages, &MessagesPage::pushPageWanted, this, [this] { showPage(Push); });
    connect(m_messages, &MessagesPage::pushWanted, this, &MainWindow::offerFiles);
    // Of every program's files: those of waybill-cli are looked at here just the same.
    connect(m_bench->journal.get(), &Journal::queued, this,
            [this](const QList<MessageKey> &keys) { m_bench->desk.countRecords(keys); });
    m_side->pages()->setCurrentRow(Messages);
    return main;
}

void MainWindow::makeShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto run) {
        auto *action = new QAction(this);
        action->setShortcut(keys);
        connect(action, &QAction::triggered, this, run);
        addAction(action);
    };
    add(QKeySequence(u"Ctrl+1"_s), [this] { showPage(Messages); });
    add(QKeySequence(u"Ctrl+2"_s), [this] { showPage(Push); });
    add(QKeySequence(u"Ctrl+3"_s), [this] { showPage(Explore); });
    add(QKeySequence(u"Ctrl+4"_s), [this] { showPage(Packages); });
    add(QKeySequence(u"Ctrl+5"_s), [this] { showPage(Dashboard); });
    add(QKeySequence(u"Ctrl+L"_s), [this] { m_httpLog->toggle(); });
    add(QKeySequence(u"Ctrl+Shift+E"_s), [this] { m_dialogs->manage(); });
    add(QKeySequence(u"Ctrl+E"_s), [this] { m_side->showSwitcher(); });
    add(QKeySequence::Quit, [this] { close(); });
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    // In a narrow window the page needs the room more than the names of the pages do.
    if (m_side)
        m_side->setCompact(width() < metrics::narrowWindow);
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    QStringList paths;
    const QList<QUrl> urls = event->mimeData()->urls();
    for (const QUrl &url : urls) {
        if (url.isLocalFile())
            paths.append(url.toLocalFile());
    }
    if (paths.isEmpty())
        return;
    const QStringList zips = PackageTools::zipsIn(event->mimeData());
    if (zips.isEmpty())
        offerFiles(paths, {});
    else
        askWhatToDoWith(paths, zips, mapToGlobal(event->position().toPoint()));
}

void MainWindow::begin(const QStringList &practiceOptions)
{
    const auto &saved = m_bench->environments.environments();
    if (saved.isEmpty()) {
        startPractice(practiceOptions);
    } else {
        const QString last = settings(m_profile).value(u"environment"_s).toString();
        showEnvironment(m_bench->environments.find(last) ? last : saved.first().name);
    }
    m_bench->journal->followOtherPrograms();
    m_bench->downloads.followOtherPrograms();
    m_seat->ask();
    m_bench->care.start();
    m_bench->packageCare.start();
}

void MainWindow::startPractice(const QStringList &options)
{
    m_practice = std::make_unique<PracticeHost>();
    m_side->badge()->setEnvironment(tr("Practice"), u"practice"_s, {tr("Starting…")});
    connect(m_practice.get(), &PracticeHost::ready, this,
            [this](const Environment &environment, const QString &secret) {
                m_bench->secrets.keepForSession(environment.name, secret);
                m_bench->environments.setTransient(environment);
                showEnvironment(environment.name);
                // On the first run the samples are one click away.
                const auto count = [name = environment.name, since = m_bench->clock->utcNow()](JournalReader &reader) {
                    return reader.counts(name, since);
                };
                m_bench->journal->ask(this, count, [this](const Result<MessageCounts> &counts) {
                    if (counts && counts->all == 0)
                        showPage(Push);
                    emit practiceReady();
                });
            });
    connect(m_practice.get(), &PracticeHost::failed, this, [this](const Error &error) {
        m_notice->setKind(BannerKind::Error);
        m_notice->setText(error.message, error.detail);
        m_notice->show();
        emit practiceFailed(error);
    });
    m_practice->start(QDir(m_bench->profile).filePath(u"practice"_s), options);
}

void MainWindow::showEnvironment(const QString &name)
{
    m_environment = name;
    m_side->setEnvironment(name);
    m_messages->setEnvironment(name);
    if (m_push)
        m_push->setEnvironment(name);
    if (m_dashboard)
        m_dashboard->setEnvironment(name);
    if (m_explore)
        m_explore->setEnvironment(name);
    if (m_packages)
        m_packages->setEnvironment(name);
    m_packagesBadge->setEnvironment(name);
    m_status->setEnvironment(name);
    auto stored = settings(m_profile);
    if (stored.value(u"environment"_s) != name) // writing waits for the disk
        stored.setValue(u"environment"_s, name);
    refreshBadge();
}

void MainWindow::refreshBadge()
{
    const Environment *environment = m_bench->environments.find(m_environment);
    if (!environment)
        return;
    m_side->tell(*environment);
    setWindowTitle(tr("%1 – Waybill").arg(environment->name));
    m_signIn->setEnvironment(*environment);
    m_stripe->setEnvironment(word(environment->kind), environment->colour, environment->readOnly);
    if (m_mark != m_stripe->colour()) {
        m_mark = m_stripe->colour();
        setWindowIcon(markedIcon(QGuiApplication::windowIcon(), m_mark));
    }
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_ended) {
        event->accept();
        return;
    }
    event->ignore();
    if (!m_bench) {
        m_opening->setEnding();
        emit openingCancelled();
        return;
    }
    closeUnlessUnsent(this, m_bench->desk.queue(), [this] { shutDown(); });
}

QCoro::Task<void> MainWindow::shutDown()
{
    m_ended = true;
    m_seat->leave();
    auto stored = settings(m_profile);
    stored.setValue(u"geometry"_s, saveGeometry());
    hide();
    const Error reason{ErrorKind::Cancelled, tr("The window was closed before it was sent."), {}, 0, {}};
    if (m_packages)
        co_await m_packages->end();
    co_await m_bench->packageCare.end();
    co_await m_bench->desk.shutDown(reason);
    QCoreApplication::quit();
}

} // namespace waybill
