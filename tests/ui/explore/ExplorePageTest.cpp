#include "ui/explore/AddressField.h"
#include "ui/explore/CatalogueFeed.h"
#include "ui/explore/ColumnChooser.h"
#include "ui/explore/EntityDetailsPane.h"
#include "ui/explore/EntityPanel.h"
#include "ui/explore/ExplorePage.h"
#include "ui/explore/ExportDialog.h"
#include "ui/explore/QueryTab.h"

#include "tests/app/catalogue/ServiceFixture.h"
#include "ui/style/ProxyStyle.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/SearchField.h"
#include "ui/widgets/grid/GridPane.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QListWidget>
#include <QPushButton>
#include <QTabWidget>
#include <QToolButton>
#include <QtTest>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

namespace {

QByteArray rowsFrom(int first, int count, const QByteArray &more = {})
{
    QByteArray rows;
    for (int i = first; i < first + count; ++i) {
        rows += QByteArray(rows.isEmpty() ? "" : ",") + R"({"dataAreaId":"usmf","CustomerAccount":"US-)" +
                QByteArray::number(i) + R"(","OnHold":"No"})";
    }
    return RawServer::ok("{\"value\":[" + rows + "]" + more + "}");
}

QByteArray linkTo(const QByteArray &where)
{
    return ",\"@odata.nextLink\":\"" + where + "\"";
}

} // namespace

