#include "app/rows/CellOrder.h"
#include "app/rows/RowOrder.h"
#include "tests/app/rows/PageStore.h"

#include <QtTest>

#include <random>

using namespace waybill;
using namespace waybill::test;

namespace {

using Keys = std::vector<SortKey>;
using Random = std::mt19937;

RowNumbers sorted(const RowStore &store, const Keys &keys)
{
    return sortedRows(store, allRows(store), keys).value_or(RowNumbers{});
}

/// The same by comparing cells.
RowNumbers sortedByComparing(const RowStore &store, const Keys &keys)
{
    RowNumbers rows = allRows(store);
    std::vector<CellReader> cells;
    for (const SortKey &key : keys)
        cells.emplace_back(store, key.column);
    std::stable_sort(rows.begin(), rows.end(), [&](quint32 a, quint32 b) {
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const CellView left = cells[i].at(a);
            const CellView right = cells[i].at(b);
            const std::weak_ordering order = compareCells(left, right);
            if (order == 0)
                continue;
            const bool lasts = isLast(classOf(left)) || isLast(classOf(right));
            return keys[i].descending && !lasts ? order > 0 : order < 0;
        }
        return false;
    });
    return rows;
}

/// The texts of a column in an order, with commas.
std::string texts(const RowStore &store, int column, const RowNumbers &rows)
{
    std::string all;
    for (const quint32 row : rows)
        all += std::string(store.text(row, column)) + ",";
    return all.substr(0, all.size() - 1);
}

QByteArray madeValue(Random &random, const QByteArray &kind)
{
    const auto number = [&](quint32 most) { return QByteArray::number(random() % most); };
    if (random() % 9 == 0 && kind != "full")
        return random() % 2 ? "null" : "";
    if (kind == "integer")
        return (random() % 2 ? "-" : "") + number(random() % 2 ? 50 : 4'000'000'000U);
    if (kind == "decimal")
        return (random() % 2 ? "-" : "") + number(3) + "." + number(20) + (random() % 4 ? "" : "00000000000000000001") +
               (random() % 4 ? "" : "e" + number(5));
    if (kind == "boolean")
        return random() % 2 ? "true" : "false";
    if (kind == "time")
        return random() % 3 ? "\"20" + QByteArray::number(10 + random() % 20) + "-01-01T12:00:00Z\""
                            : QByteArray("\"1900-01-01T00:00:00Z\"");
    if (kind == "text" || kind == "full") {
        static const QByteArray parts[] = {"a", "B", "ä", "SS", "same beginning ", "0", "z", " ", "\\u0000"};
        QByteArray text = "\"";
        for (auto i = random() % 12; i > 0; --i)
            text += parts[random() % std::size(parts)];
        return text + '"';
    }
    static const QByteArray kinds[] = {"integer", "decimal", "boolean", "text"};
    return random() % 9 ? madeValue(random, kinds[random() % 4]) : QByteArray("{\"n\":" + number(9) + "}");
}

RowStore madeStore(Random &random, const std::vector<QByteArray> &kinds, int rows)
{
    RowStore store;
    while (store.rows() < rows) {
        QByteArray page;
        const auto size = std::min(qsizetype(1 + random() % 900), rows - store.rows());
        for (qsizetype row = 0; row < size; ++row) {
            QByteArray object;
            for (std::size_t i = 0; i < kinds.size(); ++i) {
                const QByteArray value = madeValue(random, kinds[i]);
                if (!value.isEmpty())
                    object += (object.isEmpty() ? "\"c" : ",\"c") + QByteArray::number(i) + "\":" + value;
            }
            page += (row ? ",{" : "{") + object + '}';
        }
        if (!store.append(blockOf(page)))
            qFatal("The page is not taken.");
    }
    return store;
}

} // namespace

