#include "tests/app/files/PackageFixture.h"
#include "ui/packages/PackageViewer.h"
#include "ui/packages/PackagesPage.h"
#include "ui/push/PushPage.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/ProfileOpening.h"
#include "ui/shell/Workbench.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QMenu>
#include <QMimeData>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What the window does with files that are dropped on it.
class DropTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> profile;
    std::unique_ptr<Workbench> bench;
    std::unique_ptr<MainWindow> window;
    QString zip, text;

    /// Drops files on what lies in the middle of the window, as a hand would.
    void drop(const QStringList &paths)
    {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString &path : paths)
            urls << QUrl::fromLocalFile(path);
        data.setUrls(urls);
        const QPoint middle(window->width() * 2 / 3, window->height() / 2);
        QWidget *under = window->childAt(middle);
        QVERIFY(under);
        const QPoint there = under->mapFrom(window.get(), middle);
        QDragEnterEvent enter(there, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(under, &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent event(QPointF(there), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(under, &event);
    }
    QMenu *menu() const { return window->findChild<QMenu *>(u"dropMenu"_s); }
    qsizetype viewers() const { return window->findChildren<PackageViewer *>().size(); }
    qsizetype queued() const
    {
        const auto *page = window->findChild<PushPage *>();
        return page ? page->findChild<QTableView *>()->model()->rowCount() : 0;
    }

private slots:
    void init()
    {
        profile = std::make_unique<QTemporaryDir>();
        zip = profile->filePath(u"customers.zip"_s);
        tests::samplePackage(zip);
        text = profile->filePath(u"orders.csv"_s);
        QFile file(text);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("ORDER\n1\n") > 0);
        const auto clock = std::make_shared<SystemClock>();
        ProfileOpening opening(profile->path(), clock);
        connect(&opening, &ProfileOpening::opened, this, [&](OpenedJournal &journal) {
            if (auto made = Workbench::open(profile->path(), clock, std::move(journal), {}))
                bench = std::move(*made);
        });
        opening.start();
        QTRY_VERIFY(bench);
        window = std::make_unique<MainWindow>(profile->path());
        window->furnish(bench.get());
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    }
    void cleanup()
    {
        window.reset();
        bench.reset();
    }

    void aZipIsAskedAboutAndSentByEnter()
    {
        window->showPage(MainWindow::Messages);
        drop({zip});
        QVERIFY(menu() && menu()->isVisible());
        QVERIFY(!menu()->accessibleName().isEmpty());
        for (const QAction *action : menu()->actions())
            QVERIFY(!action->toolTip().isEmpty() && action->toolTip() != action->text());
        QCOMPARE(queued(), 0); // nothing is done unasked
        QCOMPARE(viewers(), 0);
        QTest::keyClick(menu(), Qt::Key_Return);
        QCOMPARE(queued(), 1);
        QCOMPARE(viewers(), 0);
        QVERIFY(window->findChild<PushPage *>()->isVisible());
    }

    void aZipIsLookedIntoByItsLetter()
    {
        window->showPage(MainWindow::Dashboard);
        drop({zip});
        QVERIFY(menu());
        QTest::keyClick(menu(), Qt::Key_L);
        QCOMPARE(viewers(), 1);
        QVERIFY(window->packagesPage()->isVisible());
        QCOMPARE(queued(), 0);
    }

    void escapeDoesNeither()
    {
        window->showPage(MainWindow::Messages);
        drop({zip});
        QVERIFY(menu());
        QTest::keyClick(menu(), Qt::Key_Escape);
        QTRY_VERIFY(!menu());
        QCOMPARE(viewers(), 0);
        QCOMPARE(queued(), 0);
    }

    void ofManyFilesOnlyTheZipsAreLookedInto()
    {
        window->showPage(MainWindow::Messages);
        drop({text, zip});
        QVERIFY(menu());
        QCOMPARE(menu()->actions().size(), 2);
        QCOMPARE(menu()->actions().first()->text(), u"&Push 2 files"_s);
        QCOMPARE(menu()->actions().last()->text(), u"&Look inside the zip"_s);
        menu()->actions().last()->trigger();
        QCOMPARE(viewers(), 1);
    }

    void withoutAZipNothingIsAsked()
    {
        window->showPage(MainWindow::Messages);
        drop({text});
        QVERIFY(!menu());
        QCOMPARE(queued(), 1);
    }

    void onPackagesItIsLookedIntoAtOnce()
    {
        window->showPage(MainWindow::Packages);
        drop({zip});
        QVERIFY(!menu());
        QCOMPARE(viewers(), 1);
        QCOMPARE(queued(), 0);
    }
};

QTEST_MAIN(DropTest)
#include "DropTest.moc"
