#pragma once

#include "ui/shell/Workbench.h"

#include <QMainWindow>

class QStackedWidget;

namespace waybill {

class Banner;
class DashboardPage;
class EnvironmentDialogs;
class EnvironmentStripe;
class ExplorePage;
class HeldNotice;
class HttpLogDock;
class MessagesPage;
class OpeningPage;
class PackagesBadge;
class PackagesPage;
class PracticeHost;
class PushPage;
class SenderSeat;
class SideBar;
class SignInNotice;
class StatusLine;

/// The window: environment and pages at the left, the page, the HTTP log below, the status line at the bottom.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    enum Page { Messages, Push, Explore, Packages, Dashboard, PageCount };

    /// A window on a profile that is still being opened: it shows how that goes.
    explicit MainWindow(QString profileFolder, QWidget *parent = nullptr);
    ~MainWindow() override;

    OpeningPage *openingPage() { return m_opening; }
    /// Puts the pages in. Once; `bench` outlives the window.
    void furnish(Workbench *bench);

    /// Shows the last environment, or starts the practice environment where there is none; begins to send and follow.
    /// `practiceOptions` go to waybill-practice.
    void begin(const QStringList &practiceOptions = {});

    void showPage(Page page);
    static QString pageName(Page page);
    /// Puts files into the queue of the Push page, as if they had been dropped there; through the chosen job when `job`
    /// is empty.
    void offerFiles(const QStringList &paths, const QString &job);
    MessagesPage *messagesPage() { return m_messages; }
    /// Made when it is first wanted: charts take long.
    DashboardPage *dashboardPage();
    /// Made when it is first wanted, as the dashboard.
    ExplorePage *explorePage();
    /// Made when it is first wanted, as the dashboard.
    PackagesPage *packagesPage();
    const QString &environment() const { return m_environment; }

signals:
    /// Closed while the profile is being opened.
    void openingCancelled();
    /// The practice environment is ready and shown.
    void practiceReady();
    /// It could not be had.
    void practiceFailed(const waybill::Error &error);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    /// A dropped zip may be sent or looked into: a menu at `where` asks which.
    void askWhatToDoWith(const QStringList &paths, const QStringList &zips, const QPoint &where);
    void makeDialogs();
    void makeSide();
    QWidget *makeMain();
    /// Made when it is first wanted, as the dashboard.
    PushPage *pushPage();
    void openPage(int page);
    void makeShortcuts();
    void showEnvironment(const QString &name);
    void refreshBadge();
    void showPackagesBadge(qint64 needing);
    void startPractice(const QStringList &options);
    QCoro::Task<void> shutDown();

    QString m_profile;
    Workbench *m_bench = nullptr; ///< none while the profile is being opened
    OpeningPage *m_opening;
    QString m_environment;
    std::unique_ptr<PracticeHost> m_practice;
    bool m_ended = false;
    SideBar *m_side = nullptr;
    EnvironmentDialogs *m_dialogs = nullptr;
    EnvironmentStripe *m_stripe = nullptr;
    QColor m_mark; ///< of the window's icon
    Banner *m_notice = nullptr;
    HeldNotice *m_heldNotice = nullptr;
    SignInNotice *m_signIn = nullptr;
    SenderSeat *m_seat = nullptr;
    PackagesBadge *m_packagesBadge = nullptr;
    QStackedWidget *m_pages = nullptr;
    MessagesPage *m_messages = nullptr;
    PushPage *m_push = nullptr;           ///< none before it is wanted
    DashboardPage *m_dashboard = nullptr; ///< none before it is wanted
    ExplorePage *m_explore = nullptr;     ///< none before it is wanted
    PackagesPage *m_packages = nullptr;   ///< none before it is wanted
    HttpLogDock *m_httpLog = nullptr;
    StatusLine *m_status = nullptr;
};

} // namespace waybill
