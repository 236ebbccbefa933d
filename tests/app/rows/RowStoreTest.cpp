#include "app/rows/RowStore.h"
#include "tests/app/rows/PageStore.h"

#include <QtTest>

#include <thread>

using namespace waybill;
using namespace waybill::test;

namespace {

constexpr const char *kindWords[] = {"Absent", "Null", "Boolean", "Integer", "Decimal",
                                     "Text",   "Time", "Date",    "Nested"};
constexpr const char *typeWords[] = {"None", "Boolean", "Integer", "Decimal", "Text",
                                     "Time", "Date",    "Nested",  "Mixed"};

/// The store as a person would write it down: names with types, then the cells with kinds.
std::string written(const RowStore &store)
{
    std::string all;
    for (int column = 0; column < store.columns(); ++column)
        all += (column ? " | " : "") + store.name(column) + " " + typeWords[int(store.type(column))];
    for (qsizetype row = 0; row < store.rows(); ++row) {
        all += "\n";
        for (int column = 0; column < store.columns(); ++column)
            all += (column ? " | " : "") + std::string(kindWords[int(store.kind(row, column))]) + " " +
                   std::string(store.text(row, column));
    }
    return all;
}

/// Rows with one column of texts, `count` of them, made by `textOf(row)`.
template <class TextOf>
QByteArray column(int count, const TextOf &textOf)
{
    QByteArray rows;
    for (int row = 0; row < count; ++row)
        rows += (row ? ",{\"a\":\"" : "{\"a\":\"") + textOf(row) + "\"}";
    return rows;
}

QByteArray number(int row)
{
    return QByteArray::number(row);
}

} // namespace

class RowStoreTest : public QObject
{
    Q_OBJECT
private slots:
    void knowsEveryKindApart()
    {
        const RowStore store =
            storeOf({"{\"b\":true,\"i\":1,\"d\":1.50,\"s\":\"x\",\"t\":\"2024-05-31T12:00:00Z\","
                     "\"y\":\"2024-05-31\",\"n\":[1,2],\"z\":null},"
                     "{\"b\":false,\"i\":-2,\"d\":2,\"s\":\"\",\"t\":\"2024-05-31T12:00:00.5+02:00\","
                     "\"y\":null,\"n\":{\"q\":\"\\\"\"}}"});
        QCOMPARE(written(store),
                 std::string("b Boolean | i Integer | d Decimal | s Text | t Time | y Date | n Nested | z None\n"
                             "Boolean true | Integer 1 | Decimal 1.50 | Text x | Time 2024-05-31T12:00:00Z | "
                             "Date 2024-05-31 | Nested [1,2] | Null \n"
                             "Boolean false | Integer -2 | Integer 2 | Text  | Time 2024-05-31T12:00:00.5+02:00 | "
                             "Null  | Nested {\"q\":\"\\\"\"} | Absent "));
    }

    void losesNoDigit()
    {
        const QByteArray sixty = QByteArray(60, '8');
        const RowStore store = storeOf({"{\"a\":9223372036854775807,\"b\":0.12345678901234567890},"
                                        "{\"a\":-9223372036854775808,\"b\":1e2},{\"a\":9223372036854775808,\"b\":" +
                                        sixty + "}"});
        QCOMPARE(store.integer(0, 0), std::numeric_limits<qint64>::max());
        QCOMPARE(store.integer(1, 0), std::numeric_limits<qint64>::min());
        QCOMPARE(store.integer(2, 0), std::nullopt);
        QCOMPARE(store.kind(2, 0), CellKind::Decimal);
        QCOMPARE(store.text(2, 0), std::string_view("9223372036854775808"));
        QCOMPARE(store.text(0, 1), std::string_view("0.12345678901234567890"));
        QCOMPARE(store.number(1, 1), 100.0);
        QCOMPARE(store.text(2, 1), std::string_view(sixty.constData()));
    }

    void tellsNullEmptyAndAbsentApart()
    {
        const RowStore store = storeOf({"{\"a\":null},{\"a\":\"\"},{},{\"a\":\"null\"}"});
        QCOMPARE(written(store), std::string("a Text\nNull \nText \nAbsent \nText null"));
    }

    void recognisesTheEmptyDate()
    {
        const RowStore store = storeOf(
            {"{\"a\":\"1900-01-01T00:00:00Z\"},{\"a\":\"1900-01-01T12:00:00Z\"},{\"a\":\"1900-01-01T01:00:00Z\"},"
             "{\"a\":null},{\"a\":\"2024-02-29T23:59:59Z\"}"});
        QCOMPARE(store.type(0), ColumnType::Time);
        for (int row = 0; row < 5; ++row)
            QCOMPARE(store.isEmptyDate(row, 0), row < 2);
        QCOMPARE(store.instant(4, 0)->time_since_epoch().count(), 1709251199000);
        QCOMPARE(store.instant(3, 0), std::nullopt);
        // A text that looks like it among others is a text.
        const RowStore texts = storeOf({"{\"a\":\"1900-01-01T00:00:00Z\"},{\"a\":\"x\"}"});
        QVERIFY(!texts.isEmptyDate(0, 0));
        QCOMPARE(texts.instant(0, 0), std::nullopt);
    }

