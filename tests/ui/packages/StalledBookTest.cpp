#include "tests/app/support/FaultyDisk.h"
#include "tests/ui/ButtonsInUse.h"
#include "tests/ui/packages/PackagesPageFixture.h"

#include "app/journal/Connection.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/FilterChip.h"

#include <QLabel>
#include <QPushButton>

using namespace waybill;
using namespace Qt::StringLiterals;

/// The page of packages while the profile lies on a disk that does not answer, or cannot be read.
class StalledBookTest : public PackagesPageFixture
{
    Q_OBJECT

    Download sound, waiting;

    QStringList buttonsInUse() const { return tests::buttonsInUse(page->details()); }
    QString title() const { return named<ElidedLabel>(u"downloadTitle"_s)->text(); }
    FilterChip *chip(const QString &word) const
    {
        const auto chips = page->findChildren<FilterChip *>();
        const auto found =
            std::ranges::find_if(chips, [&](const FilterChip *one) { return one->accessibleName() == word; });
        if (found == chips.end())
            qFatal("no chip %s", qPrintable(word));
        return *found;
    }
    /// Presses what offers it.
    void tryAgain()
    {
        const auto all = page->findChildren<QPushButton *>(u"readAgainButton"_s);
        const auto seen = std::ranges::find_if(all, [](const QPushButton *button) { return button->isVisible(); });
        QVERIFY(seen != all.end());
        (*seen)->click();
    }
    /// As with the mouse: the newest stands above.
    void click(const Download &download) { table()->selectRow(download.key == waiting.key ? 0 : 1); }
    void letGo()
    {
        QCOMPARE(FaultyDisk::get().readsOfThisThread(), 0);
        FaultyDisk::get().letGo();
    }

private slots:
    void initTestCase() { FaultyDisk::get(); }
    void init()
    {
        world = std::make_unique<PackagesWorld>();
        Environment other = *world->environments.find(u"UAT Europe"_s);
        other.name = u"Elsewhere"_s;
        other.url = QUrl(u"http://127.0.0.1:10"_s);
        QVERIFY(world->environments.add(other));
        sound = stored(u"sound.zip"_s, DownloadState::Acknowledged);
        waiting = stored(u"waiting.zip"_s, DownloadState::AckPending);
        show();
        QCOMPARE(table()->model()->rowCount(), 2);
        click(sound);
        QTRY_VERIFY(title().contains(u"sound.zip"_s) && buttonsInUse().contains(u"unpackButton"_s));
    }
    void cleanup()
    {
        FaultyDisk::get().letGo();
        end();
    }

    void nothingIsDoneToAPackageThatIsNotWantedAnyMore()
    {
        FaultyDisk::get().stall();
        click(waiting);
        QVERIFY(title().contains(u"sound.zip"_s)); // what was shown stays for a moment
        QCOMPARE(buttonsInUse(), QStringList());
        QTRY_VERIFY(FaultyDisk::get().holdsSomebody());
        QTRY_VERIFY(emptySays(u"Reading…"_s)); // the window goes on
        letGo();
        QTRY_VERIFY(title().contains(u"waiting.zip"_s));
        QVERIFY(!emptySays(u"Reading…"_s));
        QVERIFY(buttonsInUse().contains(u"acknowledgeButton"_s));
    }

    void whoComesBackHasThePackageAtOnce()
    {
        FaultyDisk::get().stall();
        click(waiting);
        QTRY_VERIFY(emptySays(u"Reading…"_s));
        click(sound);
        QVERIFY(title().contains(u"sound.zip"_s));
        QVERIFY(buttonsInUse().contains(u"unpackButton"_s));
        letGo();
    }