/// The page over a service with five entities, by mouse and keys.
class ExplorePageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new ProxyStyle); }

    void init()
    {
        f = std::make_unique<ServiceFixture>();
        environments = std::make_unique<EnvironmentStore>(f->profile.path());
        Environment environment;
        environment.name = u"Test"_s;
        environment.url = f->server.url();
        environment.kind = EnvironmentKind::Practice;
        environments->setTransient(environment);
        savePath.clear();
        opened.clear();
    }

    void cleanup()
    {
        page.reset();
        environments.reset();
        f.reset();
    }

    void findsAnEntityAndShowsItsFields()
    {
        begin();
        auto *list = named<QListView>(u"entityList"_s);
        const QAbstractItemModelTester tester(list->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(list->model()->rowCount(), 5);
        QVERIFY(textOf(u"catalogueAge"_s).startsWith(u"5 entities"_s));
        QTest::keyClicks(page->entities()->searchField(), u"cust"_s);
        QTRY_COMPARE(list->model()->index(0, 0).data().toString(), u"CustomersV3"_s);
        QVERIFY(list->model()->rowCount() < 5);
        QTest::keyClick(page->entities()->searchField(), Qt::Key_Down);
        QTRY_COMPARE(named<EntityDetailsPane>(u"entityDetails"_s)->set(), u"CustomersV3"_s);
        auto *fields = named<QListView>(u"fieldList"_s);
        QTRY_COMPARE(fields->model()->rowCount(), 3);
        const QString first = fields->model()->index(0, 0).data(Qt::AccessibleTextRole).toString();
        QVERIFY2(first.contains(u"dataAreaId"_s) && first.contains(u"key"_s), qPrintable(first));
        QCOMPARE(named<QListView>(u"relationList"_s)->model()->rowCount(), 1);
        named<QTabWidget>(u"entityTabs"_s)->setCurrentIndex(2);
        QTRY_COMPARE(named<QListView>(u"valueList"_s)->model()->rowCount(), 2);
    }

    void aListThatIsKeptServesWithoutTheService()
    {
        begin();
        page.reset();
        f->server.instead[u"/"_s] = RawServer::status("503 Service Unavailable", "{}", "Retry-After: 600\r\n");
        const int before = f->server.count(u"/metadata/DataEntities"_s);
        open();
        QTRY_COMPARE(named<QListView>(u"entityList"_s)->model()->rowCount(), 5);
        QCOMPARE(f->server.count(u"/metadata/DataEntities"_s), before);
    }

    void saysWhyThereIsNoList()
    {
        f->server.instead[u"/"_s] = RawServer::status("403 Forbidden", "{}");
        open();
        QTRY_VERIFY(saysIn(page->entities(), u"could not be read"_s));
        auto *again = action(page->entities(), u"Try again"_s);
        f->server.instead.clear();
        again->click();
        QTRY_COMPARE(named<QListView>(u"entityList"_s)->model()->rowCount(), 5);
    }

    void readsPageAfterPage()
    {
        f->server.instead[u"/data/CustomersV3"_s] = rowsFrom(0, 3, linkTo("CustomersV3?$skip=3"));
        f->server.instead[u"/data/CustomersV3?$skip=3"_s] = rowsFrom(3, 2);
        f->server.instead[u"/data/CustomersV3?$count=true"_s] = rowsFrom(0, 1, R"(,"@odata.count":5)");
        begin();
        QueryTab *tab = page->openQuery(u"CustomersV3"_s);
        QTest::keyClick(tab->bar()->addressField(), Qt::Key_Return);
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Complete);
        QCOMPARE(tab->run().rows(), 5);
        QCOMPARE(tab->run().pages(), 2);
        QVERIFY(tab->grid()->isVisible());
        QTRY_COMPARE(textOf(u"queryCost"_s), u"5 rows read"_s);
    }

    void asksBeforeALargeReadAndStopsOrGoesOn()
    {
        f->server.instead[u"/data/CustomersV3"_s] = rowsFrom(0, 3, linkTo("CustomersV3?$skip=3"));
        f->server.instead[u"/data/CustomersV3?$skip=3"_s] = rowsFrom(3, 2);
        f->server.instead[u"/data/CustomersV3?$count=true"_s] = rowsFrom(0, 1, R"(,"@odata.count":1000000)");
        begin();
        QueryTab *tab = page->openQuery(u"CustomersV3"_s);
        tab->count();
        QTRY_COMPARE(textOf(u"queryCost"_s), u"1,000,000 rows match"_s);
        tab->read();
        // The count may come when a page more is on its way: then that one is the last.
        QTRY_VERIFY(tab->run().stage() == QueryRun::Stage::Asking || tab->run().stage() == QueryRun::Stage::Complete);
        if (tab->run().stage() == QueryRun::Stage::Asking) {
            QVERIFY(named<QWidget>(u"readQuestion"_s)->isVisible());
            QVERIFY(named<QWidget>(u"readQuestion"_s)->accessibleName().contains(u"1,000,000 rows"_s));
            named<QPushButton>(u"readAll"_s)->click();
        }
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Complete);
        QCOMPARE(tab->run().rows(), 5);
    }

    void goesOnFromThePageThatFailed()
    {
        f->server.instead[u"/data/CustomersV3"_s] = rowsFrom(0, 3, linkTo("CustomersV3?$skip=3"));
        f->server.instead[u"/data/CustomersV3?$skip=3"_s] =
            RawServer::status("400 Bad Request", R"({"error":{"message":"the second page is missing"}})");
        begin();
        QueryTab *tab = page->openQuery(u"CustomersV3"_s);
        tab->read();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Stopped);
        QCOMPARE(tab->run().rows(), 3);
        QVERIFY(named<QWidget>(u"readTrouble"_s)->isVisible());
        QVERIFY(named<QWidget>(u"readTrouble"_s)->accessibleName().startsWith(u"Page 2 failed"_s));
        f->server.instead[u"/data/CustomersV3?$skip=3"_s] = rowsFrom(3, 2);
        named<QPushButton>(u"readAgain"_s)->click();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Complete);
        QCOMPARE(tab->run().rows(), 5);
        QVERIFY(!named<QWidget>(u"readTrouble"_s)->isVisible());
    }

    void errorsStandWhereTheRowsWould()
    {
        f->server.instead[u"/data/Nothing"_s] =
            RawServer::status("404 Not Found", R"({"error":{"message":"No set of that name"}})");
        begin();
        QueryTab *tab = page->openQuery(u"Nothing"_s);
        tab->read();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Stopped);
        QVERIFY(!tab->grid()->isVisible());
        QVERIFY(saysIn(tab, u"No set of that name"_s));
        QVERIFY(action(tab, u"Try again"_s)->isVisible());
    }

    void builderAndAddressKeepInStep()
    {
        begin();
        QueryTab *tab = page->openQuery(u"CustomersV3"_s);
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
        begin();
        QueryTab *tab = page->openQuery(u"CustomersV3"_s);
        QTRY_VERIFY(page->feed()->details(u"CustomersV3"_s));
        tab->bar()->setText(u"CustomersV3?$select=customeraccount"_s);
        QTRY_VERIFY(textOf(u"queryFault"_s).contains(u"it is CustomerAccount here"_s));
        QCOMPARE(tab->bar()->addressField()->extraSelections().size(), 1);
        QVERIFY(tab->bar()->addressField()->accessibleDescription().contains(u"CustomerAccount"_s));
    }

    void copiesTheRequestWithoutSecrets()
    {
        begin();
        QueryTab *tab = page->openQuery(u"CustomersV3?$top=5"_s);
        tab->copyAs(CopyFormat::PowerQuery);
        const QString copied = QGuiApplication::clipboard()->text();
        QVERIFY2(copied.contains(u"OData"_s) && copied.contains(u"CustomersV3"_s), qPrintable(copied));
        QVERIFY(!copied.contains(u"a-token-of-tests"_s));
    }

    void exportsWhatIsLoadedAndWhatTheServiceHas()
    {
        f->server.instead[u"/data/CustomersV3"_s] = rowsFrom(0, 3, linkTo("CustomersV3?$skip=3"));
        f->server.instead[u"/data/CustomersV3?$skip=3"_s] = rowsFrom(3, 2);
        begin();
        QueryTab *tab = page->openQuery(u"CustomersV3"_s);
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

    void tabsFavouritesAndHistoryComeBack()
    {
        f->server.instead[u"/data/CustomersV3"_s] = rowsFrom(0, 2);
        begin();
        page->openQuery(u"CustomersV3?$top=2"_s)->read();
        page->openQuery(u"Vendors"_s);
        auto *list = named<QListView>(u"entityList"_s);
        list->setCurrentIndex(list->model()->index(list->model()->rowCount() - 1, 0));
        const QString star = list->currentIndex().data().toString();
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE(list->model()->index(0, 0).data().toString(), star);
        page.reset();
        open();
        QTRY_COMPARE(named<QTabWidget>(u"queryTabs"_s)->count(), 2);
        QCOMPARE(named<QTabWidget>(u"queryTabs"_s)->currentIndex(), 1);
        QCOMPARE(page->currentTab()->text(), u"Vendors"_s);
        QTRY_COMPARE(named<QListView>(u"entityList"_s)->model()->index(0, 0).data().toString(), star);
    }

    void closesWhileTabsLoad()
    {
        f->server.instead[u"/data/CustomersV3"_s] = rowsFrom(0, 3, linkTo("CustomersV3?$skip=3"));
        f->server.instead[u"/data/CustomersV3?$skip=3"_s] = rowsFrom(3, 2, linkTo("CustomersV3?$skip=5"));
        f->server.instead[u"/data/CustomersV3?$skip=5"_s] = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{";
        begin();
        for (int i = 0; i < 10; ++i)
            page->openQuery(u"CustomersV3?$orderby=A%1"_s.arg(i))->read();
        QTRY_VERIFY(f->server.count(u"/data/CustomersV3"_s) > 5);
        page.reset();
        // What was under way ends without anybody to tell.
        const int seen = f->server.count(u"/data"_s);
        QTest::qWait(50);
        QVERIFY(f->server.count(u"/data"_s) <= seen + 20);
    }

    void everyControlHasANameAndATooltip()
    {
        begin();
        QueryTab *tab = page->openQuery(u"CustomersV3"_s);
        QTRY_VERIFY(page->feed()->details(u"CustomersV3"_s));
        tab->bar()->addFilter(u"OnHold"_s);
        QStringList missing;
        for (const QWidget *control : page->findChildren<QWidget *>()) {
            const bool isControl = qobject_cast<const QAbstractButton *>(control) ||
                                   qobject_cast<const QComboBox *>(control) || qobject_cast<const QLineEdit *>(control);
            const bool isInner = qobject_cast<const QComboBox *>(control->parentWidget()) ||
                                 qobject_cast<const QLineEdit *>(control->parentWidget()) ||
                                 control->parentWidget()->inherits("QAbstractSpinBox") ||
                                 control->objectName().startsWith(u"qt_"_s) || control->inherits("QScrollBar");
            bool isOfGrid = false;
            for (const QWidget *up = control; up; up = up->parentWidget())
                isOfGrid = isOfGrid || qobject_cast<const GridPane *>(up);
            if (!isControl || isInner || isOfGrid || !control->isVisible())
                continue;
            if (control->accessibleName().isEmpty() || control->toolTip().isEmpty())
                missing.append(control->objectName() + u' ' + QString::fromLatin1(control->metaObject()->className()));
        }
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(u", "_s)));
    }

