#include "tests/ui/messages/MessagesPageFixture.h"

#include "ui/style/Appearance.h"
#include "ui/widgets/TimeDisplay.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTableView>
#include <QTabWidget>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The page over a real journal, used by mouse and keys.
class MessagesPageTest : public MessagesPageFixture
{
    Q_OBJECT

private slots:
    void cleanup()
    {
        delete page;
        delete world;
        page = nullptr;
        world = nullptr;
    }

    void aNewProfileSaysWhatThePageIsForAndOffersToPush()
    {
        open();
        begin();
        QVERIFY(says(u"Nothing has been pushed here yet"_s));
        QVERIFY(!page->findChild<QWidget *>(u"detailPane"_s)); // made for the first message that is chosen
        TimeDisplay::ofWindow().setUtc(true);                  // nothing hangs on it
        TimeDisplay::ofWindow().setUtc(false);
        QSignalSpy wanted(page, &MessagesPage::pushPageWanted);
        const auto buttons = page->findChildren<QPushButton *>();
        for (QPushButton *button : buttons) {
            if (button->text() == u"Push a file")
                button->click();
        }
        QCOMPARE(wanted.count(), 1);
    }

    void undecidedMessagesComeFirstOfWhatNeedsAttention()
    {
        open();
        world->fillMorning();
        QSignalSpy badge(page, &MessagesPage::needsAttentionChanged);
        begin();
        QTRY_VERIFY(!badge.isEmpty());
        QCOMPARE(badge.last().first().toInt(), 5);
        QCOMPARE(files().first(), u"orders-0642.xml"_s);
        QCOMPARE(files().size(), 5);
        auto *table = named<QTableView>(u"messagesTable"_s);
        table->sortByColumn(1, Qt::AscendingOrder);
        loaded();
        QCOMPARE(files().first(), u"orders-0642.xml"_s);
        table->sortByColumn(1, Qt::DescendingOrder);
        loaded();
        QCOMPARE(files().first(), u"orders-0642.xml"_s);
        QVERIFY(named<QLabel>(u"headline"_s)->text().contains(u"5 need you"_s));
    }

    void theFirstRowsDoNotWaitForTheLastSuccess()
    {
        open();
        world->fillMorning();
        auto *headline = named<QLabel>(u"headline"_s);
        QString withRows;
        connect(page->findChild<MessageFeed *>(), &MessageFeed::renewed, this, [&] { withRows = headline->text(); });
        begin();
        QVERIFY(withRows.contains(u"5 need you"_s) && !withRows.contains(u"success"_s));
        QVERIFY(headline->text().contains(u"last success"_s));
    }

    void theNewestStandFirst()
    {
        open();
        world->fillMorning();
        begin();
        press(u"allChip"_s);
        QCOMPARE(files().first(), u"inventory-count.csv"_s);
        QCOMPARE(files().last(), u"orders-0612.xml"_s);
    }

    void theSearchFindsFilesJobsAndErrors()
    {
        open();
        world->fillMorning();
        begin();
        press(u"allChip"_s);
        QCOMPARE(files().size(), 10);
        auto *field = named<QLineEdit>(u"searchField"_s);
        field->setText(u"łódź"_s);
        loaded();
        QCOMPARE(files(), QStringList{u"customers Łódź.csv"_s});
        field->setText(u"name is unknown"_s);
        loaded();
        QCOMPARE(files(), QStringList{u"prices.csv"_s});
        field->setText(u"nothing of the kind"_s);
        loaded();
        QVERIFY(files().isEmpty());
        QVERIFY(says(u"Nothing found"_s));
    }

    void newsReachTheTableWhileItIsShown()
    {
        open();
        begin();
        press(u"allChip"_s);
        world->add(u"late.csv"_s, u"Customer groups"_s, 3, 5s, {u"Sending"_s});
        QTRY_COMPARE(files(), QStringList{u"late.csv"_s});
        QTRY_VERIFY(named<QPushButton>(u"inFlightChip"_s)->accessibleDescription().contains(u"1"_s));
    }

    void saysWhenTheChosenMessageIsLookedAtNext()
    {
        open();
        world->secrets.keepForSession(u"UAT Europe"_s, u"hush"_s);
        world->add(u"slow.csv"_s, u"Customer groups"_s, 3, 1h, {u"Sending"_s, u"Enqueued"_s, u"Processing"_s});
        begin();
        press(u"allChip"_s);
        choose(u"slow.csv"_s);
        QVERIFY(!named<QLabel>(u"nextLook"_s)->isVisible()); // nobody asks
        world->desk->poller().start();
        QTRY_VERIFY(named<QLabel>(u"nextLook"_s)->isVisible());
        QVERIFY(named<QLabel>(u"nextLook"_s)->text().contains(u"look"_s, Qt::CaseInsensitive));
    }

