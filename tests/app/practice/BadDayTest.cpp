#include "PracticeClient.h"

#include "app/practice/BatchPlan.h"
#include "app/practice/Seed.h"
#include "app/practice/scenario/BadDay.h"

#include <QMap>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using namespace practice;

/// Days that can be repeated, waves of trouble, and batches that wait for each other.
class BadDayTest : public QObject
{
    Q_OBJECT
private slots:
    void bringsEveryTroubleAgainAndAgain();
    void repeatsItselfForTheSameSeed();
    void givesSomeMessagesAnUnusualLife();
    void runsOnlySoManyBatchesAtATime();
    void decidesTheSameAfterARestart();
    void holdsTheWorldOfOneSeed();
    void switchesTheScenarioByDocument();
    void takesAJobsMessagesOnceARecurrence();
};

static constexpr qint64 hour = 3600 * 1000;

void BadDayTest::bringsEveryTroubleAgainAndAgain()
{
    const Waves waves(7);
    QMap<Trouble, int> begun;
    for (const Trouble trouble :
         {Trouble::Throttling, Trouble::BareThrottling, Trouble::ServerErrors, Trouble::Denials, Trouble::Cuts,
          Trouble::SlowAnswers, Trouble::SignIns, Trouble::BusyJobs, Trouble::SlowBatches}) {
        bool before = false;
        for (qint64 ms = 100 * hour; ms < 101 * hour; ms += 1000) {
            const bool on = waves.strength(trouble, ms) > 0;
            begun[trouble] += on && !before ? 1 : 0;
            before = on;
        }
        QVERIFY2(begun[trouble] >= 3 && begun[trouble] <= 16, qPrintable(Waves::nameOf(trouble)));
    }
}

void BadDayTest::repeatsItselfForTheSameSeed()
{
    const auto day = [](quint64 seed) {
        const BadDay badDay(seed);
        QStringList faults;
        for (int request = 0; request < 4000; ++request) {
            const QString call = request % 4 == 0 ? u"enqueue"_s : u"status"_s;
            const auto fault = badDay.faultFor(call, quint64(request), request * 500);
            faults << (fault ? fault->name : QString());
        }
        return faults;
    };
    const QStringList first = day(3);
    QCOMPARE(day(3), first);
    QVERIFY(day(4) != first);
    QVERIFY(first.contains(u"throttle429"_s) && first.contains(u"status503"_s) && first.contains(u"cutInAnswer"_s));
    // Most requests get through, or nothing would ever come to pass.
    QVERIFY(first.count(QString()) > 2400);
    for (const QString &name : first)
        QVERIFY(name.isEmpty() || placeOf(name));
    QVERIFY(!BadDay(3).faultFor(u"token"_s, 5, 1000));
}

void BadDayTest::givesSomeMessagesAnUnusualLife()
{
    const BadDay badDay(1);
    QMap<QString, int> words;
    for (int number = 0; number < 4000; ++number) {
        const LifecycleSubject subject{seededGuid(1, u"message %1"_s.arg(number)), 0};
        const auto script = badDay.lifeOf(subject);
        const auto state =
            lifecycleAt(subject, 24 * hour, Verdict::Processed, script ? &*script : nullptr);
        ++words[state.status];
        if (script && !script->statuses.isEmpty())
            for (const StatusStep &step : script->statuses)
                ++words[step.status];
    }
    QVERIFY(words[u"Processed"_s] > 3600);
    for (const auto *word : {"PostProcessingFailed", "PreProcessingError", "PostProcessError", "Rearranging",
                             "AwaitingResources", "InProcess", "Dequeued", "Processing"})
        QVERIFY2(words[QString::fromLatin1(word)] > 0, word);
}

static BatchedMessage batched(int number, const QString &job, qint64 stored)
{
    return {number, seededGuid(9, QString::number(number)), job, stored, 4000};
}

