#include "tests/ui/explore/ExplorePageCase.h"

#include "ui/explore/EntityDetailsPane.h"
#include "ui/explore/RowMemory.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QTabWidget>
#include <QToolButton>
#include <QtTest>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// Entities, tabs, and what comes back, by mouse and keys.
class ExplorePageTest : public ExplorePageCase
{
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new ProxyStyle); }
    void init() { setUp(); }
    void cleanup() { tearDown(); }

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
        QVERIFY(named<QListView>(u"valueList"_s)->accessibleDescription().isEmpty());
        named<SearchField>(u"fieldSearch"_s)->setText(u"nothing"_s);
        QCOMPARE(fields->accessibleDescription(), u"No field is called like that."_s);
    }

    void saysWhenTheValuesOfAFieldCannotBeRead()
    {
        f->server.instead[u"/metadata/PublicEnumerations"_s] = RawServer::status("403 Forbidden", "{}");
        begin();
        page->entities()->select(u"CustomersV3"_s);
        QTRY_VERIFY(page->feed()->details(u"CustomersV3"_s));
        named<QTabWidget>(u"entityTabs"_s)->setCurrentIndex(2);
        auto *values = named<QListView>(u"valueList"_s);
        QVERIFY(values->accessibleDescription().startsWith(u"Reading"_s));
        QTRY_VERIFY(values->accessibleDescription().contains(u"could not be read"_s));
        page->entities()->select(u"Vendors"_s);
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
        QCOMPARE(textOf(u"catalogueAge"_s), u"No list kept"_s);
        // Neither a search nor a query that is read makes it look as if it were still on its way.
        QTest::keyClicks(page->entities()->searchField(), u"cust"_s);
        page->openQuery(u"CustomersV3"_s)->read();
        QTest::keyClick(page->entities()->searchField(), Qt::Key_Down);
        QVERIFY(saysIn(page->entities(), u"could not be read"_s));
        page->entities()->searchField()->clear();
        auto *again = action(page->entities(), u"Try again"_s);
        f->server.instead.clear();
        again->click();
        QTRY_COMPARE(named<QListView>(u"entityList"_s)->model()->rowCount(), 5);
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

    void valuesOfParametersComeBackWithTheirTabButNoSecrets()
    {
        begin();
        page->openQuery(u"CustomersV3?$filter=CustomerAccount eq '{account}' and Name eq '{ApiToken}'"_s);
        QTest::keyClicks(named<QLineEdit>(u"parameter_account"_s), u"US-001"_s);
        QTest::keyClicks(named<QLineEdit>(u"parameter_ApiToken"_s), u"hush-hush"_s);
        QVERIFY(named<QLineEdit>(u"parameter_ApiToken"_s)->toolTip().contains(u"not kept"_s));
        page.reset();
        QFile kept(f->profile.filePath(u"explore.json"_s));
        QVERIFY(kept.open(QIODevice::ReadOnly));
        const QByteArray written = kept.readAll();
        QVERIFY(written.contains("US-001"));
        QVERIFY(!written.contains("hush-hush"));
        open();
        QTRY_VERIFY(page->currentTab()->text().contains(u"{account}"_s));
        QCOMPARE(named<QLineEdit>(u"parameter_account"_s)->text(), u"US-001"_s);
        QCOMPARE(named<QLineEdit>(u"parameter_ApiToken"_s)->text(), QString());
    }

    void memoryForRowsIsChosenAndKept()
    {
        begin();
        QCOMPARE(page->rowMemory()->limit(), RowMemory::usualLimit);
        named<QToolButton>(u"rowMemoryButton"_s)->click();
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QStringList chosen;
        QAction *less = nullptr;
        for (QAction *action : menu->actions()) {
            if (action->isChecked())
                chosen << action->text();
            if (action->text() == u"500.0 MB"_s)
                less = action;
        }
        QCOMPARE(chosen, QStringList(u"2.0 GB (usual)"_s));
        QVERIFY(less);
        menu->close();
        less->trigger();
        QCOMPARE(page->rowMemory()->limit(), 500'000'000);
        page.reset();
        open();
        QCOMPARE(page->rowMemory()->limit(), 500'000'000);
    }

    void theTabThatWasCurrentComesBackAlsoBehindAnEmptyOne()
    {
        begin();
        auto *tabs = named<QTabWidget>(u"queryTabs"_s);
        page->openQuery(u"Vendors"_s);
        named<QToolButton>(u"newQuery"_s)->click(); // stays empty
        for (const QString &text : {u"CustomersV3"_s, u"CustomersV3?$top=2"_s}) {
            named<QToolButton>(u"newQuery"_s)->click();
            page->currentTab()->setText(text);
        }
        tabs->setCurrentIndex(2);
        page.reset();
        open();
        QCOMPARE(named<QTabWidget>(u"queryTabs"_s)->count(), 3);
        QCOMPARE(page->currentTab()->text(), u"CustomersV3"_s);
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
};

QTEST_MAIN(ExplorePageTest)
#include "ExplorePageTest.moc"
