#include "app/rows/CellNumber.h"
#include "app/rows/CellOrder.h"
#include "app/rows/CellTime.h"

#include <QtTest>

#include <random>

using namespace waybill;

class CellOrderTest : public QObject
{
    Q_OBJECT
private slots:
    void comparesNumbersExactly_data()
    {
        QTest::addColumn<QByteArray>("less");
        QTest::addColumn<QByteArray>("more");
        const auto row = [](const char *less, const char *more) {
            QTest::addRow("%s < %s", less, more) << QByteArray(less) << QByteArray(more);
        };
        row("-1", "0");
        row("9", "10");
        row("-10", "-9");
        row("0.09", "0.1");
        row("9007199254740992", "9007199254740993");
        row("9223372036854775807", "9223372036854775808");
        row("0.10000000000000000000000000000000000001", "0.10000000000000000000000000000000000002");
        row("1e400", "1e401");
        row("-1e401", "-1e400");
        row("1e-401", "1e-400");
        row("0", "1e-999999999999999999999999");
    }
    void comparesNumbersExactly()
    {
        QFETCH(QByteArray, less);
        QFETCH(QByteArray, more);
        QVERIFY(compareNumbers(less.constData(), more.constData()) < 0);
        QVERIFY(compareNumbers(more.constData(), less.constData()) > 0);
        QVERIFY(doubleOf(less.constData()) <= doubleOf(more.constData()));
    }

    void knowsTheSameNumberInAnySpelling()
    {
        for (const char *hundred : {"100", "1e2", "100.0", "1.00E+2", "0.1e3", "10000e-2", "0.0001e6"})
            QVERIFY2(compareNumbers(hundred, "100") == 0, hundred);
        for (const char *zero : {"0", "-0", "0.000", "0e5", "-0.0E-3"})
            QVERIFY2(compareNumbers(zero, "0") == 0, zero);
    }

    void readsTheNearestDouble()
    {
        std::mt19937 random(3);
        for (int i = 0; i < 20'000; ++i) {
            QByteArray number = QByteArray::number(qint64(random()) * qint64(random() % 2'000'000 - 1'000'000));
            if (i % 2)
                number += '.' + QByteArray::number(random() % (i % 3 ? 1'000 : 1'000'000'000));
            if (i % 5 == 0)
                number += 'e' + QByteArray::number(int(random() % 60) - 30);
            QCOMPARE(doubleOf(number.constData()), number.toDouble());
        }
        QCOMPARE(doubleOf("1e400"), std::numeric_limits<double>::infinity());
        QCOMPARE(doubleOf("-1e400"), -std::numeric_limits<double>::infinity());
        QCOMPARE(doubleOf("1e-400"), 0.0);
        QCOMPARE(doubleOf("0.3"), 0.3);
    }

    void readsIntegersThatFit()
    {
        QCOMPARE(integerOf("-9223372036854775808"), std::numeric_limits<qint64>::min());
        QCOMPARE(integerOf("9223372036854775808"), std::nullopt);
        QCOMPARE(integerOf("1.0"), std::nullopt);
        QCOMPARE(integerOf("1e2"), std::nullopt);
    }

    void readsMoments()
    {
        constexpr qint64 second = 10'000'000;
        QCOMPARE(ticksOf("1970-01-01T00:00:00Z"), 0);
        QCOMPARE(ticksOf("1970-01-01"), 0);
        QCOMPARE(ticksOf("1970-01-01T00:01Z"), 60 * second);
        QCOMPARE(ticksOf("1970-01-01T01:00:00.0000001+01:00"), 1);
        QCOMPARE(ticksOf("1969-12-31T23:59:59.5Z"), -second / 2);
        QCOMPARE(ticksOf("1970-01-01T00:00:00.123456789012Z"), 1'234'567);
        QCOMPARE(ticksOf("2024-02-29T12:30:00-05:30"),
                 QDateTime({2024, 2, 29}, {18, 0}, Qt::UTC).toSecsSinceEpoch() * second);
        QCOMPARE(ticksOf("9999-12-31T23:59:59Z"),
                 QDateTime({9999, 12, 31}, {23, 59, 59}, Qt::UTC).toSecsSinceEpoch() * second);
        for (const char *no : {"", "2024", "2023-02-29", "2024-13-01", "2024-00-10", "2024-1-1", "2024-01-01T",
                               "2024-01-01T25:00Z", "2024-01-01T00:00:00", "2024-01-01T00:00:60Z",
                               "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00.1234567890123Z", "2024-01-01T00:00:00Z ",
                               "2024-01-01x", "2024-01-01T00:00:00+1:00", "+024-01-01", "2024-01-01T00Z"})
            QVERIFY2(!ticksOf(no), no);
    }

    void foldsTexts()
    {
        QCOMPARE(foldedText("AbZ[`{@"), std::string("abz[`{@"));
        QCOMPARE(foldedText("Ärger Übel STRASSE Straße Łódź É Ω"), std::string("arger ubel strasse strasse łodz e ω"));
    }

    void classesStandApart()
    {
        const CellView cells[] = {{CellKind::Boolean, "false"},
                                  {CellKind::Boolean, "true"},
                                  {CellKind::Integer, "2"},
                                  {CellKind::Decimal, "2.5"},
                                  {CellKind::Date, "2020-01-01"},
                                  {CellKind::Time, "2020-01-01T00:00:01Z"},
                                  {CellKind::Text, ""},
                                  {CellKind::Text, "A"},
                                  {CellKind::Text, "ä1"},
                                  {CellKind::Nested, "[]"},
                                  {CellKind::Time, "1900-01-01T12:00:00Z"},
                                  {CellKind::Null, ""}};
        for (std::size_t i = 0; i < std::size(cells); ++i) {
            for (std::size_t j = 0; j < std::size(cells); ++j) {
                QCOMPARE(compareCells(cells[i], cells[j]) < 0, i < j);
                QCOMPARE(isSameValue(cells[i], cells[j]), i == j);
            }
        }
        QVERIFY(compareCells({}, {CellKind::Null, ""}) == 0);
        QVERIFY(isSameValue({}, {CellKind::Null, ""}));
        QVERIFY(isSameValue({CellKind::Decimal, "1.0"}, {CellKind::Integer, "1"}));
        QVERIFY(!isSameValue({CellKind::Text, "a"}, {CellKind::Text, "A"}));
        QVERIFY(isSameValue({CellKind::Time, "1900-01-01T12:00:00Z"}, {CellKind::Time, "1900-01-01T00:00:00Z"}));
    }
};

QTEST_GUILESS_MAIN(CellOrderTest)
#include "CellOrderTest.moc"
