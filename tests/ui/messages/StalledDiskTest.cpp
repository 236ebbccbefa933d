#include "tests/app/support/FaultyDisk.h"
#include "tests/ui/ButtonsInUse.h"
#include "tests/ui/messages/MessagesPageFixture.h"

#include "app/journal/Connection.h"
#include "ui/widgets/TimeDisplay.h"

#include <QAbstractItemView>
#include <QFile>
#include <QLineEdit>
#include <QScopeGuard>
#include <QSemaphore>

#ifndef Q_OS_WIN
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace waybill;
using namespace Qt::StringLiterals;

/// The page while the profile lies on a disk that does not answer, or cannot be read.
class StalledDiskTest : public MessagesPageFixture
{
    Q_OBJECT

    const QString undecided = u"orders-0642.xml"_s;
    const QString failing = u"demand-forecast-W48.csv"_s;
    const QString refused = u"costumers.csv"_s;

    QStringList buttonsInUse() const { return tests::buttonsInUse(named<QWidget>(u"detailPane"_s)); }
    /// From now on nobody gets anything from the disk, but this thread, which is to ask for nothing.
    void stall() { FaultyDisk::get().stall(); }
    void letGo()
    {
        QCOMPARE(FaultyDisk::get().readsOfThisThread(), 0);
        FaultyDisk::get().letGo();
    }

private slots:
    void initTestCase() { FaultyDisk::get(); }
    void init()
    {
        open();
        world->fillMorning();
        begin();
        choose(undecided);
    }
    void cleanup()
    {
        FaultyDisk::get().letGo();
        delete page;
        page = nullptr;
        delete world;
        world = nullptr;
    }

    void nothingIsDoneToAMessageThatIsNotWantedAnyMore()
    {
        QVERIFY(buttonsInUse().contains(u"leaveItButton"_s));
        stall();
        click(failing);
        QCOMPARE(title(), undecided); // what was shown stays for a moment
        QCOMPARE(buttonsInUse(), QStringList());
        named<QPushButton>(u"leaveItButton"_s)->click();
        QTest::keyClick(named<QLineEdit>(u"noteField"_s), Qt::Key_Return);
        QTRY_VERIFY(FaultyDisk::get().holdsSomebody());
        QTRY_VERIFY(says(u"Reading…"_s)); // the window goes on
        QVERIFY(!says(undecided));
        QCOMPARE(buttonsInUse(), QStringList());
        letGo();
        QTRY_COMPARE(title(), failing);
        QVERIFY(!says(u"Reading…"_s));
        QVERIFY(buttonsInUse().contains(u"pushAgainButton"_s));
        QCOMPARE(world->journal->counts(u"UAT Europe"_s, {})->needsAttention, 5);
    }

    void ofTwoChoicesTheNewestIsShownAndActedUpon()
    {
        stall();
        click(failing);
        QTRY_VERIFY(FaultyDisk::get().holdsSomebody());
        click(refused);
        QTRY_VERIFY(says(u"Reading…"_s));
        letGo();
        QTRY_COMPARE(title(), refused);
        press(u"markHandledButton"_s);
        QTRY_COMPARE(files().size(), 4);
        QVERIFY(!files().contains(refused));
        QVERIFY(files().contains(undecided) && files().contains(failing));
    }

    void whoComesBackHasTheMessageAtOnce()
    {
        stall();
        click(failing);
        QTRY_VERIFY(says(u"Reading…"_s));
        click(undecided);
        QCOMPARE(title(), undecided);
        QVERIFY(says(undecided));
        QVERIFY(buttonsInUse().contains(u"leaveItButton"_s));
        letGo();
        press(u"leaveItButton"_s);
        QTRY_COMPARE(files().size(), 4);
        QVERIFY(!files().contains(undecided));
        QCOMPARE(title(), undecided);
    }

