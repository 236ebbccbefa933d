#include "tests/ui/messages/MessagesPageFixture.h"

#include "app/journal/Connection.h"
#include "app/messages/UsualCourse.h"

#include <QHeaderView>

using namespace waybill;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The page while a bad day goes by.
class WatchingTest : public MessagesPageFixture
{
    Q_OBJECT

    /// A job whose batch takes files every quarter of an hour.
    void addPast()
    {
        for (int i = 8; i >= 1; --i)
            world->add(u"before-%1.csv"_s.arg(i), u"Customer groups"_s, 3, i * 900s + 1800s,
                       {u"Sending"_s, u"Enqueued"_s, u"Processing"_s, u"Processed"_s}, 600s);
    }

private slots:
    void cleanup()
    {
        delete page;
        page = nullptr;
        delete world;
        world = nullptr;
    }

    void aWaitingMessageIsToldHowItUsuallyGoes()
    {
        open();
        world->secrets.keepForSession(u"UAT Europe"_s, u"hush"_s);
        addPast();
        world->add(u"now.csv"_s, u"Customer groups"_s, 3, 120s, {u"Sending"_s, u"Enqueued"_s});
        world->add(u"stuck.csv"_s, u"Customer groups"_s, 3, 3000s, {u"Sending"_s, u"Enqueued"_s});
        begin();
        press(u"allChip"_s);
        world->desk->poller().start();
        choose(u"now.csv"_s);
        const auto *outlook = named<QLabel>(u"nextLook"_s);
        QTRY_VERIFY(outlook->isVisible());
        QTRY_VERIFY2(outlook->text().startsWith(u"This job's batch usually takes files every 15 minutes; "_s),
                     qPrintable(outlook->text()));
        choose(u"stuck.csv"_s);
        QTRY_VERIFY2(outlook->text().startsWith(u"Longer than usual: "_s), qPrintable(outlook->text()));
        QVERIFY(outlook->text().contains(u"waiting for 49 minutes"_s) ||
                outlook->text().contains(u"waiting for 50 minutes"_s));
    }

    void theSentenceOfTheFirstMessageChosenLeavesNoHole()
    {
        open();
        world->secrets.keepForSession(u"UAT Europe"_s, u"hush"_s);
        addPast();
        const MessageKey key = world->add(u"now.csv"_s, u"Customer groups"_s, 3, 120s, {u"Sending"_s, u"Enqueued"_s});
        world->desk->poller().start();
        QTRY_VERIFY(world->desk->poller().usualCourse(key) && world->desk->poller().usualCourse(key)->every);
        begin();
        // Its words were laid out when nobody saw the pane yet.
        choose(u"now.csv"_s);
        const auto *outlook = named<QLabel>(u"nextLook"_s);
        QTRY_VERIFY(outlook->isVisible());
        QTRY_VERIFY(outlook->width() > 300);
        QTRY_VERIFY(outlook->height() < 3 * outlook->fontMetrics().lineSpacing());
    }

    void aLongRestrictionFitsAndItsFirstMessageIsShown()
    {
        open();
        world->fillMorning();
        begin();
        page->resize(692, 610);
        choose(u"prices.csv"_s);
        MessageFilter only;
        only.environment = u"UAT Europe"_s;
        only.job = u"Demand forecast"_s;
        const QString name = u"Failed in the last 7 days: "_s + QString(u"the value ‘…’ is too long & "_s).repeated(8);
        page->showOnly(only, name);
        loaded();
        auto *chip = named<QPushButton>(u"onlyChip"_s);
        QTRY_VERIFY(chip->isVisible());
        QVERIFY(chip->geometry().right() < chip->parentWidget()->width());
        QVERIFY(page->width() == 692);
        QVERIFY(chip->toolTip().contains(u"too long"_s));
        QVERIFY(chip->accessibleName().startsWith(u"Only Failed in the last 7 days"_s));
        QVERIFY(!files().contains(u"prices.csv"_s));
        QTRY_COMPARE(named<QTableView>(u"messagesTable"_s)->currentIndex().row(), 0);
        QTRY_COMPARE(title(), files().first());
        press(u"onlyChip"_s);
        QVERIFY(!chip->isVisible());
    }

    void countsAgainAfterTheJournalCouldNotBeRead()
    {
        open();
        world->fillMorning();
        begin();
        auto *feed = page->findChild<MessageFeed *>();
        disconnect(feed, &MessageFeed::failed, this, nullptr);
        const auto another = Connection::open(world->folder.filePath(u"journal.sqlite"_s), Connection::Mode::ReadWrite);
        QVERIFY(another && (*another)->run(u"ALTER TABLE messages RENAME TO elsewhere"_s));
        QSignalSpy failed(feed, &MessageFeed::failed);
        world->clock->now = world->clock->now.addDays(1);
        feed->refreshToday();
        QTRY_VERIFY(!failed.isEmpty());
        QVERIFY((*another)->run(u"ALTER TABLE elsewhere RENAME TO messages"_s));
        QSignalSpy counted(feed, &MessageFeed::counted);
        world->clock->now = world->clock->now.addDays(1);
        feed->refreshToday();
        QTRY_VERIFY(!counted.isEmpty());
    }

    void theLineOfAFailingRowStaysInSight()
    {
        open();
        world->fillMorning();
        begin();
        choose(u"demand-forecast-W48.csv"_s);
        auto *rows = named<QTableView>(u"failingRowsTable"_s);
        QTRY_COMPARE(rows->model()->columnCount(), 5);
        rows->setColumnWidth(1, 600);
        rows->scrollTo(rows->model()->index(0, 3));
        QVERIFY(rows->horizontalHeader()->offset() > 0);
        const QRect line = rows->visualRect(rows->model()->index(0, 0));
        QCOMPARE(line.left(), 0);
        QCOMPARE(rows->indexAt(line.center()), rows->model()->index(0, 0));
        QVERIFY(rows->visualRect(rows->model()->index(0, 3)).left() >= line.width());
    }
};

QTEST_MAIN(WatchingTest)
#include "WatchingTest.moc"