    void aFailureIsExplainedDownToTheGuiltyCell()
    {
        open();
        world->fillMorning();
        begin();
        choose(u"demand-forecast-W48.csv"_s);
        auto *rows = named<QTableView>(u"failingRowsTable"_s);
        QCOMPARE(rows->accessibleName(), u"Failing rows"_s);
        QTRY_COMPARE(rows->model()->rowCount(), 37);
        QTRY_COMPARE(rows->model()->headerData(1, Qt::Horizontal).toString(), u"ITEMNUMBER"_s);
        QCOMPARE(rows->model()->index(0, 0).data().toString(), u"12"_s);
        QVERIFY(rows->model()->index(0, 1).data(Qt::ToolTipRole).toString().contains(u"Released products"_s));
        QVERIFY(says(u"Release the products to usmf first"_s));
        QVERIFY(says(u"31 rows"_s));

        press(u"copyForTheTicketButton"_s);
        const QString ticket = QGuiApplication::clipboard()->text();
        for (const QString &part : {u"demand-forecast-W48.csv"_s, u"Demand forecast"_s, u"DF-2026-11-23-0007"_s,
                                    u"8f3c2d10-5b7e-4c1a-9f00-2a6d1e4ba61e"_s, u"UTC"_s, u"line 12"_s, u"4711"_s})
            QVERIFY2(ticket.contains(part), qPrintable(part));

        world->savePath = world->folder.path() + u"/mend.csv"_s;
        press(u"saveFailingRowsButton"_s);
        QTRY_VERIFY(says(u"37 rows saved"_s));
        QFile saved(world->savePath);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QVERIFY(saved.readLine() == "ITEMNUMBER,SITE,QUANTITY\r\n");
        QSignalSpy push(page, &MessagesPage::pushWanted);
        press(u"pushThisFileButton"_s);
        QCOMPARE(push.last().first().toStringList(), QStringList{world->savePath});
    }

    void aPackageIsExplainedByEntityWithLogAndFiles()
    {
        open();
        world->addFailedPackage();
        begin();
        press(u"allChip"_s);
        choose(u"customers-and-vendors.zip"_s);
        auto *entities = named<QTableView>(u"entityResultsTable"_s);
        QTRY_COMPARE(entities->model()->rowCount(), 2);
        QCOMPARE(entities->model()->index(1, 0).data().toString(), u"Vendors V2"_s);
        auto *tabs = named<QTabBar>(u"failingRowsTabs"_s);
        QTRY_COMPARE(tabs->count(), 3);
        auto *rows = named<QTableView>(u"failingRowsTable"_s);
        entities->selectRow(1);
        QCOMPARE(tabs->tabText(tabs->currentIndex()), u"Vendors V2 (1)"_s);
        QCOMPARE(rows->model()->index(0, 0).data().toString(), u"4"_s);
        QCOMPARE(rows->model()->index(0, 1).data().toString(), u"V-3"_s);
        const QString log = named<QPlainTextEdit>(u"executionLogText"_s)->toPlainText();
        QVERIFY(log.contains(u"<b>Staging</b>"_s) && log.contains(u"␛[31m"_s));

        world->savePath = world->folder.path() + u"/keys.csv"_s;
        press(u"saveErrorFileButton0"_s);
        QTRY_VERIFY(says(u"Saved as"_s));
        QFile saved(world->savePath);
        QVERIFY(saved.open(QIODevice::ReadOnly));
        QCOMPARE(saved.readAll(), "VENDOR\r\nV-3\r\n");
        world->savePath = world->folder.path() + u"/mend.zip"_s;
        press(u"saveFailingRowsButton"_s);
        QTRY_VERIFY(says(u"2 rows saved"_s));
        // A page that is no web page is not opened for the service's sake.
        press(u"openInFinanceButton"_s);
        QCOMPARE(world->opened.size(), 1);
        QCOMPARE(world->opened.last().scheme(), u"http"_s);
    }