    void whatIsShownStaysInUseWhileItIsReadAgain()
    {
        const QStringList before = buttonsInUse();
        stall();
        TimeDisplay::ofWindow().setUtc(!TimeDisplay::ofWindow().isUtc());
        QTRY_VERIFY(FaultyDisk::get().holdsSomebody());
        QCOMPARE(buttonsInUse(), before);
        QVERIFY(says(undecided));
        letGo();
        TimeDisplay::ofWindow().setUtc(false);
    }

#ifndef Q_OS_WIN
    /// A pipe in the place of the stored copy: whoever opens it waits for its other end.
    void theStoredFileIsNotWaitedForEither()
    {
        const QString stored =
            world->desk->payloads().path(world->journal->messages({.search = failing})->first().sha256);
        QVERIFY(QFile::remove(stored));
        QCOMPARE(::mkfifo(QFile::encodeName(stored).constData(), 0600), 0);
        // Lets a window that waits go on as well, so that this fails and does not hang.
        QSemaphore seen;
        std::jthread other([&] {
            const int pipe = ::open(QFile::encodeName(stored).constData(), O_WRONLY);
            seen.tryAcquire(1, 5'000);
            const QByteArray text("A,B\r\n1,2\r\n");
            if (pipe < 0 || ::write(pipe, text.constData(), size_t(text.size())) != text.size() || ::close(pipe) != 0)
                qWarning("the pipe cannot be written");
        });
        // Why it failed is asked as well: whoever still waits for the other end finds it, and nothing behind it.
        const auto away = qScopeGuard([&] {
            const int pipe = ::open(QFile::encodeName(stored).constData(), O_RDWR | O_NONBLOCK);
            seen.release();
            other.join();
            QFile::remove(stored);
            ::close(pipe);
        });
        click(failing);
        QTRY_VERIFY(says(u"Reading…"_s));
        QCOMPARE(buttonsInUse(), QStringList());
        seen.release();
        QTRY_COMPARE(title(), failing);
        QCOMPARE(named<QAbstractItemView>(u"fileLinesTable"_s)->model()->rowCount(), 2);
    }
#endif

    void theKeyboardStaysWhereItWas()
    {
        page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page));
        named<QPushButton>(u"copyForTheTicketButton"_s)->setFocus();
        page->showMessage(world->journal->messages({.search = failing})->first().key);
        QVERIFY(!named<QPushButton>(u"copyForTheTicketButton"_s)->isEnabled());
        QTRY_COMPARE(title(), failing);
        QVERIFY(named<QPushButton>(u"copyForTheTicketButton"_s)->hasFocus());
    }

    void aMessageThatCannotBeReadIsSaidAndReadAgain()
    {
        const MessageKey key = world->journal->messages({.search = failing})->first().key;
        const auto another = Connection::open(world->folder.filePath(u"journal.sqlite"_s), Connection::Mode::ReadWrite);
        QVERIFY(another && (*another)->run(u"ALTER TABLE exchanges RENAME TO elsewhere"_s));
        click(failing);
        QTRY_VERIFY(says(u"This message cannot be shown"_s));
        QCOMPARE(buttonsInUse(), QStringList(u"readAgainButton"_s));
        QVERIFY((*another)->run(u"ALTER TABLE elsewhere RENAME TO exchanges"_s));
        world->explain(key); // the journal tells of it
        QTRY_VERIFY(!says(u"This message cannot be shown"_s));
        QCOMPARE(title(), failing);
        QVERIFY(buttonsInUse().contains(u"pushAgainButton"_s));
    }

    void rowsThatCannotBeReadAreNotTakenForNone()
    {
        const QString stored =
            world->desk->payloads().path(world->journal->messages({.search = failing})->first().sha256);
        QVERIFY(QFile::rename(stored, stored + u".away"_s));
        choose(failing);
        QTRY_VERIFY(says(u"The failing rows cannot be shown."_s));
        QVERIFY(says(u"Release the products to usmf first"_s)); // what else is known stays
        QVERIFY(QFile::rename(stored + u".away"_s, stored));
        choose(undecided);
        choose(failing);
        QTRY_COMPARE(named<QAbstractItemView>(u"failingRowsTable"_s)->model()->rowCount(), 37);
        QVERIFY(!says(u"The failing rows cannot be shown."_s));
    }

    void whoTriesAgainSeesWhatCanBeReadNow()
    {
        const auto another = Connection::open(world->folder.filePath(u"journal.sqlite"_s), Connection::Mode::ReadWrite);
        QVERIFY(another && (*another)->run(u"ALTER TABLE exchanges RENAME TO elsewhere"_s));
        click(failing);
        QTRY_VERIFY(says(u"This message cannot be shown"_s));
        press(u"readAgainButton"_s);
        QTRY_VERIFY(says(u"This message cannot be shown"_s));
        QVERIFY((*another)->run(u"ALTER TABLE elsewhere RENAME TO exchanges"_s));
        named<QPushButton>(u"readAgainButton"_s)->setFocus();
        press(u"readAgainButton"_s);
        QTRY_COMPARE(title(), failing);
        QVERIFY(page->focusWidget() && page->focusWidget()->isVisible()); // the keyboard is in the pane still
        QVERIFY(buttonsInUse().contains(u"pushAgainButton"_s));
    }

    void aMessageThatIsGoneLeavesNothingToActUpon()
    {
        page->showMessage(MessageKey(4711));
        QTRY_VERIFY(says(u"It is no longer in the history."_s));
        QCOMPARE(buttonsInUse(), QStringList());
        choose(failing);
        QVERIFY(buttonsInUse().contains(u"pushAgainButton"_s));
    }
};

QTEST_MAIN(StalledDiskTest)
#include "StalledDiskTest.moc"
