#include "app/cli/Deadline.h"

#include <QTest>

using namespace waybill;
using namespace std::chrono_literals;

class DeadlineTest : public QObject
{
    Q_OBJECT
private slots:
    void endsByTime();
    void endsByInterruption();
    void countsAnewWhenStartedAgain();
};

void DeadlineTest::endsByTime()
{
    Deadline deadline;
    deadline.start(10ms);
    QTRY_VERIFY(deadline.token().stop_requested());
    QCOMPARE(deadline.reason(), Deadline::Reason::TimedOut);
    QVERIFY(!deadline.interruption().stop_requested());
    deadline.interrupt();
    QCOMPARE(deadline.reason(), Deadline::Reason::TimedOut);
    QVERIFY(deadline.interruption().stop_requested());
}

void DeadlineTest::endsByInterruption()
{
    Deadline deadline;
    deadline.start(std::nullopt);
    QVERIFY(!deadline.left());
    deadline.interrupt();
    QVERIFY(deadline.token().stop_requested() && deadline.interruption().stop_requested());
    QCOMPARE(deadline.reason(), Deadline::Reason::Interrupted);
}

void DeadlineTest::countsAnewWhenStartedAgain()
{
    Deadline deadline;
    deadline.start(1h);
    QVERIFY(*deadline.left() > 59min && *deadline.left() <= 1h);
    deadline.start(std::nullopt);
    QVERIFY(!deadline.left());
    deadline.start(2h);
    QVERIFY(*deadline.left() > 119min);
    QCOMPARE(deadline.reason(), Deadline::Reason::None);
}

QTEST_GUILESS_MAIN(DeadlineTest)
#include "DeadlineTest.moc"
