#include "ui/shell/SideBar.h"

#include "tests/ui/environments/EnvironmentsWorld.h"
#include "ui/environments/EnvironmentSwitcher.h"
#include "ui/environments/EnvironmentTable.h"
#include "ui/widgets/EnvironmentBadge.h"

#include <QCursor>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace waybill;
using namespace Qt::StringLiterals;

class SideBarTest : public QObject
{
    Q_OBJECT
private slots:
    void switchesTheEnvironment();
    void offersTheConnectionCheck();
    void offersToManageAndToConnect();
    void closesTheSwitcherByTheBadge();
    void saysWhatIsMissingAndWhatIsLocked();

private:
    static Environment named(const QString &name)
    {
        Environment environment;
        environment.name = name;
        environment.url = QUrl(u"http://127.0.0.1:9"_s);
        return environment;
    }
    /// The switcher that dropped down.
    static EnvironmentSwitcher *switcher(SideBar &side)
    {
        side.showSwitcher();
        return side.findChildren<EnvironmentSwitcher *>().last();
    }
    static QPushButton *action(SideBar &side, const QString &name)
    {
        return switcher(side)->findChild<QPushButton *>(name);
    }

    EnvironmentsWorld m_world;
};

void SideBarTest::switchesTheEnvironment()
{
    m_world.environments.setTransient(named(u"One"_s));
    m_world.environments.setTransient(named(u"Two"_s));
    SideBar side(&m_world.environments, &m_world.states);
    side.setEnvironment(u"One"_s);
    QSignalSpy chosen(&side, &SideBar::environmentChosen);
    auto *table = switcher(side)->findChild<EnvironmentTable *>();
    QCOMPARE(table->chosen()->name, u"One"_s);
    table->choose(u"Two"_s);
    QTest::keyClick(table, Qt::Key_Return);
    QCOMPARE(chosen.value(0).value(0).toString(), u"Two"_s);
}

void SideBarTest::offersTheConnectionCheck()
{
    SideBar side(&m_world.environments, &m_world.states);
    QVERIFY(!action(side, u"checkConnectionButton"_s)->isEnabled()); // of nothing
    m_world.environments.setTransient(named(u"One"_s));
    side.setEnvironment(u"One"_s);
    QSignalSpy wanted(&side, &SideBar::checkWanted);
    action(side, u"checkConnectionButton"_s)->click();
    QCOMPARE(wanted.value(0).value(0).toString(), u"One"_s);
}

void SideBarTest::offersToManageAndToConnect()
{
    SideBar side(&m_world.environments, &m_world.states);
    QSignalSpy manages(&side, &SideBar::manageWanted);
    QSignalSpy connects(&side, &SideBar::connectWanted);
    action(side, u"manageEnvironmentsButton"_s)->click();
    action(side, u"connectEnvironmentButton"_s)->click();
    QCOMPARE(manages.size(), 1);
    QCOMPARE(connects.size(), 1);
}

void SideBarTest::closesTheSwitcherByTheBadge()
{
    m_world.environments.setTransient(named(u"One"_s));
    QWidget window;
    window.resize(600, 400);
    SideBar side(&m_world.environments, &m_world.states, &window);
    side.resize(200, 400);
    window.show();
    QVERIFY(QTest::qWaitForWindowActive(&window));
    const QPoint middle = side.badge()->rect().center();
    const auto open = [&] {
        const auto all = side.findChildren<EnvironmentSwitcher *>();
        return std::count_if(all.cbegin(), all.cend(), [](const QWidget *one) { return one->isVisible(); });
    };
    for (int round = 0; round < 2; ++round) {
        QTest::mouseClick(side.badge(), Qt::LeftButton, {}, middle);
        QCOMPARE(open(), 1);
        QVERIFY(QTest::qWaitForWindowActive(side.findChildren<EnvironmentSwitcher *>().last()));
        // A press on the badge brings the window to the front first.
        QCursor::setPos(side.badge()->mapToGlobal(middle));
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::mouseClick(side.badge(), Qt::LeftButton, {}, middle);
        QCOMPARE(open(), 0);
    }
    // Elsewhere in the window it closes by itself.
    side.badge()->click();
    QVERIFY(QTest::qWaitForWindowActive(side.findChildren<EnvironmentSwitcher *>().last()));
    QCursor::setPos(window.mapToGlobal(QPoint(550, 390)));
    window.activateWindow();
    QTRY_COMPARE(open(), 0);
}

void SideBarTest::saysWhatIsMissingAndWhatIsLocked()
{
    SideBar side(&m_world.environments, &m_world.states);
    Environment locked = named(u"One"_s);
    locked.readOnly = true;
    connect(&m_world.states, &EnvironmentStates::changed, &side, [&] { side.tell(locked); });
    side.tell(locked);
    QTRY_VERIFY(side.badge()->accessibleDescription().contains(u"Secret missing on this computer"_s));
    QVERIFY(side.badge()->accessibleDescription().contains(u"Read-only"_s));
}

QTEST_MAIN(SideBarTest)
#include "SideBarTest.moc"