    void anotherEnvironmentIsReadWhileTheWindowGoesOn()
    {
        const auto *headline = named<QLabel>(u"packagesHeadline"_s);
        FaultyDisk::get().stall();
        page->setEnvironment(u"Elsewhere"_s);
        QTRY_VERIFY(FaultyDisk::get().holdsSomebody());
        QCOMPARE(headline->text(), u"Reading…"_s);
        QCOMPARE(table()->model()->rowCount(), 0); // nothing of the one before can be used
        QVERIFY(!table()->isEnabled());
        QTRY_VERIFY(emptySays(u"Reading…"_s));
        QVERIFY(!emptySays(u"No package"_s) && !table()->isVisible()); // nothing is said that is not known
        QCOMPARE(chip(u"All"_s)->count(), -1);
        letGo();
        QTRY_COMPARE(headline->text(), u"No package was fetched here yet"_s);
        QVERIFY(emptySays(u"No package was fetched here yet"_s));
        QCOMPARE(chip(u"All"_s)->count(), 0);
        page->setEnvironment(u"UAT Europe"_s);
        QTRY_COMPARE(table()->model()->rowCount(), 2);
    }

    void whatCannotBeReadIsNotTakenForNothing()
    {
        const auto *headline = named<QLabel>(u"packagesHeadline"_s);
        const auto another = Connection::open(world->folder.filePath(u"journal.sqlite"_s), Connection::Mode::ReadWrite);
        QVERIFY(another && (*another)->run(u"ALTER TABLE job_looks RENAME TO elsewhere"_s));
        page->setEnvironment(u"Elsewhere"_s);
        QTRY_COMPARE(headline->text(), u"What was fetched here cannot be read"_s);
        page->setEnvironment(u"UAT Europe"_s);
        QTRY_COMPARE(headline->text(), u"What was fetched here cannot be read"_s);
        QVERIFY(emptySays(u"The packages cannot be shown"_s) && !emptySays(u"No package"_s));
        QVERIFY((*another)->run(u"ALTER TABLE elsewhere RENAME TO job_looks"_s));
        stored(u"third.zip"_s, DownloadState::Acknowledged); // the book tells of it
        QTRY_COMPARE(table()->model()->rowCount(), 3);
    }

    void whoTriesAgainSeesThePackagesThatCanBeReadNow()
    {
        const auto another = Connection::open(world->folder.filePath(u"journal.sqlite"_s), Connection::Mode::ReadWrite);
        QVERIFY(another && (*another)->run(u"ALTER TABLE job_looks RENAME TO elsewhere"_s));
        page->setEnvironment(u"Elsewhere"_s);
        QTRY_VERIFY(emptySays(u"The packages cannot be shown"_s));
        page->setEnvironment(u"UAT Europe"_s);
        QTRY_VERIFY(emptySays(u"The packages cannot be shown"_s));
        QVERIFY((*another)->run(u"ALTER TABLE elsewhere RENAME TO job_looks"_s));
        tryAgain();
        QTRY_COMPARE(table()->model()->rowCount(), 2);
        QVERIFY(table()->isVisible() && table()->isEnabled());
        QTRY_VERIFY(title().contains(u"waiting.zip"_s));
    }

    void aPackageThatCannotBeReadIsSaidAndReadAgain()
    {
        const auto another = Connection::open(world->folder.filePath(u"journal.sqlite"_s), Connection::Mode::ReadWrite);
        QVERIFY(another && (*another)->run(u"ALTER TABLE download_exchanges RENAME TO elsewhere"_s));
        click(waiting);
        QTRY_VERIFY(emptySays(u"This package cannot be shown"_s));
        QCOMPARE(buttonsInUse(), QStringList(u"readAgainButton"_s));
        QVERIFY((*another)->run(u"ALTER TABLE elsewhere RENAME TO download_exchanges"_s));
        tryAgain();
        QTRY_VERIFY(title().contains(u"waiting.zip"_s));
        QVERIFY(buttonsInUse().contains(u"acknowledgeButton"_s));
    }
};

QTEST_MAIN(StalledBookTest)
#include "StalledBookTest.moc"