class RowOrderTest : public QObject
{
    Q_OBJECT
private slots:
    void sortsAsComparingDoes_data()
    {
        QTest::addColumn<QByteArrayList>("kinds");
        for (const char *const kind : {"integer", "decimal", "boolean", "time", "text", "full", "mixed"})
            QTest::newRow(kind) << QByteArrayList{kind};
        QTest::newRow("boolean, text") << QByteArrayList{"boolean", "text"};
        QTest::newRow("decimal, integer") << QByteArrayList{"decimal", "integer"};
        QTest::newRow("text, time, decimal") << QByteArrayList{"text", "time", "decimal"};
        QTest::newRow("mixed, mixed") << QByteArrayList{"mixed", "mixed"};
    }
    void sortsAsComparingDoes()
    {
        QFETCH(QByteArrayList, kinds);
        Random random(11);
        for (const int rows : {1, 2, 30, 700, 4'000}) {
            const RowStore store = madeStore(random, {kinds.begin(), kinds.end()}, rows);
            for (unsigned way = 0; way < 1U << unsigned(store.columns()); ++way) {
                Keys keys;
                for (int column = 0; column < store.columns(); ++column)
                    keys.push_back({column, (way >> unsigned(column) & 1) != 0});
                QCOMPARE(sorted(store, keys), sortedByComparing(store, keys));
            }
        }
    }

    void leavesWhatHasNoValueAtTheEndBothWays()
    {
        const RowStore store =
            storeOf({"{\"a\":null,\"n\":1},{\"a\":\"1900-01-01T12:00:00Z\",\"n\":2},"
                     "{\"a\":\"2024-01-01T00:00:00Z\",\"n\":3},{\"n\":4},{\"a\":\"2023-01-01T00:00:00Z\",\"n\":5}"});
        QCOMPARE(texts(store, 1, sorted(store, {{0, false}})), std::string("5,3,2,1,4"));
        QCOMPARE(texts(store, 1, sorted(store, {{0, true}})), std::string("3,5,2,1,4"));
    }

    void sortsTextsAsPeopleDo()
    {
        const RowStore store =
            storeOf({"{\"a\":\"Zebra\"},{\"a\":\"apfel\"},{\"a\":\"\xC3\x84pfel\"},{\"a\":\"Apfelbaum\"},"
                     "{\"a\":\"\"},{\"a\":\"zebra\"}"});
        QCOMPARE(texts(store, 0, sorted(store, {{0, false}})),
                 std::string(",apfel,\xC3\x84pfel,Apfelbaum,Zebra,zebra"));
        QCOMPARE(texts(store, 0, sorted(store, {{0, true}})), std::string("Zebra,zebra,Apfelbaum,apfel,\xC3\x84pfel,"));
    }

    void sortsNumbersThatADoubleDoesNotTellApart()
    {
        const RowStore store = storeOf({"{\"a\":9007199254740993},{\"a\":9007199254740992.5},{\"a\":9007199254740992},"
                                        "{\"a\":1e400},{\"a\":2e399}"});
        QCOMPARE(texts(store, 0, sorted(store, {{0, false}})),
                 std::string("9007199254740992,9007199254740992.5,9007199254740993,2e399,1e400"));
    }

    void sortsAChoiceOfRowsInTheOrderGiven()
    {
        const RowStore store = storeOf({"{\"a\":2},{\"a\":1},{\"a\":2},{\"a\":1}"});
        QCOMPARE(sortedRows(store, {3, 2, 0}, Keys{{0, false}}), (RowNumbers{3, 2, 0}));
        QCOMPARE(sortedRows(store, {3, 2, 1, 0}, Keys{{0, true}}), (RowNumbers{2, 0, 3, 1}));
        QCOMPARE(sortedRows(store, {1, 0}, Keys{}), (RowNumbers{1, 0}));
        QCOMPARE(sortedRows(RowStore(), {}, Keys{}), RowNumbers{});
    }

    void sortsLongTextsThatAreTheSame()
    {
        const QByteArray same = "{\"a\":\"" + QByteArray(1 << 20, 'x') + "\"}";
        QByteArray rows = same;
        for (int i = 0; i < 20; ++i)
            rows += ',' + same;
        rows.replace(rows.size() - 3, 1, "w");
        QCOMPARE(sorted(storeOf({rows}), {{0, false}}).front(), 20U);
    }

    void sortsTextsThatGrowOnlyByTheirEnd()
    {
        QByteArray rows;
        for (int length = 3'000; length >= 0; --length)
            rows += (rows.isEmpty() ? "{\"a\":\"" : ",{\"a\":\"") + QByteArray(length, 'x') + "\"}";
        const RowNumbers order = sorted(storeOf({rows}), {{0, false}});
        for (quint32 i = 0; i < order.size(); ++i)
            QCOMPARE(order[i], 3'000 - i);
    }

    void isStopped()
    {
        Random random(1);
        const RowStore store = madeStore(random, {"text"}, 100);
        std::stop_source source;
        source.request_stop();
        QCOMPARE(sortedRows(store, allRows(store), Keys{{0, false}}, source.get_token()), std::nullopt);
    }
};

QTEST_GUILESS_MAIN(RowOrderTest)
#include "RowOrderTest.moc"
