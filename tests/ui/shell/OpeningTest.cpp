#include "app/journal/FileLock.h"
#include "tests/app/journal/KeptVersion.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/OpeningPage.h"
#include "ui/shell/ProfileOpening.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>

using namespace waybill;
using namespace Qt::StringLiterals;

using Kind = JournalWork::Kind;

class OpeningTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        f = JournalFixture();
        m_clock = std::make_shared<SystemClock>();
    }

    void saysWhatIsDoneAndHowFarItIs()
    {
        OpeningPage page;
        auto *bar = page.findChild<QProgressBar *>();
        page.setWork({.kind = Kind::Copying, .bytes = 30'000'000, .ofBytes = 120'000'000});
        QVERIFY(says(page, u"Bringing your history forward…"_s));
        QVERIFY(says(page, u"30.0 MB of about 120.0 MB"_s));
        QCOMPARE(bar->value(), 250);
        QCOMPARE(bar->maximum(), 1000);
        page.setWork({.kind = Kind::Changing, .step = 2, .steps = 3});
        QVERIFY(says(page, u"Step 2 of 3"_s));
        QCOMPARE(bar->maximum(), 0);
        page.setWork({.kind = Kind::Waiting});
        QVERIFY(says(page, u"Another Waybill program"_s));
        page.setWork({.kind = Kind::Saving});
        QVERIFY(says(page, u"damaged"_s));
        page.setEnding();
        page.setWork({.kind = Kind::Copying});
        QVERIFY(says(page, u"Ending…"_s));
    }

    void everyControlHasANameAndAKey()
    {
        OpeningPage page;
        const auto *cancel = page.findChild<QPushButton *>();
        QCOMPARE(cancel->accessibleName(), u"Cancel and close"_s);
        QCOMPARE(cancel->shortcut(), QKeySequence(Qt::Key_Escape));
        QVERIFY(!page.findChild<QProgressBar *>()->accessibleName().isEmpty());
    }

    void escapeAndClosingCancelTheOpening()
    {
        MainWindow window(f.folder.path());
        QSignalSpy cancelled(&window, &MainWindow::openingCancelled);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::keyClick(&window, Qt::Key_Escape);
        QTRY_COMPARE(cancelled.size(), 1); // the button is seen to go down first
        QVERIFY(window.isVisible());       // until the step that runs has ended
        QVERIFY(says(*window.openingPage(), u"Ending…"_s));
        window.close();
        QCOMPARE(cancelled.size(), 2);
    }

    void bringsAnOlderOneForwardWhileTheEventLoopRuns()
    {
        restoreKeptVersion(u"2"_s, f.path());
        auto other = std::move(*FileLock::tryTake(f.folder.filePath(u"migration.lock"_s)));
        ProfileOpening opening(f.folder.path(), m_clock);
        QList<Kind> kinds;
        connect(&opening, &ProfileOpening::working, this, [&](const JournalWork &work) {
            kinds.append(work.kind);
            other.reset(); // the other program is done
        });
        std::unique_ptr<Journal> journal;
        connect(&opening, &ProfileOpening::opened, this,
                [&](OpenedJournal &opened) { journal = std::move(*Journal::take(std::move(opened), m_clock)); });
        opening.start();
        QTRY_VERIFY(journal);
        QCOMPARE(kinds.first(), Kind::Waiting);
        QVERIFY(kinds.contains(Kind::Changing));
        QVERIFY(journal->messages({})->size() > 10);
        appendOne(*journal); // it is this thread's now
    }

    void isCancelledWhileItWaits()
    {
        restoreKeptVersion(u"2"_s, f.path());
        const auto other = FileLock::tryTake(f.folder.filePath(u"migration.lock"_s));
        ProfileOpening opening(f.folder.path(), m_clock);
        bool opened = false;
        connect(&opening, &ProfileOpening::opened, this, [&opened] { opened = true; });
        std::optional<Error> error;
        connect(&opening, &ProfileOpening::failed, this, [&error](const Error &why) { error = why; });
        connect(&opening, &ProfileOpening::working, &opening, &ProfileOpening::cancel);
        opening.start();
        QTRY_VERIFY(error);
        QCOMPARE(error->kind, ErrorKind::Cancelled);
        QVERIFY(!opened);
        QCOMPARE(keptVersionOf(f.path()), 2);
    }

    void endsWithItsOwnerWhileItWaits()
    {
        restoreKeptVersion(u"2"_s, f.path());
        const auto other = FileLock::tryTake(f.folder.filePath(u"migration.lock"_s));
        {
            ProfileOpening opening(f.folder.path(), m_clock);
            QSignalSpy working(&opening, &ProfileOpening::working);
            opening.start();
            QTRY_VERIFY(!working.isEmpty());
        }
        QCOMPARE(keptVersionOf(f.path()), 2);
    }

private:
    static bool says(const QWidget &page, const QString &words)
    {
        const QList<QLabel *> labels = page.findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&words](const QLabel *label) { return label->text().contains(words); });
    }

    JournalFixture f;
    std::shared_ptr<SystemClock> m_clock;
};

QTEST_MAIN(OpeningTest)
#include "OpeningTest.moc"