    void itArrivedAsksForTheIdAndGoesOn()
    {
        open();
        world->fillMorning();
        begin();
        choose(u"orders-0642.xml"_s);
        press(u"openManageMessagesButton"_s);
        QCOMPARE(world->opened.size(), 1);
        press(u"itArrivedButton"_s);
        auto *id = named<QLineEdit>(u"messageIdField"_s);
        QVERIFY(id->isVisible());
        id->setText(u"no id"_s);
        press(u"followItButton"_s);
        QVERIFY(says(u"That is not a message ID"_s));
        id->setText(u"{8F3C2D10-5B7E-4C1A-9F00-2A6D1E4BA61F}"_s);
        press(u"followItButton"_s);
        MessageFilter filter;
        filter.search = u"orders-0642"_s;
        QTRY_COMPARE(world->journal->messages(filter)->first().state, MessageState::InFlight);
        QCOMPARE(world->journal->messages(filter)->first().messageId.text(), u"8f3c2d10-5b7e-4c1a-9f00-2a6d1e4ba61f"_s);
        QTRY_VERIFY(!named<QPushButton>(u"itArrivedButton"_s)->isVisible());
    }

    void itDidNotMakesALinkedAttempt()
    {
        open();
        world->fillMorning();
        begin();
        choose(u"orders-0642.xml"_s);
        press(u"itDidNotSendAgainButton"_s);
        MessageFilter filter;
        filter.search = u"orders-0642"_s;
        QTRY_COMPARE(world->journal->messages(filter)->size(), 2);
        const Message fresh = world->journal->messages(filter)->first();
        QVERIFY(fresh.attemptOf.has_value());
        QCOMPARE(world->message(*fresh.attemptOf).state, MessageState::Unconfirmed);
        QVERIFY(world->message(*fresh.attemptOf).handled.has_value());
    }

    void leaveItAndMarkHandledTakeRowsOutOfAttention()
    {
        open();
        const MessageKey failed = world->fillMorning();
        begin();
        choose(u"orders-0642.xml"_s);
        press(u"leaveItButton"_s);
        QTRY_COMPARE(files().size(), 4);
        choose(u"demand-forecast-W48.csv"_s);
        named<QLineEdit>(u"noteField"_s)->setText(u"called the plant"_s);
        press(u"markHandledButton"_s);
        QTRY_COMPARE(files().size(), 3);
        QCOMPARE(world->message(failed).handled->note, u"called the plant"_s);
        QTRY_VERIFY(!named<QPushButton>(u"markHandledButton"_s)->isVisible());
    }

    void pushAgainMakesALinkedAttempt()
    {
        open();
        const MessageKey failed = world->fillMorning();
        begin();
        choose(u"demand-forecast-W48.csv"_s);
        press(u"pushAgainButton"_s);
        press(u"pushAgainButton"_s); // as one does who sees nothing happen: it is one attempt all the same
        MessageFilter filter;
        filter.search = u"demand-forecast-W48"_s;
        QTRY_COMPARE(world->journal->messages(filter)->size(), 2);
        QCOMPARE(world->journal->messages(filter)->first().attemptOf, failed);
    }

    void panesAndTablesHaveTheirNames()
    {
        open();
        world->fillMorning();
        begin();
        choose(u"demand-forecast-W48.csv"_s);
        QStringList names;
        const auto widgets = page->findChildren<QWidget *>();
        for (const QWidget *widget : widgets)
            names << widget->accessibleName();
        for (const QString &name :
             {u"Messages"_s, u"Lifecycle"_s, u"Why it failed"_s, u"File"_s, u"HTTP"_s, u"History"_s, u"Search"_s,
              u"Failing rows"_s, u"It arrived"_s, u"It did not, send again"_s, u"Leave it"_s, u"Mark handled"_s,
              u"Copy for the ticket"_s, u"Save failing rows"_s, u"Push again"_s})
            QCOMPARE(names.count(name), 1);
        for (int tab = 0; tab < 4; ++tab) {
            named<QTabWidget>(u"detailTabs"_s)->setCurrentIndex(tab);
            QCOMPARE(named<QTabWidget>(u"detailTabs"_s)->tabText(tab),
                     QStringList({u"Why it failed"_s, u"File"_s, u"HTTP"_s, u"History"_s})[tab]);
        }
        QCOMPARE(named<QTableView>(u"exchangesTable"_s)->model()->rowCount(), 2);
        QVERIFY(named<QTableView>(u"eventsTable"_s)->model()->rowCount() >= 6);
        QVERIFY(named<QTableView>(u"fileLinesTable"_s)->model()->rowCount() > 300);
    }

