#include "app/http/ThrottleGate.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {

class SetClock final : public Clock
{
public:
    QDateTime utcNow() const override { return now; }
    QDateTime now = QDateTime::fromString(u"2026-11-23T07:00:00Z"_s, Qt::ISODate);
};

} // namespace

class ThrottleGateTest : public QObject
{
    Q_OBJECT
    std::shared_ptr<SetClock> m_clock = std::make_shared<SetClock>();

    qint64 waitAfter(const QByteArray &retryAfter, const QByteArray &date = {})
    {
        ThrottleGate gate(m_clock);
        gate.close(retryAfter, date, u"throttled"_s);
        return m_clock->now.msecsTo(gate.untilUtc());
    }

private slots:
    void takesSeconds() { QCOMPARE(waitAfter("18"), 18'000); }
    void takesADate() { QCOMPARE(waitAfter("Mon, 23 Nov 2026 07:00:30 GMT"), 30'000); }
    void judgesADateByTheServicesClock()
    {
        QCOMPARE(waitAfter("Mon, 23 Nov 2026 08:00:30 GMT", "Mon, 23 Nov 2026 08:00:00 GMT"), 30'000);
    }
    void takesADateInThePastAsNow() { QCOMPARE(waitAfter("Mon, 23 Nov 2026 06:00:00 GMT"), 0); }

    void takesAtOnceOnceUntilACallWentThrough()
    {
        ThrottleGate gate(m_clock);
        const auto waits = [&](const QByteArray &retryAfter) {
            m_clock->now = m_clock->now.addSecs(5);
            gate.close(retryAfter, {}, u"throttled"_s);
            return m_clock->now.msecsTo(gate.untilUtc());
        };
        QCOMPARE(waits("0"), 0);
        QCOMPARE(waits("0"), 1000);
        QCOMPARE(waits("Mon, 23 Nov 2026 06:00:00 GMT"), 1000);
        QCOMPARE(waits("2"), 2000);
        gate.opened();
        QCOMPARE(waits("0"), 0);
    }

    void backsOffWithoutIt()
    {
        ThrottleGate gate(m_clock);
        qint64 last = 0;
        for (int step = 0; step < 10; ++step) {
            gate.close({}, {}, u"throttled"_s);
            last = m_clock->now.msecsTo(gate.untilUtc());
            QVERIFY2(last >= 1000 && last <= 60'000, qPrintable(QString::number(last)));
            m_clock->now = gate.untilUtc().addMSecs(1);
        }
        QVERIFY(last >= 30'000);
        gate.opened();
        gate.close("soon", {}, u"throttled"_s);
        QCOMPARE(m_clock->now.msecsTo(gate.untilUtc()), 1000);
    }

    void opensWhenTheClockWasSetBack()
    {
        ThrottleGate gate(m_clock);
        gate.close("60", {}, u"throttled"_s);
        QVERIFY(gate.isClosed());
        m_clock->now = m_clock->now.addDays(-1);
        QVERIFY(!gate.isClosed());
        gate.close("5", {}, u"throttled again"_s);
        QVERIFY(gate.isClosed());
        QCOMPARE(m_clock->now.msecsTo(gate.untilUtc()), 5000);
    }

    void neverShortensAWait()
    {
        ThrottleGate gate(m_clock);
        gate.close("60", {}, u"long"_s);
        gate.close("1", {}, u"short"_s);
        QCOMPARE(m_clock->now.msecsTo(gate.untilUtc()), 60'000);
        QCOMPARE(gate.reason(), u"long"_s);
    }
};

QTEST_GUILESS_MAIN(ThrottleGateTest)
#include "ThrottleGateTest.moc"
