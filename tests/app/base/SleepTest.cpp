#include "app/base/Sleep.h"

#include <QElapsedTimer>
#include <QTest>

using namespace waybill;
using namespace std::chrono_literals;

namespace {
QCoro::Task<void> sleeping(std::chrono::milliseconds duration, std::stop_token stop, std::optional<bool> *slept)
{
    *slept = co_await sleepFor(duration, stop);
}
} // namespace

class SleepTest final : public QObject
{
    Q_OBJECT

private slots:
    void sleepsForAtLeastThatLong()
    {
        std::optional<bool> slept;
        QElapsedTimer clock;
        clock.start();
        sleeping(50ms, {}, &slept);
        QVERIFY(!slept);
        QTRY_VERIFY(slept);
        QCOMPARE(*slept, true);
        QVERIFY(clock.elapsed() >= 45); // Qt's coarse timers may be a twentieth early
    }

    void aTimeThatIsOverIsNoTime()
    {
        std::optional<bool> slept;
        sleeping(-1ms, {}, &slept);
        QTRY_VERIFY(slept);
        QCOMPARE(*slept, true);
        slept.reset();
        sleeping(-24h * 365, {}, &slept);
        QTRY_VERIFY(slept);
        QCOMPARE(*slept, true);
    }

    void aTimeBeyondAllTimersIsLong()
    {
        std::stop_source stop;
        std::optional<bool> slept;
        sleeping(24h * 365, stop.get_token(), &slept);
        QTest::qWait(50);
        QVERIFY(!slept);
        stop.request_stop();
        QTRY_VERIFY(slept);
        QCOMPARE(*slept, false);
    }
};

QTEST_GUILESS_MAIN(SleepTest)
#include "SleepTest.moc"
