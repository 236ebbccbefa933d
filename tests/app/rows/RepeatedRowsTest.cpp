#include "app/rows/RepeatedRows.h"
#include "tests/app/rows/PageStore.h"

#include <QtTest>

using namespace waybill;
using namespace waybill::test;

class RepeatedRowsTest : public QObject
{
    Q_OBJECT
private slots:
    void countsRowsThatCameTwice()
    {
        const RowStore store =
            storeOf({"{\"c\":\"usmf\",\"a\":\"1\",\"x\":1},{\"c\":\"usmf\",\"a\":\"2\"},{\"c\":\"usrt\",\"a\":\"1\"}",
                     "{\"c\":\"usmf\",\"a\":\"2\",\"x\":9},{\"c\":\"usmf\",\"a\":\"1\"},{\"c\":\"usmf\",\"a\":\"1\"}"});
        QCOMPARE(repeatedRows(store, {0, 1}), 3);
        QCOMPARE(repeatedRows(store, {1}), 4);
        QCOMPARE(repeatedRows(store, {0, 1, 2}), 1);
        QCOMPARE(repeatedRows(RowStore(), {}), 0);
    }

    void tellsKindsApart()
    {
        const RowStore store = storeOf({"{\"a\":\"1\"},{\"a\":1},{\"a\":null},{},{\"a\":\"\"}"});
        QCOMPARE(repeatedRows(store, {0}), 0);
    }

    void stopsWhenAsked()
    {
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(!repeatedRows(storeOf({"{\"a\":\"1\"}"}), {0}, stop.get_token()));
    }
};

QTEST_GUILESS_MAIN(RepeatedRowsTest)
#include "RepeatedRowsTest.moc"
