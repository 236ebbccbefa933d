#include "app/rows/RepeatedRows.h"
#include "app/rows/SeenRows.h"
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

    void countsWholeRowsThatCameOnAnEarlierPage()
    {
        const QByteArray one = R"({"@odata.etag":"1","n":"a"})", other = R"({"@odata.etag":"2","n":"a"})";
        QCOMPARE(repeatedWholeRows(storeOf({one + ',' + other, one})), 1);
        QCOMPARE(repeatedWholeRows(storeOf({one, other, one, one})), 2);
        QCOMPARE(repeatedWholeRows(storeOf({one, R"({"@odata.etag":"1","n":null})"})), 0);
        // Rows of one page that are the same: nothing can be said.
        QCOMPARE(repeatedWholeRows(storeOf({one + ',' + one, one})), 0);
        QCOMPARE(repeatedWholeRows(RowStore()), 0);
        QVERIFY(haveEtags(storeOf({one, other})));
        QVERIFY(!haveEtags(storeOf({one, R"({"n":1})"})));
    }

    void remembersManyRows()
    {
        SeenRows seen;
        quint64 next = 1;
        for (int page = 0; page < 50; ++page) {
            std::vector<quint64> rows;
            for (int row = 0; row < 1'000; ++row)
                rows.push_back(next++);
            seen.takePage(std::move(rows));
        }
        QCOMPARE(seen.repeated(), 0);
        seen.takePage({1, 2, 50'000, 50'001});
        QCOMPARE(seen.repeated(), 3);
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
