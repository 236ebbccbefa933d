#include "ui/shell/SideBar.h"

#include "app/environments/EnvironmentStore.h"
#include "ui/widgets/EnvironmentBadge.h"

#include <QAction>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class SideBarTest : public QObject
{
    Q_OBJECT
private slots:
    void switchesTheEnvironment();
    void offersTheConnectionCheck();

private:
    static Environment named(const QString &name)
    {
        Environment environment;
        environment.name = name;
        environment.url = QUrl(u"http://127.0.0.1:9"_s);
        return environment;
    }
    /// The action of the open menu whose text begins so.
    static QAction *action(SideBar &side, const QString &text)
    {
        side.showMenu();
        for (QAction *action : side.findChildren<QMenu *>().last()->actions()) {
            if (action->text().startsWith(text))
                return action;
        }
        return nullptr;
    }
};

void SideBarTest::switchesTheEnvironment()
{
    const QTemporaryDir folder;
    EnvironmentStore environments(folder.path());
    environments.setTransient(named(u"One"_s));
    environments.setTransient(named(u"Two"_s));
    SideBar side(&environments);
    side.setEnvironment(u"One"_s);
    QSignalSpy chosen(&side, &SideBar::environmentChosen);
    QVERIFY(action(side, u"One"_s)->isChecked());
    QVERIFY(!action(side, u"Two"_s)->isChecked());
    action(side, u"Two"_s)->trigger();
    QCOMPARE(chosen.value(0).value(0).toString(), u"Two"_s);
}

void SideBarTest::offersTheConnectionCheck()
{
    const QTemporaryDir folder;
    EnvironmentStore environments(folder.path());
    SideBar side(&environments);
    QVERIFY(!action(side, u"Check the connection"_s)->isEnabled()); // of nothing
    environments.setTransient(named(u"One"_s));
    side.setEnvironment(u"One"_s);
    QSignalSpy wanted(&side, &SideBar::checkWanted);
    action(side, u"Check the connection"_s)->trigger();
    QCOMPARE(wanted.value(0).value(0).toString(), u"One"_s);
}

QTEST_MAIN(SideBarTest)
#include "SideBarTest.moc"
