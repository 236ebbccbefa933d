#include "tests/ui/explore/ExplorePageCase.h"

#include "ui/explore/ExportDialog.h"
#include "ui/widgets/grid/GridFilterStrip.h"
#include "ui/widgets/grid/GridModel.h"
#include "ui/widgets/grid/GridView.h"

#include <QComboBox>
#include <QLineEdit>
#include <QRadioButton>
#include <QToolButton>
#include <QtTest>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// One query: its address and builder, reading, exporting and copying.
class QueryTabTest : public ExplorePageCase
{
    Q_OBJECT

    void serveCount(const QByteArray &rows)
    {
        f->server.instead[u"/data/CustomersV3?$count=true"_s] = rowsFrom(0, 1, ",\"@odata.count\":" + rows);
    }

private slots:
    void initTestCase() { QApplication::setStyle(new ProxyStyle); }
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void readsPageAfterPage()
    {
        serveTwoPages();
        serveCount("5");
        QueryTab *tab = beginWith(u"CustomersV3"_s);
        QTest::keyClick(tab->bar()->addressField(), Qt::Key_Return);
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Complete);
        QCOMPARE(tab->run().rows(), 5);
        QCOMPARE(tab->run().pages(), 2);
        QVERIFY(tab->grid()->isVisible());
        QTRY_COMPARE(textOf(u"queryCost"_s), u"5 rows read"_s);
    }

    void asksBeforeALargeReadAndStopsOrGoesOn()
    {
        serveTwoPages();
        serveCount("1000000");
        QueryTab *tab = beginWith(u"CustomersV3"_s);
        tab->count();
        QTRY_COMPARE(textOf(u"queryCost"_s), u"1,000,000 rows match"_s);
        tab->read();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Asking);
        QCOMPARE(tab->run().rows(), 3);
        QVERIFY(named<QWidget>(u"readQuestion"_s)->isVisible());
        QVERIFY(named<QWidget>(u"readQuestion"_s)->accessibleName().contains(u"1,000,000 rows"_s));
        named<QPushButton>(u"readAll"_s)->click();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Complete);
        QCOMPARE(tab->run().rows(), 5);
    }

    void pausesStopsAndGoesOn()
    {
        serveTwoPages();
        QueryTab *tab = beginWith(u"CustomersV3"_s);
        tab->read();
        tab->pauseOrGoOn();
        QCOMPARE(tab->run().stage(), QueryRun::Stage::Paused);
        QCOMPARE(named<QPushButton>(u"pauseButton"_s)->text(), u"Go on"_s);
        QTest::qWait(100);
        QVERIFY(f->server.count(u"/data/CustomersV3?$skip=3"_s) == 0);
        tab->pauseOrGoOn();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Complete);
        QCOMPARE(tab->run().rows(), 5);
        tab->read();
        tab->stop();
        QCOMPARE(tab->run().stage(), QueryRun::Stage::Stopped);
        QVERIFY(tab->run().canGoOn());
        QVERIFY(saysIn(tab, u"Stopped before a row came"_s));
        QVERIFY(named<QPushButton>(u"readButton"_s)->isVisible());
    }

    void endsAtTheRowCapOfTheEnvironmentAndSaysSo()
    {
        Environment capped = *environments->find(u"Test"_s);
        capped.rowCap = 4;
        environments->setTransient(capped);
        serveTwoPages();
        QueryTab *tab = beginWith(u"CustomersV3"_s);
        tab->read();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Complete);
        QCOMPARE(tab->run().rows(), 4);
        QVERIFY(named<QWidget>(u"readTrouble"_s)->isVisible());
        QVERIFY(named<QWidget>(u"readTrouble"_s)->accessibleName().contains(u"at most 4 rows"_s));
    }

    void goesOnFromThePageThatFailed()
    {
        serveTwoPages(RawServer::status("400 Bad Request", R"({"error":{"message":"the second page is missing"}})"));
        QueryTab *tab = beginWith(u"CustomersV3"_s);
        tab->read();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Stopped);
        QCOMPARE(tab->run().rows(), 3);
        QVERIFY(named<QWidget>(u"readTrouble"_s)->isVisible());
        QVERIFY(named<QWidget>(u"readTrouble"_s)->accessibleName().startsWith(u"Page 2 failed"_s));
        serveTwoPages();
        named<QPushButton>(u"readAgain"_s)->click();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Complete);
        QCOMPARE(tab->run().rows(), 5);
        QVERIFY(!named<QWidget>(u"readTrouble"_s)->isVisible());
    }

    void errorsStandWhereTheRowsWould()
    {
        f->server.instead[u"/data/Nothing"_s] =
            RawServer::status("404 Not Found", R"({"error":{"message":"No set of that name"}})");
        QueryTab *tab = beginWith(u"Nothing"_s);
        tab->read();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Stopped);
        QVERIFY(!tab->grid()->isVisible());
        QVERIFY(saysIn(tab, u"No set of that name"_s));
        QVERIFY(action(tab, u"Try again"_s)->isVisible());
    }

    void builderAndAddressKeepInStep()
    {
        QueryTab *tab = beginWith(u"CustomersV3"_s);
        QTRY_VERIFY(page->feed()->details(u"CustomersV3"_s));
        QSignalSpy edited(tab->bar(), &QueryBar::edited);
        tab->bar()->addFilter(u"CustomerAccount"_s);
        auto *value = tab->findChild<QLineEdit *>(u"filterValue"_s);
        QVERIFY(value);
        QTest::keyClicks(value, u"US"_s);
        QCOMPARE(tab->text(), u"CustomersV3?$filter=CustomerAccount eq '*US*'"_s);
        QVERIFY(!edited.isEmpty());
        tab->bar()->setText(u"CustomersV3?$filter=OnHold eq Microsoft.Dynamics.DataEntities.NoYes'Yes'&$top=7"_s);
        QTRY_VERIFY(tab->findChild<QComboBox *>(u"filterValue"_s));
        QTRY_COMPARE(tab->findChild<QComboBox *>(u"filterValue"_s)->currentData().toString(), u"Yes"_s);
        QCOMPARE(tab->findChild<QComboBox *>(u"filterField"_s)->currentText(), u"OnHold"_s);
        QCOMPARE(tab->bar()->draft().query()->top, std::optional<qint64>(7));
        tab->bar()->setSelect({u"CustomerAccount"_s});
        QVERIFY(tab->text().contains(u"$select=CustomerAccount"_s));
        // What the builder cannot say stays as it is, and takes it out of use.
        tab->bar()->setText(u"CustomersV3?$apply=x&$top=1&$top=2"_s);
        QVERIFY(!tab->findChild<QToolButton *>(u"addFilter"_s)->isEnabled());
        QVERIFY(textOf(u"queryFault"_s).contains(u"sent as it stands"_s));
    }

    void marksWhatIsWrongInTheAddress()
    {
        QueryTab *tab = beginWith(u"CustomersV3"_s);
        QTRY_VERIFY(page->feed()->details(u"CustomersV3"_s));
        tab->bar()->setText(u"CustomersV3?$select=customeraccount"_s);
        QTRY_VERIFY(textOf(u"queryFault"_s).contains(u"it is CustomerAccount here"_s));
        QCOMPARE(tab->bar()->addressField()->extraSelections().size(), 1);
        QVERIFY(tab->bar()->addressField()->accessibleDescription().contains(u"CustomerAccount"_s));
    }

    void countingAnotherQueryLeavesTheReadingAsItIs()
    {
        serveTwoPages(RawServer::status("400 Bad Request", R"({"error":{"message":"the second page is missing"}})"));
        serveCount("7");
        QueryTab *tab = beginWith(u"CustomersV3"_s);
        tab->read();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Stopped);
        tab->bar()->setText(u"CustomersV3?$top=4"_s);
        tab->count();
        QTRY_COMPARE(textOf(u"queryCost"_s), u"4 rows match"_s);
        QVERIFY(named<QWidget>(u"readTrouble"_s)->accessibleName().startsWith(u"Page 2 failed"_s));
        QVERIFY(named<QWidget>(u"readTrouble"_s)->isVisible());
        QCOMPARE(textOf(u"gridRows"_s), u"3 rows"_s);
        serveTwoPages();
        named<QPushButton>(u"readAgain"_s)->click();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Complete);
        QCOMPARE(tab->run().rows(), 5); // of the query that was read
        QCOMPARE(textOf(u"queryCost"_s), u"4 rows match"_s);
    }

    void keysInTheRowsAreTheGridsOwn()
    {
        serveTwoPages();
        serveCount("5");
        QueryTab *tab = beginWith(u"CustomersV3"_s);
        tab->read();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Complete);
        QTRY_VERIFY(!tab->run().isCounting());
        tab->grid()->view()->setFocus();
        QTRY_VERIFY(tab->grid()->view()->hasFocus());
        tab->grid()->view()->setCurrent(0, 1);
        QTest::keyClick(tab->grid()->view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(QGuiApplication::clipboard()->text(), u"CustomerAccount\nUS-0\n"_s);
        QVERIFY(!tab->run().isCounting());
        QTest::keyClick(tab->grid()->view(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(tab->grid()->view()->filterStrip()->isVisible());
        QCOMPARE(tab->text(), u"CustomersV3"_s);
        QVERIFY(!tab->findChild<QWidget *>(u"filterValue"_s));
    }

    void saysThatItIsPausedBeforeARowCame()
    {
        serveTwoPages();
        QueryTab *tab = beginWith(u"CustomersV3"_s);
        tab->read();
        tab->pauseOrGoOn();
        QVERIFY(saysIn(tab, u"Reading CustomersV3 is paused"_s));
        tab->stop();
    }

    void escapeStopsAnExportAndSaysSo()
    {
        serveTwoPages("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"); // never whole
        QueryTab *tab = beginWith(u"CustomersV3"_s);
        const QTemporaryDir folder;
        savePath = folder.filePath(u"customers.xlsx"_s);
        tab->exportRows();
        const QPointer<ExportDialog> dialog = page->findChild<ExportDialog *>();
        dialog->findChild<QPushButton *>(u"exportNow"_s)->click();
        QTRY_VERIFY(f->server.count(u"/data/CustomersV3?$skip=3"_s) > 0);
        QTest::keyClick(dialog, Qt::Key_Escape);
        auto *told = dialog->findChild<QWidget *>(u"exportTold"_s);
        QTRY_VERIFY(told->isVisible());
        QVERIFY2(told->accessibleName().startsWith(u"Stopped"_s), qPrintable(told->accessibleName()));
        QVERIFY(!QFile::exists(savePath));
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
    }

    void copiesTheRequestWithoutSecrets()
    {
        QueryTab *tab = beginWith(u"CustomersV3?$top=5"_s);
        tab->copyAs(CopyFormat::PowerQuery);
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY2(copied.contains(u"OData"_s) && copied.contains(u"CustomersV3"_s), qPrintable(copied));
        QVERIFY(!copied.contains(u"a-token-of-tests"_s));
    }

    void exportsWhatIsLoadedAndWhatTheServiceHas()
    {
        serveTwoPages();
        QueryTab *tab = beginWith(u"CustomersV3"_s);
        tab->read();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Complete);
        const QTemporaryDir folder;
        for (const QString &way : {u"exportLoaded"_s, u"exportStreamed"_s}) {
            tab->exportRows();
            auto *dialog = page->findChild<ExportDialog *>();
            QVERIFY(dialog);
            dialog->findChild<QComboBox *>(u"exportFormat"_s)->setCurrentIndex(1);
            dialog->findChild<QAbstractButton *>(way)->click();
            savePath = folder.filePath(way + u".csv"_s);
            dialog->findChild<QPushButton *>(u"exportNow"_s)->click();
            auto *told = dialog->findChild<QWidget *>(u"exportTold"_s);
            QTRY_VERIFY(told->isVisible());
            QVERIFY2(told->accessibleName().startsWith(u"5 rows written"_s), qPrintable(told->accessibleName()));
            QFile file(savePath);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray csv = file.readAll();
            QVERIFY2(csv.startsWith("dataAreaId,CustomerAccount,OnHold\r\nusmf,US-0,No\r\n"), csv.constData());
            QCOMPARE(csv.count("\r\n"), 6);
            delete dialog;
        }
    }

    void exportsTheRowsOfTheGridAsItShowsThem()
    {
        serveTwoPages();
        QueryTab *tab = beginWith(u"CustomersV3"_s);
        tab->read();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Complete);
        auto *grid = tab->findChild<GridModel *>();
        GridOrder order;
        order.sort = {{*tab->run().store()->columnOf("CustomerAccount"), true}};
        order.filters = {{*tab->run().store()->columnOf("CustomerAccount"), GridFilter::Is::NotEqual, u"US-2"_s}};
        grid->setOrder(order);
        QTRY_VERIFY(!grid->isOrdering() && grid->permutation());
        tab->exportRows();
        const std::unique_ptr<ExportDialog> dialog(page->findChild<ExportDialog *>());
        QVERIFY(dialog->findChild<QRadioButton *>(u"exportGrid"_s)->isChecked());
        dialog->findChild<QComboBox *>(u"exportFormat"_s)->setCurrentIndex(1);
        const QTemporaryDir folder;
        savePath = folder.filePath(u"rows.csv"_s);
        dialog->findChild<QPushButton *>(u"exportNow"_s)->click();
        auto *told = dialog->findChild<QWidget *>(u"exportTold"_s);
        QTRY_VERIFY(told->isVisible());
        QVERIFY2(told->accessibleName().startsWith(u"4 rows written"_s), qPrintable(told->accessibleName()));
        QFile file(savePath);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QStringList accounts;
        for (const QByteArray &line : file.readAll().split('\n'))
            accounts << QString::fromUtf8(line.split(',').value(1));
        QCOMPARE(accounts.mid(1, 4), (QStringList{u"US-4"_s, u"US-3"_s, u"US-1"_s, u"US-0"_s}));
    }

    void asksForTheValuesOfParameters()
    {
        // Only the address with the values is answered so.
        f->server.instead[u"/data/CustomersV3?$filter=CustomerAccount eq 'O''Neil' and RecId ge 20"_s] = rowsFrom(0, 3);
        QueryTab *tab = beginWith(u"CustomersV3?$filter=CustomerAccount eq '{account}' and RecId ge {least}"_s);
        QVERIFY(tab->isVisible());
        const auto press = [tab] { QTest::keyClick(tab->bar()->addressField(), Qt::Key_Return); };
        press();
        auto *told = named<QWidget>(u"queryTold"_s);
        QTRY_VERIFY(told->isVisible());
        QVERIFY2(told->accessibleName().contains(u"{account}"_s), qPrintable(told->accessibleName()));
        auto *account = named<QLineEdit>(u"parameter_account"_s);
        QTRY_VERIFY(account->hasFocus());
        QTest::keyClicks(account, u"O'Neil"_s);
        QTest::keyClick(account, Qt::Key_Return);
        auto *least = named<QLineEdit>(u"parameter_least"_s);
        QTRY_VERIFY(least->hasFocus());
        QTest::keyClicks(least, u"20"_s);
        QTest::keyClick(least, Qt::Key_Return);
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Complete);
        QCOMPARE(tab->run().rows(), 3);
        tab->setText(u"CustomersV3"_s);
        QVERIFY(!named<QWidget>(u"parameterStrip"_s)->isVisible());
    }

    void noticesRowsThatCameTwice()
    {
        serveTwoPages(rowsFrom(2, 2));
        QueryTab *tab = beginWith(u"CustomersV3"_s);
        QTRY_VERIFY(page->feed()->details(u"CustomersV3"_s));
        tab->read();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Complete);
        auto *told = named<QWidget>(u"queryTold"_s);
        QTRY_VERIFY(told->isVisible());
        QVERIFY2(told->accessibleName().startsWith(u"1 row came twice"_s), qPrintable(told->accessibleName()));
        f->server.instead[u"/data/CustomersV3?$skip=3"_s] = rowsFrom(3, 2);
        tab->read();
        QTRY_COMPARE(tab->run().rows(), 5);
        QVERIFY(!told->isVisible());
        // Of what the catalogue does not know, whole rows tell it.
        f->server.instead[u"/data/Unknown"_s] = rowsFrom(0, 3, linkTo("CustomersV3?$skip=3"));
        f->server.instead[u"/data/CustomersV3?$skip=3"_s] = rowsFrom(1, 4);
        tab->bar()->setText(u"Unknown"_s);
        tab->read();
        QTRY_COMPARE(tab->run().rows(), 7);
        QTRY_VERIFY(told->isVisible());
        QVERIFY2(told->accessibleName().startsWith(u"2 rows came twice"_s), qPrintable(told->accessibleName()));
    }
};

QTEST_MAIN(QueryTabTest)
#include "QueryTabTest.moc"
