#include "tests/ui/explore/ExplorePageCase.h"

#include "ui/explore/RowMemory.h"

#include <QtTest>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// What becomes of readings where rows may take no more memory.
class RowMemoryTest : public ExplorePageCase
{
    Q_OBJECT

private slots:
    void initTestCase() { QApplication::setStyle(new ProxyStyle); }
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void endsWhereRowsMayTakeNoMoreMemory()
    {
        serveTwoPages();
        QueryTab *tab = beginWith(u"CustomersV3"_s);
        page->rowMemory()->setLimit(1);
        tab->read();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Stopped);
        QCOMPARE(tab->run().rows(), 3);
        auto *trouble = named<QWidget>(u"readTrouble"_s);
        QVERIFY(trouble->isVisible());
        QVERIFY2(trouble->accessibleName().contains(u"may take 1 B"_s), qPrintable(trouble->accessibleName()));
        QVERIFY(!named<QPushButton>(u"readAgain"_s)->isVisible());
        QVERIFY(!tab->run().canGoOn());
        page->rowMemory()->setLimit(1'000'000);
        QVERIFY(named<QPushButton>(u"readAgain"_s)->isVisible());
        QVERIFY(!named<QPushButton>(u"readAgain"_s)->toolTip().contains(u"failed"_s));
        named<QPushButton>(u"readAgain"_s)->click();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Complete);
        QCOMPARE(tab->run().rows(), 5);
        QVERIFY(!trouble->isVisible());
    }

    void asksBeforeTheMemoryForRowsOfAllTabsIsTaken()
    {
        serveTwoPages();
        QueryTab *tab = beginWith(u"CustomersV3"_s);
        tab->read();
        QTRY_COMPARE(tab->run().stage(), QueryRun::Stage::Complete);
        const qint64 whole = page->rowMemory()->used();
        QCOMPARE(whole, tab->run().store()->bytes());
        QueryTab *second = page->openQuery(u"CustomersV3?$orderby=CustomerAccount"_s);
        QVERIFY(second != tab);
        f->server.instead[u"/data/CustomersV3?$orderby=CustomerAccount"_s] =
            rowsFrom(0, 3, linkTo("CustomersV3?$skip=3"));
        // With the first page of the second tab nine tenths are taken.
        page->rowMemory()->setLimit(1);
        second->read();
        QTRY_COMPARE(second->run().stage(), QueryRun::Stage::Stopped);
        page->rowMemory()->setLimit(page->rowMemory()->used() * 10 / 9);
        second->read();
        QTRY_COMPARE(second->run().stage(), QueryRun::Stage::Asking);
        QCOMPARE(second->run().rows(), 3);
        auto *question = named<QWidget>(u"readQuestion"_s);
        QVERIFY2(question->accessibleName().contains(u"of memory that they may take"_s),
                 qPrintable(question->accessibleName()));
        named<QPushButton>(u"readAll"_s)->click();
        QTRY_COMPARE(second->run().stage(), QueryRun::Stage::Complete);
        QCOMPARE(second->run().rows(), 5);
        delete second;
        QCOMPARE(page->rowMemory()->used(), whole);
    }
};

QTEST_MAIN(RowMemoryTest)
#include "RowMemoryTest.moc"
