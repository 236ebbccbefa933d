#include "ui/dashboard/DashboardPage.h"
#include "ui/explore/ExplorePage.h"
#include "ui/messages/MessagesPage.h"
#include "ui/packages/PackageTools.h"
#include "ui/packages/PackagesPage.h"
#include "ui/push/PushPage.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/EnvironmentDialogs.h"
#include "ui/shell/PageServices.h"
#include "ui/shell/SideBar.h"
#include "ui/widgets/NavList.h"

#include <QMenu>
#include <QStackedWidget>

namespace waybill {
using namespace Qt::StringLiterals;

QString MainWindow::pageName(Page page)
{
    switch (page) {
    case Messages:
        return u"Messages"_s;
    case Push:
        return u"Push"_s;
    case Explore:
        return u"Explore"_s;
    case Packages:
        return u"Packages"_s;
    case Dashboard:
        return u"Dashboard"_s;
    case PageCount:
        break;
    }
    return {};
}

PushPage *MainWindow::pushPage()
{
    if (m_push)
        return m_push;
    m_push = new PushPage(pushServices(m_bench));
    m_pages->addWidget(m_push);
    connect(m_push, &PushPage::connectWanted, m_dialogs, &EnvironmentDialogs::connectOne);
    connect(m_push, &PushPage::messageWanted, this, [this](MessageKey key) {
        showPage(Messages);
        m_messages->showMessage(key);
    });
    if (!m_environment.isEmpty())
        m_push->setEnvironment(m_environment);
    return m_push;
}

DashboardPage *MainWindow::dashboardPage()
{
    if (m_dashboard)
        return m_dashboard;
    m_dashboard = new DashboardPage(dashboardServices(m_bench));
    m_pages->addWidget(m_dashboard);
    connect(m_dashboard, &DashboardPage::pushPageWanted, this, [this] { showPage(Push); });
    connect(m_dashboard, &DashboardPage::openMessages, this, [this](const MessageFilter &filter, const QString &label) {
        showPage(Messages);
        m_messages->showOnly(filter, label);
    });
    if (!m_environment.isEmpty())
        m_dashboard->setEnvironment(m_environment);
    return m_dashboard;
}

ExplorePage *MainWindow::explorePage()
{
    if (m_explore)
        return m_explore;
    m_explore = new ExplorePage(exploreServices(m_bench));
    m_pages->addWidget(m_explore);
    if (!m_environment.isEmpty())
        m_explore->setEnvironment(m_environment);
    return m_explore;
}

PackagesPage *MainWindow::packagesPage()
{
    if (m_packages)
        return m_packages;
    m_packages = new PackagesPage(packagesServices(m_bench));
    m_pages->addWidget(m_packages);
    if (!m_environment.isEmpty())
        m_packages->setEnvironment(m_environment);
    return m_packages;
}

void MainWindow::showPackagesBadge(qint64 needing)
{
    m_side->pages()->setBadge(Packages, needing,
                              needing == 1 ? tr("1 package needs attention")
                                           : tr("%n packages need attention", nullptr, int(needing)));
}

void MainWindow::openPage(int page)
{
    if (page == Messages)
        m_pages->setCurrentWidget(m_messages);
    else if (page == Push)
        m_pages->setCurrentWidget(pushPage());
    else if (page == Explore)
        m_pages->setCurrentWidget(explorePage());
    else if (page == Packages)
        m_pages->setCurrentWidget(packagesPage());
    else if (page == Dashboard)
        m_pages->setCurrentWidget(dashboardPage());
}

void MainWindow::showPage(Page page)
{
    m_side->pages()->setCurrentRow(page);
}

void MainWindow::offerFiles(const QStringList &paths, const QString &job)
{
    showPage(Push);
    pushPage()->addFiles(paths, job);
}

void MainWindow::askWhatToDoWith(const QStringList &paths, const QStringList &zips, const QPoint &where)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"dropMenu"_s);
    menu->setAccessibleName(tr("What to do with the dropped files"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    QAction *push = menu->addAction(paths.size() == 1 ? tr("&Push") : tr("&Push %n files", nullptr, int(paths.size())),
                                    this, [this, paths] { offerFiles(paths, {}); });
    push->setToolTip(tr("Puts them into the queue of the Push page; nothing is sent before you say so"));
    const QString lookWords = paths.size() == 1  ? tr("&Look inside")
                              : zips.size() == 1 ? tr("&Look inside the zip")
                                                 : tr("&Look inside %n zips", nullptr, int(zips.size()));
    QAction *look = menu->addAction(lookWords, this, [this, zips] {
        showPage(Packages);
        for (const QString &zip : zips)
            packagesPage()->tools()->lookInto(zip, m_environment);
    });
    look->setToolTip(tr("Shows what is in the zip, unpacking nothing"));
    menu->popup(where);
    menu->setActiveAction(push);
}

} // namespace waybill