    void theChoiceStaysWithItsMessage()
    {
        open();
        world->fillMorning();
        begin();
        press(u"allChip"_s);
        choose(u"prices.csv"_s);
        auto *table = named<QTableView>(u"messagesTable"_s);
        const auto chosen = [table] { return table->currentIndex().siblingAtColumn(1).data().toString(); };
        world->add(u"late.csv"_s, u"Customer groups"_s, 3, 5s, {u"Sending"_s});
        QTRY_COMPARE(files().first(), u"late.csv"_s);
        QCOMPARE(chosen(), u"prices.csv"_s);
        table->sortByColumn(1, Qt::DescendingOrder);
        loaded();
        QCOMPARE(chosen(), u"prices.csv"_s);
        press(u"needsAttentionChip"_s);
        QCOMPARE(chosen(), u"prices.csv"_s);
        press(u"inFlightChip"_s);
        QVERIFY(!table->currentIndex().isValid());
        QVERIFY(says(u"prices.csv"_s)); // the pane beside goes on showing it
    }

    void aRestrictionFromElsewhereCanBeTakenAway()
    {
        open();
        world->fillMorning();
        begin();
        MessageFilter only;
        only.job = u"Sales orders"_s;
        only.states = {MessageState::Succeeded, MessageState::Held};
        page->showOnly(only, u"Sales orders"_s);
        loaded();
        QCOMPARE(files(), QStringList({u"prices.csv"_s, u"orders-0612.xml"_s}));
        QVERIFY(named<QPushButton>(u"onlyChip"_s)->text().contains(u"Sales orders"_s));
        press(u"onlyChip"_s);
        QCOMPARE(files().size(), 10);
        QVERIFY(!named<QPushButton>(u"onlyChip"_s)->isVisible());
    }

    void aMessageOfAnotherFilterIsShownAllTheSame()
    {
        open();
        world->fillMorning();
        begin();
        press(u"inFlightChip"_s);
        MessageFilter filter;
        filter.search = u"orders-0612"_s;
        page->showMessage(world->journal->messages(filter)->first().key);
        auto *table = named<QTableView>(u"messagesTable"_s);
        QTRY_COMPARE(table->currentIndex().siblingAtColumn(1).data().toString(), u"orders-0612.xml"_s);
        QVERIFY(named<QPushButton>(u"allChip"_s)->isChecked());
    }

    /// WAYBILL_GALLERY=folder keeps pictures of the page for a look.
    void drawsItselfInBothThemes()
    {
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            Appearance appearance(*qApp, choice);
            open();
            world->fillMorning();
            begin();
            const QString theme = choice == ThemeChoice::Light ? u"light"_s : u"dark"_s;
            const auto picture = [&](const QString &name) {
                const QPixmap drawn = page->grab();
                QVERIFY(!drawn.isNull());
                if (const QString folder = qEnvironmentVariable("WAYBILL_GALLERY"); !folder.isEmpty())
                    QVERIFY(drawn.save(QDir(folder).filePath(u"messages-%1-%2.png"_s.arg(name, theme))));
            };
            picture(u"undecided"_s);
            choose(u"demand-forecast-W48.csv"_s);
            const auto why = [&] { // what the pane says in place of rows
                QStringList words;
                for (const auto *label : page->findChildren<QLabel *>())
                    words << (label->isVisible() ? label->text() : QString());
                return words.join(u'\n');
            };
            QTRY_VERIFY2(named<QTableView>(u"failingRowsTable"_s)->model()->columnCount() == 5, qPrintable(why()));
            picture(u"failed"_s);
            press(u"allChip"_s);
            auto *tabs = named<QTabWidget>(u"detailTabs"_s);
            for (int tab = 1; tab < 4; ++tab) {
                tabs->setCurrentIndex(tab);
                picture(tabs->tabText(tab).toLower());
            }
            page->resize(692, 610);
            choose(u"costumers.csv"_s);
            picture(u"narrow"_s);
            page->resize(1072, 900);
            world->addFailedPackage();
            QTRY_VERIFY(files().contains(u"customers-and-vendors.zip"_s));
            choose(u"customers-and-vendors.zip"_s);
            QTRY_COMPARE(named<QTabBar>(u"failingRowsTabs"_s)->count(), 3);
            picture(u"package"_s);
            cleanup();
        }
    }
};

QTEST_MAIN(MessagesPageTest)
#include "MessagesPageTest.moc"