    void unitesColumnsThatAppearLater()
    {
        const RowStore store = storeOf({"{\"a\":1}", "{\"b\":2},{\"b\":3,\"a\":4,\"c\":5}", "{\"a\":6}"});
        QCOMPARE(written(store), std::string("a Integer | b Integer | c Integer\n"
                                             "Integer 1 | Absent  | Absent \n"
                                             "Absent  | Integer 2 | Absent \n"
                                             "Integer 4 | Integer 3 | Integer 5\n"
                                             "Integer 6 | Absent  | Absent "));
        QCOMPARE(store.columnOf("c"), 2);
        QCOMPARE(store.columnOf("C"), std::nullopt);
    }

    void changesTheTypeOfAColumn()
    {
        QCOMPARE(storeOf({"{\"a\":1}", "{\"a\":1.5}"}).type(0), ColumnType::Decimal);
        QCOMPARE(storeOf({"{\"a\":null}", "{\"a\":1}"}).type(0), ColumnType::Integer);
        QCOMPARE(storeOf({"{\"a\":1}", "{\"a\":\"x\"}"}).type(0), ColumnType::Mixed);
        QCOMPARE(storeOf({"{\"a\":true},{\"a\":1}"}).type(0), ColumnType::Mixed);
        QCOMPARE(storeOf({"{\"a\":{}},{\"a\":\"x\"}"}).type(0), ColumnType::Mixed);
        const RowStore texts = storeOf({"{\"a\":\"2024-05-31\"}", "{\"a\":\"2024-05-31T12:00:00Z\"}"});
        QCOMPARE(written(texts), std::string("a Text\nText 2024-05-31\nText 2024-05-31T12:00:00Z"));
    }

    void keepsTheEtagApart()
    {
        const RowStore store =
            storeOf({"{\"@odata.etag\":\"W/\\\"7\\\"\",\"a\":1,\"a@odata.type\":\"#Int64\"},{\"a\":2}"});
        QCOMPARE(store.columns(), 1);
        QCOMPARE(store.etag(0), std::string_view("W/\"7\""));
        QCOMPARE(store.etag(1), std::string_view());
    }

