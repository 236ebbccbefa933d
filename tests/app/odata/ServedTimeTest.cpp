#include "app/odata/ServedNumber.h"
#include "app/odata/ServedTime.h"

#include <QTest>

using namespace waybill;

/// Times and numbers as spreadsheets take them.
class ServedTimeTest : public QObject
{
    Q_OBJECT
private slots:
    void countsDays()
    {
        QCOMPARE(sheetTime("1900-01-01T00:00:00Z")->days, 1.0);
        QCOMPARE(sheetTime("1900-02-28")->days, 59.0);
        QCOMPARE(sheetTime("1900-03-01")->days, 61.0);
        QCOMPARE(sheetTime("2024-02-29T06:00:00Z")->days, 45351.25);
        QCOMPARE(sheetTime("1900-01-01T12:00:00Z")->days, 1.5);
        QVERIFY(sheetTime("2024-02-29T06:00:00Z")->hasTime && !sheetTime("2024-02-29T00:00:00Z")->hasTime);
        QVERIFY(qAbs(sheetTime("2024-01-01T00:00:00.5000000Z")->days - 45292 - 0.5 / 86400) < 1e-9);
    }
    void leavesOtherTextsAlone()
    {
        for (const char *text :
             {"", "2024", "2024-02-30", "1899-12-31", "2024-1-1", "2024-01-01 00:00:00Z", "2024-01-01T00:00:00",
              "2024-01-01T24:00:00Z", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00.12345678Z", "2024-01-01x",
              "2024-01-01T00:00:00+01:00", "20240101"})
            QVERIFY2(!sheetTime(text), text);
    }
    void countsDigits()
    {
        QCOMPARE(significantDigits("0"), 0);
        QCOMPARE(significantDigits("-0.00120"), 3);
        QCOMPARE(significantDigits("5637144576"), 10);
        QCOMPARE(significantDigits("1.5e300"), 2);
        QCOMPARE(significantDigits("1234567890123456"), 16);
    }
};

QTEST_GUILESS_MAIN(ServedTimeTest)
#include "ServedTimeTest.moc"
