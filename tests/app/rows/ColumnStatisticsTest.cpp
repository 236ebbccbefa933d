#include "app/rows/ColumnStatistics.h"
#include "app/rows/RowOrder.h"
#include "tests/app/rows/PageStore.h"

#include <QtTest>

using namespace waybill;
using namespace waybill::test;

namespace {

ColumnStatistics statisticsOf(const RowStore &store, int column = 0)
{
    return columnStatistics(store, column, allRows(store)).value_or(ColumnStatistics{});
}

} // namespace

class ColumnStatisticsTest : public QObject
{
    Q_OBJECT
private slots:
    void countsWhatThereIs()
    {
        const RowStore store =
            storeOf({"{\"a\":\"x\"},{\"a\":\"\"},{\"a\":null},{}", "{\"a\":\"y\"},{\"a\":\"y\"},{\"a\":\"B\"}"});
        const ColumnStatistics all = statisticsOf(store);
        QCOMPARE(all.rows, 7);
        QCOMPARE(all.absent, 1);
        QCOMPARE(all.null, 1);
        QCOMPARE(all.emptyTexts, 1);
        QCOMPARE(all.values, 4);
        QCOMPARE(all.distinct, 3);
        QVERIFY(all.distinctExact);
        QCOMPARE(all.min, 6U);
        QCOMPARE(all.max, 4U);
        QCOMPARE(all.top.size(), 3U);
        QCOMPARE(all.top[0], (ColumnStatistics::Value{CellKind::Text, "y", 2}));
        QCOMPARE(all.top[1], (ColumnStatistics::Value{CellKind::Text, "x", 1}));
    }

    void knowsTheBoundsOfNumbersExactly()
    {
        const RowStore store =
            storeOf({"{\"a\":9007199254740993},{\"a\":9007199254740992.5},{\"a\":-3e0},{\"a\":1e400},{\"a\":2e400}"});
        QCOMPARE(statisticsOf(store).min, 2U);
        QCOMPARE(statisticsOf(store).max, 4U);
        QCOMPARE(statisticsOf(store).distinct, 5);
    }

    void leavesEmptyDatesOutOfTheBounds()
    {
        const RowStore store = storeOf({"{\"a\":\"1900-01-01T12:00:00Z\"},{\"a\":\"2024-01-01T00:00:00Z\"},"
                                        "{\"a\":\"2023-12-31T23:30:00-01:00\"},{\"a\":\"1900-01-01T00:00:00Z\"}"});
        const ColumnStatistics all = statisticsOf(store);
        QCOMPARE(all.emptyDates, 2);
        QCOMPARE(all.min, 1U);
        QCOMPARE(all.max, 2U);
    }

    void tellsKindsApartThatLookAlike()
    {
        QCOMPARE(statisticsOf(storeOf({"{\"a\":true},{\"a\":\"true\"},{\"a\":1},{\"a\":\"1\"},{\"a\":1.0}"})).distinct,
                 5);
    }

    void countsAChoiceOfRows()
    {
        const RowStore store = storeOf({"{\"a\":1},{\"a\":2},{\"a\":3}"});
        const ColumnStatistics some = *columnStatistics(store, 0, RowNumbers{2, 1});
        QCOMPARE(some.rows, 2);
        QCOMPARE(some.min, 1U);
        QCOMPARE(some.max, 2U);
        const ColumnStatistics none = *columnStatistics(store, 0, RowNumbers{});
        QCOMPARE(none, ColumnStatistics{});
    }

    void saysWhereItStoppedToTellValuesApart()
    {
        QByteArray rows = "{\"a\":0}";
        for (int row = 1; row < 2'000; ++row)
            rows += ",{\"a\":" + QByteArray::number(row % 1'500) + "}";
        const RowStore store = storeOf({rows});
        const ColumnStatistics some = *columnStatistics(store, 0, allRows(store), {}, 3, 1'000);
        QCOMPARE(some.distinct, 1'000);
        QVERIFY(!some.distinctExact);
        QCOMPARE(some.max, 1'499U);
        QCOMPARE(some.values, 2'000);
        QCOMPARE(some.top.size(), 3U);
        QCOMPARE(some.top[0], (ColumnStatistics::Value{CellKind::Integer, "0", 2}));
        QVERIFY(columnStatistics(store, 0, allRows(store), {}, 3, 1'500)->distinctExact);
    }

    void isStopped()
    {
        std::stop_source source;
        source.request_stop();
        const RowStore store = storeOf({"{\"a\":1}"});
        QCOMPARE(columnStatistics(store, 0, allRows(store), source.get_token()), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(ColumnStatisticsTest)
#include "ColumnStatisticsTest.moc"