    void takesTheLastOfARepeatedName()
    {
        const RowStore store = storeOf({"{\"a\":1,\"b\":2,\"a\":3},{\"b\":1,\"b\":\"x\",\"b\":null,\"a\":1}"});
        QCOMPARE(store.text(0, 0), std::string_view("3"));
        QCOMPARE(store.text(0, 1), std::string_view("2"));
        QCOMPARE(store.kind(1, 1), CellKind::Null);
        QCOMPARE(store.text(1, 0), std::string_view("1"));
        QByteArray apart = column(2'000, number);
        apart.replace("\"1999\"", "\"first\",\"a\":\"second\"");
        QCOMPARE(storeOf({apart}).text(1'999, 0), std::string_view("second"));
    }

    void keepsValuesWhetherTheyRepeatOrNot_data()
    {
        QTest::addColumn<int>("different");
        for (const int different : {1, 2, 200, 256, 257, 600, 5'000, 20'000, 70'000})
            QTest::addRow("%d", different) << different;
    }
    void keepsValuesWhetherTheyRepeatOrNot()
    {
        QFETCH(int, different);
        const auto textOf = [&](int row) { return "value " + number(row * 7 % different); };
        const RowStore store = storeOf({column(150'000, textOf)});
        QCOMPARE(store.rows(), 150'000);
        for (int row = 0; row < 150'000; ++row)
            QCOMPARE(store.text(row, 0), std::string_view(textOf(row).constData()));
    }

    // The same again is written down only when another value comes, or the end.
    void keepsAValueThatComesAgain()
    {
        const RowStore store =
            storeOf({"{\"a\":\"x\"},{\"a\":\"x\"},{\"a\":\"x\",\"a\":\"y\"},{\"a\":\"y\"},{\"a\":\"y\"},{},"
                     "{\"a\":\"y\"},{\"a\":7},{\"a\":\"7\"},{\"a\":\"7\"},{\"a\":\"7\",\"a\":\"7\"}",
                     "{\"a\":\"7\"},{\"a\":\"7\"},{}"});
        QCOMPARE(written(store), std::string("a Mixed\nText x\nText x\nText y\nText y\nText y\nAbsent \nText y\n"
                                             "Integer 7\nText 7\nText 7\nText 7\nText 7\nText 7\nAbsent "));
    }

    void knowsAValueFromOneThatComesWithoutItsName()
    {
        QCOMPARE(written(storeOf({"{\"value\":1},2,{\"value\":1},{\"value\":1}"})),
                 std::string("value Integer\nInteger 1\nInteger 2\nInteger 1\nInteger 1"));
    }

    void keepsRowsThatLackCells()
    {
        QByteArray rows = "{\"q\":0}";
        for (int row = 1; row < 3'000; ++row)
            rows += row % 3 == 0   ? ",{\"a\":" + number(row) + "}"
                    : row % 3 == 1 ? QByteArray(",{}")
                                   : QByteArray(",{\"q\":1}");
        const RowStore store = storeOf({rows, rows});
        for (int row = 1; row < 3'000; ++row) {
            QCOMPARE(store.kind(3'000 + row, 1), row % 3 == 0 ? CellKind::Integer : CellKind::Absent);
            QCOMPARE(store.text(3'000 + row, 1), row % 3 == 0 ? std::string_view(number(row).constData()) : "");
        }
    }

    void findsRowsInPagesOfAnySize()
    {
        RowStore store;
        int rows = 0;
        for (const int size : {3, 3, 2, 0, 5, 1, 1, 40}) {
            QVERIFY(store.append(blockOf(column(size, [&](int row) { return number(rows + row); }))));
            rows += size;
            for (int row = 0; row < rows; ++row)
                QCOMPARE(store.text(row, 0), std::string_view(number(row).constData()));
        }
        QCOMPARE(store.rows(), rows);
    }

    void aFewCellsOfManyColumnsTakeLittle()
    {
        QByteArray rows;
        for (int row = 0; row < 10'000; ++row)
            rows += (row ? ",{\"C" : "{\"C") + number(row) + "\":" + number(row) + "}";
        const RowStore store = storeOf({rows});
        QCOMPARE(store.columns(), 10'000);
        QCOMPARE(store.text(9'999, 9'999), std::string_view("9999"));
        QVERIFY2(store.bytes() < 10'000 * 400, qPrintable(QString::number(store.bytes())));
    }

    void refusesMoreColumnsThanASheetHas()
    {
        const auto page = [](int first) {
            QByteArray row = "{\"x\":1";
            for (int i = 0; i < 10'000; ++i)
                row += ",\"C" + number(first + i) + "\":1";
            return row + "}";
        };
        RowStore store = storeOf({page(0)});
        const auto taken = store.append(blockOf(page(10'000)));
        QVERIFY(!taken);
        QCOMPARE(taken.error().kind, ErrorKind::BadInput);
        QCOMPARE(store.rows(), 1);
        QCOMPARE(store.columns(), 10'001);
        QVERIFY(store.append(blockOf(page(0))));
    }

    void writesARowAsJson()
    {
        const RowStore store =
            storeOf({"{\"@odata.etag\":\"e\",\"a\":\"\\u0001\\\"\\\\\\n\\u00e4/\",\"b\":1.0,\"c\":null,"
                     "\"d\":[1, 2],\"e\":true},{\"q\\\"\":\"2024-05-31\"}"});
        QCOMPARE(store.json(0),
                 std::string("{\"a\":\"\\u0001\\\"\\\\\\nä/\",\"b\":1.0,\"c\":null,\"d\":[1, 2],\"e\":true}"));
        QCOMPARE(store.json(1), std::string("{\"q\\\"\":\"2024-05-31\"}"));
    }

    void aCopyIsASnapshotThatAnotherThreadReads()
    {
        const auto block = blockOf(column(1'000, number));
        RowStore store;
        QVERIFY(store.append(block));
        const RowStore snapshot = store;
        std::atomic<bool> wrong = false;
        std::jthread reader([&](const std::stop_token &stop) {
            while (!stop.stop_requested()) {
                for (int row = 0; row < 1'000; ++row)
                    wrong = wrong || snapshot.rows() != 1'000 || snapshot.text(row, 0) != number(row).constData();
            }
        });
        for (int i = 0; i < 1'000; ++i)
            QVERIFY(store.append(i % 2 ? block : blockOf("{\"b\":1}")));
        reader.request_stop();
        reader.join();
        QVERIFY(!wrong);
        QCOMPARE(snapshot.columns(), 1);
        QCOMPARE(store.columns(), 2);
    }

    void textsStayWhileAStoreHoldsTheirBlock()
    {
        auto store = std::make_unique<RowStore>(storeOf({"{\"a\":\"a text that is long enough for the heap\"}"}));
        const RowStore copy = *store;
        const std::string_view text = store->text(0, 0);
        store.reset();
        QCOMPARE(text, std::string_view("a text that is long enough for the heap"));
        QVERIFY(copy.text(0, 0).data() == text.data()); // the very same bytes
    }
};

QTEST_GUILESS_MAIN(RowStoreTest)
#include "RowStoreTest.moc"