void BadDayTest::runsOnlySoManyBatchesAtATime()
{
    BatchPlan plan(2, [](qint64) { return 1.0; });
    const QList<BatchedMessage> messages{batched(0, u"a"_s, 1000), batched(1, u"b"_s, 1000), batched(2, u"c"_s, 1000),
                                         batched(3, u"a"_s, 2000), batched(4, u"a"_s, 5000), batched(5, u"c"_s, 5000)};
    for (const BatchedMessage &message : messages)
        plan.add(message);
    QCOMPARE(plan.pickUp(messages.at(0), 60'000), 4000);
    QCOMPARE(plan.pickUp(messages.at(3), 60'000), 4000); // all of the job's messages at once
    QCOMPARE(plan.pickUp(messages.at(1), 60'000), 4000);
    const auto third = plan.pickUp(messages.at(2), 60'000);
    QVERIFY(third && *third >= 4000 + 13'000 && *third <= 4000 + 20'000); // when the first batch ended
    QCOMPARE(plan.pickUp(messages.at(5), 60'000), third);
    const auto again = plan.pickUp(messages.at(4), 60'000);
    QVERIFY(again && *again >= 4000 + 13'000);
}

void BadDayTest::decidesTheSameAfterARestart()
{
    const auto planOf = [](bool askAllTheTime) {
        BatchPlan plan(1, [](qint64 at) { return at > 100'000 ? 3.0 : 1.0; });
        QList<qint64> taken;
        for (int number = 0; number < 60; ++number) {
            plan.add(batched(number, QString::number(number % 5), number * 3700));
            if (askAllTheTime)
                plan.pickUp(batched(0, u"0"_s, 0), number * 3700 + 1000);
        }
        for (int number = 0; number < 60; ++number)
            taken << plan.pickUp(batched(number, QString::number(number % 5), number * 3700), 10 * hour).value_or(-1);
        return taken;
    };
    QCOMPARE(planOf(true), planOf(false));
    QVERIFY(!planOf(true).contains(-1));
}

void BadDayTest::holdsTheWorldOfOneSeed()
{
    const auto world = [] {
        QTemporaryDir folder; // a profile that no run without the seed has touched
        Practice practice;
        practice.settings.seed = 42;
        practice.settings.profile = folder.path();
        practice.restart(1000);
        QStringList ids{practice.ready()["tenant"_L1].toString(), practice.activityId(u"Vendors"_s)};
        for (int push = 0; push < 3; ++push)
            ids << Practice::guidIn(practice.enqueue(goodGroups()).body);
        practice.setFault(u"status"_s, u"status500"_s, {{u"rate"_s, 0.5}});
        for (int ask = 0; ask < 12; ++ask)
            ids << QString::number(practice.action("GetMessageStatus", "messageId", ids.at(2)).status);
        return ids;
    };
    const QStringList first = world();
    QCOMPARE(world(), first);
    QVERIFY(first.contains(u"500"_s) && first.contains(u"200"_s));
}

void BadDayTest::switchesTheScenarioByDocument()
{
    Practice practice;
    const auto now = [&] { return practice.get("/practice/scenario").json(); };
    QCOMPARE(now()["scenario"_L1].toString(), u"none"_s);
    practice.setFaults({{u"scenario"_s, u"bad-day"_s}, {u"seed"_s, 11}});
    QCOMPARE(now()["scenario"_L1].toString(), u"bad-day"_s);
    QCOMPARE(now()["seed"_L1].toInt(), 11);
    QVERIFY(now()["waves"_L1].isArray());
    practice.call("DELETE", "/practice/faults");
    QCOMPARE(now()["scenario"_L1].toString(), u"none"_s);
    const Reply refused = practice.call("PUT", "/practice/faults", R"({"scenario":"good-day"})");
    QCOMPARE(refused.status, 400);
    QVERIFY(refused.body.contains("good-day"));
    practice.settings.scenario = u"bad-day"_s;
    practice.restart(1000);
    QCOMPARE(now()["scenario"_L1].toString(), u"bad-day"_s);
    QCOMPARE(now()["seed"_L1].toInt(), 1);
}

void BadDayTest::takesAJobsMessagesOnceARecurrence()
{
    Practice practice(0.001);
    practice.settings.recurrence = std::chrono::seconds(600);
    practice.restart(0.001);
    const QString message = Practice::guidIn(practice.enqueue(goodGroups()).body);
    const auto advance = [&](int seconds) {
        practice.call("POST", "/practice/clock", "{\"advanceSeconds\":" + QByteArray::number(seconds) + '}');
    };
    int waited = 0;
    for (; waited < 700 && practice.status(message) == u"Enqueued"_s; waited += 10)
        advance(10);
    const qint64 clock = practice.get("/practice/clock").json()["clockMs"_L1].toInteger();
    QVERIFY2(clock % 600'000 < 11'000, qPrintable(QString::number(clock)));
}

QTEST_GUILESS_MAIN(BadDayTest)
#include "BadDayTest.moc"