private:
    template <class T>
    T *named(const QString &name) const
    {
        QWidget *within = page->currentTab() && page->currentTab()->findChild<T *>(name)
                              ? static_cast<QWidget *>(page->currentTab())
                              : page.get();
        T *found = within->findChild<T *>(name);
        if (!found)
            qFatal("nothing is called %s", qPrintable(name));
        return found;
    }
    QString textOf(const QString &label) const { return named<QLabel>(label)->text(); }
    static bool saysIn(const QWidget *within, const QString &words)
    {
        for (const auto *state : within->findChildren<EmptyState *>()) {
            if (state->isVisible() && (state->accessibleName() + u' ' + state->accessibleDescription()).contains(words))
                return true;
        }
        return false;
    }
    static QPushButton *action(const QWidget *within, const QString &word)
    {
        for (auto *button : within->findChildren<QPushButton *>()) {
            if (button->text() == word && button->isVisible())
                return button;
        }
        qFatal("no button %s", qPrintable(word));
    }

    void open()
    {
        ExploreServices services;
        services.environments = environments.get();
        services.client = [this](const QString &) -> Result<std::shared_ptr<HttpClient>> {
            return std::make_shared<HttpClient>(
                f->server.url(), std::make_shared<Transport>(u"Test"_s, &log), std::make_shared<FixedToken>(),
                std::make_shared<ThrottleGate>(std::make_shared<SystemClock>()), HttpClient::Rules{u"Test"_s, 1000});
        };
        services.profileFolder = f->profile.path();
        services.clock = f->clock;
        services.openUrl = [this](const QUrl &url) { opened.append(url); };
        services.askSavePath = [this](QWidget *, const QString &, const std::function<void(QString)> &then) {
            then(savePath);
        };
        page = std::make_unique<ExplorePage>(services);
        page->resize(1072, 760);
        page->setEnvironment(u"Test"_s);
        page->show();
        page->activateWindow();
    }
    void begin()
    {
        open();
        QTRY_VERIFY(page->feed()->catalogue());
    }

    std::unique_ptr<ServiceFixture> f;
    std::unique_ptr<EnvironmentStore> environments;
    std::unique_ptr<ExplorePage> page;
    HttpLog log;
    QString savePath;
    QList<QUrl> opened;
};

QTEST_MAIN(ExplorePageTest)
#include "ExplorePageTest.moc"
