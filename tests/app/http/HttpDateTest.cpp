#include "app/http/HttpDate.h"

#include <QTest>

using namespace waybill;

class HttpDateTest : public QObject
{
    Q_OBJECT
private slots:
    void readsAMoment()
    {
        const QDateTime at(QDate(2026, 3, 1), QTime(8, 0, 5), Qt::UTC);
        QCOMPARE(httpDate("Sun, 01 Mar 2026 08:00:05 GMT"), at);
        QCOMPARE(httpDate("  Sun, 01 Mar 2026 08:00:05 GMT "), at);
    }
    void isInvalidForAnythingElse()
    {
        for (const char *text : {"", "yesterday", "GMT", "Sun, 99 Mar 2026 08:00:05 GMT",
                                 "Sun, 01 Mar 2026 08:00:05 GMT, Sun, 01 Mar 2026 09:00:05 GMT"})
            QVERIFY2(!httpDate(text).isValid(), text);
    }
};

QTEST_GUILESS_MAIN(HttpDateTest)
#include "HttpDateTest.moc"
