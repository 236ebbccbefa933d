#include "ui/shell/EnvironmentDialogs.h"

#include "app/catalogue/EntityUseStore.h"
#include "tests/ui/environments/EnvironmentsWorld.h"
#include "ui/environments/EnvironmentTable.h"
#include "ui/environments/ManagerDialog.h"
#include "ui/shell/ProfileOpening.h"
#include "ui/shell/Workbench.h"

#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What the window does when something became of an environment.
class EnvironmentDialogsTest : public QObject
{
    Q_OBJECT
private slots:
    void letsWhatIsKeptGoWithTheEnvironment();
};

void EnvironmentDialogsTest::letsWhatIsKeptGoWithTheEnvironment()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "");
    const QTemporaryDir profile;
    const auto clock = std::make_shared<SystemClock>();
    std::unique_ptr<Workbench> bench;
    ProfileOpening opening(profile.path(), clock);
    connect(&opening, &ProfileOpening::opened, this, [&](OpenedJournal &journal) {
        if (auto made = Workbench::open(profile.path(), clock, std::move(journal), {}))
            bench = std::move(*made);
    });
    opening.start();
    QTRY_VERIFY(bench);
    QWidget window;
    EnvironmentDialogs dialogs(bench.get(), &window);
    EnvironmentStore &environments = bench->environments;
    Environment environment = EnvironmentsWorld::named(u"Test"_s);
    QVERIFY(environments.add(environment));
    const EntityUseStore before(profile.path(), u"Test"_s), after(profile.path(), u"UAT"_s);
    QVERIFY(before.setFavourite(u"CustomersV3"_s, true));

    environment.name = u"UAT"_s;
    QVERIFY(environments.replace(u"Test"_s, environment));
    QCOMPARE(after.read().value().favourites, QSet<QString>{u"CustomersV3"_s});
    QVERIFY(!QFile::exists(before.path()));

    window.show();
    dialogs.manage();
    auto *manager = window.findChild<ManagerDialog *>();
    auto *table = manager->findChild<EnvironmentTable *>();
    QVERIFY(QTest::qWaitForWindowActive(manager)); // else the key is nobody's
    table->choose(u"UAT"_s);
    table->setFocus();
    QSignalSpy removed(&dialogs, &EnvironmentDialogs::removed);
    QTest::keyClick(table, Qt::Key_Delete);
    auto *question = manager->findChild<QMessageBox *>();
    QVERIFY(question);
    question->findChild<QPushButton *>(u"removeTheEnvironmentButton"_s)->click();
    QTRY_COMPARE(removed.size(), 1);
    QVERIFY(!QFile::exists(after.path()));
}

QTEST_MAIN(EnvironmentDialogsTest)
#include "EnvironmentDialogsTest.moc"
