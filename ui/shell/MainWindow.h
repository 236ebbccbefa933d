#pragma once

#include "ui/shell/Workbench.h"

#include <QMainWindow>

class QDockWidget;
class QFrame;
class QStackedWidget;

namespace waybill {

class Banner;
class DashboardPage;
class EnvironmentBadge;
class HeldNotice;
class MessagesPage;
class NavList;
class PracticeHost;
class PushPage;
class StatusLine;

/// The window: environment and pages at the left, the page, the HTTP log below, the status line at the bottom.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    enum Page { Messages, Push, Dashboard, PageCount };

    /// `bench` outlives the window.
    explicit MainWindow(Workbench *bench, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Shows the last environment, or starts the practice environment where there is none; begins to send and follow.
    /// `practiceOptions` go to waybill-practice.
    void begin(const QStringList &practiceOptions = {});

    void showPage(Page page);
    static QString pageName(Page page);
    /// Puts files into the queue of the Push page, as if they had been dropped there; through the chosen job when `job`
    /// is empty.
    void offerFiles(const QStringList &paths, const QString &job);
    MessagesPage *messagesPage() { return m_messages; }
    DashboardPage *dashboardPage() { return m_dashboard; }
    const QString &environment() const { return m_environment; }

signals:
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
    QWidget *makeSide();
    QWidget *makeMain();
    void makeHttpLog();
    void makeShortcuts();
    void showEnvironment(const QString &name);
    void refreshBadge();
    void showEnvironmentMenu();
    void startPractice(const QStringList &options);
    QCoro::Task<void> becomeSender();
    QCoro::Task<void> shutDown();

    Workbench *m_bench;
    QString m_environment;
    std::unique_ptr<PracticeHost> m_practice;
    std::stop_source m_stop;
    bool m_ended = false;
    EnvironmentBadge *m_badge = nullptr;
    QFrame *m_side = nullptr;
    NavList *m_nav = nullptr;
    QFrame *m_stripe = nullptr;
    Banner *m_notice = nullptr;
    HeldNotice *m_heldNotice = nullptr;
    QStackedWidget *m_pages = nullptr;
    MessagesPage *m_messages = nullptr;
    PushPage *m_push = nullptr;
    DashboardPage *m_dashboard = nullptr;
    QDockWidget *m_httpLog = nullptr;
    StatusLine *m_status = nullptr;
};

} // namespace waybill
