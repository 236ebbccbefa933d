#include "app/http/RetryAfter.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class RetryAfterTest : public QObject
{
    Q_OBJECT
    const QDateTime m_now = QDateTime::fromString(u"2026-11-23T07:00:00Z"_s, Qt::ISODate);

    /// Milliseconds; -1 for none.
    qint64 wait(const QByteArray &retryAfter, const QByteArray &date = {}) const
    {
        const auto found = retryAfterWait(retryAfter, date, m_now);
        return found ? found->count() : -1;
    }

private slots:
    void takesSeconds()
    {
        QCOMPARE(wait("18"), 18'000);
        QCOMPARE(wait(" 0.5 "), 500);
        QCOMPARE(wait("0"), 0);
    }
    void takesADate()
    {
        QCOMPARE(wait("Mon, 23 Nov 2026 07:00:30 GMT"), 30'000);
        QCOMPARE(wait("Mon, 23 Nov 2026 06:00:00 GMT"), 0);
        QCOMPARE(wait("Mon, 23 Nov 2026 08:00:30 GMT", "Mon, 23 Nov 2026 08:00:00 GMT"), 30'000);
        QCOMPARE(wait("Mon, 23 Nov 2026 07:00:30 GMT", "today"), 30'000);
    }
    void neverAsksForMoreThanADay()
    {
        for (const char *much : {"1e300", "inf", "99999999999999999999", "Mon, 23 Nov 2099 07:00:00 GMT"})
            QCOMPARE(wait(much), 86'400'000);
    }
    void findsNothingElse()
    {
        for (const char *other : {"", "soon", "-1", "nan", "-inf", "Mon, 99 Nov 2026 07:00:30 GMT", "GMT"})
            QCOMPARE(wait(other), -1);
    }
};

QTEST_GUILESS_MAIN(RetryAfterTest)
#include "RetryAfterTest.moc"
