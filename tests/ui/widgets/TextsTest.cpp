#include "ui/widgets/Texts.h"

#include <QtTest>

using namespace waybill;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class TextsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void groupsThousands()
    {
        QCOMPARE(texts::number(1204), u"1,204"_s);
        QCOMPARE(texts::number(std::optional<qint64>()), u"–"_s);
        QLocale::setDefault(QLocale::c());
        QCOMPARE(texts::number(1'000'000), u"1,000,000"_s);
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }
    void tellsSizes()
    {
        QCOMPARE(texts::bytes(0), u"0 B"_s);
        QCOMPARE(texts::bytes(999), u"999 B"_s);
        QCOMPARE(texts::bytes(8'400'000), u"8.4 MB"_s);
        QCOMPARE(texts::bytes(312'000), u"312 kB"_s);
    }
    void tellsAges()
    {
        QCOMPARE(texts::age(-5s), u"0 s"_s);
        QCOMPARE(texts::age(59'999ms), u"59 s"_s);
        QCOMPARE(texts::age(60s), u"1 min"_s);
        QCOMPARE(texts::age(47h), u"47 h"_s);
        QCOMPARE(texts::age(72h), u"3 d"_s);
        QCOMPARE(texts::age(QDateTime(), QDateTime::currentDateTimeUtc()), u"–"_s);
    }
    void tellsDurations()
    {
        QCOMPARE(texts::spanInWords(1s), u"1 second"_s);
        QCOMPARE(texts::spanInWords(40s), u"40 seconds"_s);
        QCOMPARE(texts::spanInWords(75s), u"1 minute"_s);
        QCOMPARE(texts::spanInWords(25min), u"25 minutes"_s);
        QCOMPARE(texts::spanInWords(1h), u"1 hour"_s);
        QCOMPARE(texts::spanInWords(150min), u"3 hours"_s);
        QCOMPARE(texts::spanInWords(72h), u"3 days"_s);
        QCOMPARE(texts::duration(20ms), u"0 s"_s);
        QCOMPARE(texts::duration(400ms), u"0.4 s"_s);
        QCOMPARE(texts::duration(3s), u"3 s"_s);
        QCOMPARE(texts::duration(48s), u"48 s"_s);
        QCOMPARE(texts::duration(80s), u"1 m 20 s"_s);
        QCOMPARE(texts::duration(2h + 5min), u"2 h 05 m"_s);
        QCOMPARE(texts::duration(76h), u"3 d 4 h"_s);
    }
    void theEmptyDateReadsAsBlank()
    {
        const QDateTime empty(QDate(1900, 1, 1), QTime(12, 0), Qt::UTC);
        QCOMPARE(texts::exactUtc(empty), QString());
        QCOMPARE(texts::clockTime(empty, QDateTime::currentDateTimeUtc()), QString());
        QCOMPARE(texts::timeTooltip(empty), QString());
        const QDateTime time(QDate(2026, 11, 23), QTime(13, 2, 11), Qt::UTC);
        QCOMPARE(texts::exactUtc(time), u"2026-11-23 13:02:11 UTC"_s);
        QVERIFY(texts::timeTooltip(time).contains(u"2026-11-23 13:02:11 UTC"_s));
        QCOMPARE(texts::clockTime(time, time), time.toLocalTime().toString(u"HH:mm:ss"_s));
        QVERIFY(texts::clockTime(time, time.addDays(3)).startsWith(u"2026-11-2"_s));
    }
    void shortensIdsInTheMiddle()
    {
        QCOMPARE(texts::shortId(u"8f3c0000-1111-2222-3333-44444444a61e"_s), u"8f3c…a61e"_s);
        QCOMPARE(texts::shortId(u"DF-7"_s), u"DF-7"_s);
    }
};

QTEST_GUILESS_MAIN(TextsTest)
#include "TextsTest.moc"
