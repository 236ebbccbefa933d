#include "tests/bench/PollingWorld.h"

#include <QTest>

using namespace waybill;
using namespace waybill::bench;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr Instant monday = Instant(std::chrono::sys_days(std::chrono::year(2025) / 3 / 3));
} // namespace

/// The parts that decide what is asked next, in a time of their own.
class LookPlanTest : public QObject
{
    Q_OBJECT

    LookPlan m_plan;
    Instant m_now = monday;

    void follow(int key, const QString &job, const QString &word = u"Enqueued"_s, std::chrono::milliseconds age = 0s)
    {
        LookPlan::Subject subject;
        subject.key = MessageKey(key);
        subject.job = job;
        subject.word = word;
        subject.since = m_now - age;
        m_plan.follow(subject, m_now);
    }
    /// Goes on to the next question, and asks it; its key, 0 when there is none until `limit`.
    int ask(std::chrono::milliseconds limit = 24h)
    {
        const Instant end = m_now + limit;
        for (;;) {
            const auto look = m_plan.next(m_now);
            if (!look || look->at > end)
                return 0;
            if (look->at <= m_now) {
                m_plan.asked(look->key, m_now);
                return int(number(look->key));
            }
            m_now = look->at;
        }
    }
    bool answer(int key, const QString &word)
    {
        m_now += 100ms;
        return m_plan.answered(MessageKey(key), word, m_now);
    }
    /// Asks and answers with the same word for a while; how often each was asked.
    QHash<int, int> quietly(std::chrono::milliseconds length, const QHash<int, QString> &words)
    {
        QHash<int, int> asked;
        const Instant end = m_now + length;
        while (m_now < end) {
            const int key = ask(end - m_now);
            if (key == 0)
                break;
            ++asked[key];
            answer(key, words.value(key, u"Enqueued"_s));
        }
        m_now = std::max(m_now, end);
        return asked;
    }

private slots:
    void init()
    {
        LookPlan::Usual busy;
        busy.quietUpTo = 0; // as among many
        m_plan = LookPlan(busy);
        m_now = monday;
    }

    void timesInStateAreLearntAndWhatStaysTeachesToo()
    {
        StateTimes times(120s); // three times too long
        QVERIFY(std::abs(times.median().count() - 120) < 12);
        for (int i = 0; i < 100; ++i) {
            times.stayed(0s, 30s);
            times.left(30s, 50s);
        }
        QVERIFY2(times.median() > 30s && times.median() < 55s, qPrintable(QString::number(times.median().count())));
        const double before = times.chance(3600s, 3700s);
        for (int i = 0; i < 20; ++i)
            times.stayed(0s, 48h);
        QVERIFY(times.chance(3600s, 3700s) < before / 2);
        QVERIFY(times.chance(30s, 50s) > 10 * times.chance(3600s, 3620s));
        QCOMPARE(times.chance(50s, 50s), 0.0);
    }

    void aJobBeginsWithWhatAllJobsTaught()
    {
        LearntTimes times({});
        for (int i = 0; i < 100; ++i) {
            times.circle(u"A"_s, {}, u"Processing"_s).stayed(0s, 5s);
            times.circle(u"A"_s, {}, u"PROCESSING"_s).left(5s, 5s);
        }
        QVERIFY(times.circle(u"B"_s, {}, u"Processing"_s).own->median() < 10s);
        QVERIFY(times.circle(u"B"_s, {}, u"Preprocessing"_s).own->changes() == 0);
    }

    void aRecurrenceIsLearntFromAFewVisits()
    {
        Recurrence rhythm;
        QVERIFY(!rhythm.period());
        Instant visit = monday + 17s;
        for (int i = 0; i < 5; ++i) {
            const Instant next = visit + 12min;
            rhythm.stayedAway(visit, next - 40s);
            rhythm.came(next - 40s, next + 20s);
            visit = next;
        }
        QCOMPARE(rhythm.period(), std::optional(12min));
        const auto next = rhythm.next(visit + 1min);
        QVERIFY(next && abs(*next - (visit + 12min)) < 45s);
        QVERIFY(rhythm.chance(visit + 11min, visit + 13min) > 0.8);
        QVERIFY(rhythm.chance(visit + 2min, visit + 9min) < 0.1);
    }

    void aRecurrenceThatWasChangedIsLearntAnew()
    {
        Recurrence rhythm;
        Instant visit = monday;
        for (const auto period : {12min, 5min}) {
            for (int i = 0; i < 12; ++i) {
                rhythm.stayedAway(visit + 20s, visit + period - 20s);
                rhythm.came(visit + period - 20s, visit + period + 20s);
                visit += period;
            }
            QCOMPARE(rhythm.period(), std::optional(period));
        }
    }

    void whatHasBeenThereForDaysWaitsForWhatMayChangeAnyMoment()
    {
        follow(1, u"A"_s, u"Processing"_s, 72h);
        follow(2, u"B"_s, u"Processing"_s, 20s);
        const auto asked = quietly(10min, {{1, u"Processing"_s}, {2, u"Processing"_s}});
        QVERIFY2(asked[2] > 5 * asked[1], qPrintable(u"%1, %2"_s.arg(asked[1]).arg(asked[2])));
        QVERIFY(asked[1] >= 1);
    }

    void whenTheBatchTookOneTheOthersOfItsJobAreLookedAtNext()
    {
        for (int i = 1; i <= 5; ++i) {
            follow(i, u"A"_s);
            follow(10 + i, u"B"_s);
        }
        quietly(4min, {});
        int first = 0;
        do {
            first = ask();
            QVERIFY(first != 0);
            if (first > 5)
                answer(first, u"Enqueued"_s);
        } while (first > 5);
        QVERIFY(answer(first, u"Processing"_s));
        m_now += 1s;
        QSet<int> next{first};
        for (int i = 0; i < 4; ++i) {
            next.insert(ask());
            m_now += 100ms;
        }
        QCOMPARE(next, (QSet<int>{1, 2, 3, 4, 5}));
    }

    void oneLookTellsOfAllThatWaitForTheSameBatch()
    {
        for (int i = 1; i <= 50; ++i)
            follow(i, u"A"_s);
        for (int i = 51; i <= 100; ++i)
            follow(i, u"Job %1"_s.arg(i));
        const auto asked = quietly(5min, {});
        int together = 0, apart = 0;
        for (auto of = asked.cbegin(); of != asked.cend(); ++of)
            (of.key() <= 50 ? together : apart) += of.value();
        QVERIFY2(together > 10 && together < apart / 4, qPrintable(u"%1, %2"_s.arg(together).arg(apart)));
    }

    void theNextPickUpIsPredicted()
    {
        QList<LookPlan::Past> past;
        for (int visit = 0; visit < 6; ++visit)
            past.append({u"A"_s, {}, {}, monday + visit * 20min - 15min, monday + visit * 20min});
        m_plan.learn(past);
        m_now = monday + 100min + 2min;
        follow(1, u"A"_s);
        QCOMPARE(m_plan.batch(u"A"_s)->rhythm().period(), std::optional(20min));
        // Rarely while it is far, often about its time.
        const auto early = quietly(12min, {});
        quietly(3min, {});
        const auto then = quietly(3min, {});
        QVERIFY2(then[1] > 3 * early[1], qPrintable(u"%1, %2"_s.arg(early[1]).arg(then[1])));
    }

    void whatTheBatchLeavesBehindDoesNotSpeakForTheOthers()
    {
        follow(1, u"A"_s);
        follow(2, u"A"_s);
        quietly(5min, {});
        for (int visit = 0; visit < 6; ++visit) {
            follow(10 + visit, u"A"_s);
            quietly(9min, {});
            // The batch comes: number 1 stays, for good.
            for (bool seen = false; !seen;) {
                const int key = ask();
                QVERIFY(key != 0);
                answer(key, key == 1 ? u"Enqueued"_s : u"Processing"_s);
                seen = key == 10 + visit;
            }
            m_plan.forget(MessageKey(2));
            m_plan.forget(MessageKey(10 + visit));
        }
        follow(20, u"A"_s);
        const auto asked = quietly(9min, {});
        QVERIFY2(asked[20] > 2 * asked[1], qPrintable(u"%1, %2"_s.arg(asked[20]).arg(asked[1])));
    }

    void nobodyStarvesThoughThousandsAreInFlight()
    {
        for (int i = 1; i <= 3000; ++i)
            follow(i, u"Job %1"_s.arg(i % 7), i % 3 ? u"Enqueued"_s : u"Processing"_s, i * 1min);
        QSet<int> asked;
        int questions = 0;
        for (; questions < 15'000 && asked.size() < 3000; ++questions, m_now += 100ms) {
            const auto look = m_plan.next(m_now);
            QVERIFY(look);
            if (look->at > m_now)
                continue;
            const int key = int(number(look->key));
            m_plan.asked(look->key, m_now);
            m_plan.answered(look->key, key % 3 ? u"Enqueued"_s : u"Processing"_s, m_now);
            asked.insert(key);
        }
        QVERIFY2(asked.size() == 3000, qPrintable(QString::number(asked.size())));
    }

    void whatIsOnScreenIsAskedSooner()
    {
        for (int i = 1; i <= 10; ++i)
            follow(i, {}, u"Processing"_s, 2h);
        m_plan.setOnScreen({MessageKey(7)});
        QHash<int, QString> words;
        for (int i = 1; i <= 10; ++i)
            words[i] = u"Processing"_s;
        const auto asked = quietly(20min, words);
        for (int i = 1; i <= 10; ++i)
            QVERIFY2(i == 7 || asked[7] > 1.4 * asked[i], qPrintable(u"%1: %2"_s.arg(i).arg(asked[i])));
    }

    void aFewYoungOnesAreSeenStepByStep()
    {
        m_plan = LookPlan();
        follow(1, u"Orders"_s);
        follow(2, u"Customers"_s, u"Processing"_s);
        const auto young = quietly(10s, {{2, u"Processing"_s}});
        QVERIFY2(young[1] >= 8 && young[2] >= 8, qPrintable(u"%1, %2"_s.arg(young[1]).arg(young[2])));
        quietly(1h, {{2, u"Processing"_s}});
        const auto old = quietly(10min, {{2, u"Processing"_s}});
        QVERIFY2(old[1] >= 10 && old[1] <= 100, qPrintable(QString::number(old[1])));
    }

    void whoIsWaitedForGoesFirst()
    {
        for (int i = 1; i <= 10; ++i)
            follow(i, {}, u"Processing"_s, 2h);
        m_plan.lookSoon(MessageKey(4));
        QCOMPARE(ask(), 4);
    }

    void afterASleepEverythingIsAskedOnceSoon()
    {
        for (int i = 1; i <= 20; ++i)
            follow(i, u"A"_s);
        quietly(10min, {});
        m_now += 8h;
        m_plan.wakeUp(m_now);
        QSet<int> asked;
        while (const int key = ask(1s)) {
            asked.insert(key);
            answer(key, u"Enqueued"_s);
            if (asked.size() == 20)
                break;
        }
        QCOMPARE(asked.size(), 20);
    }

    void goesOnWhenTheClockIsSetBack()
    {
        follow(1, u"A"_s);
        follow(2, {}, u"Processing"_s);
        quietly(10min, {{2, u"Processing"_s}});
        m_now -= 3h;
        m_plan.wakeUp(m_now);
        QSet<int> asked{ask(10s), ask(10s)};
        QCOMPARE(asked, (QSet<int>{1, 2}));
    }

    void troubleOfItsOwnMakesTheNextQuestionLaterAndLater()
    {
        follow(1, u"A"_s);
        std::chrono::milliseconds last(0);
        for (int i = 0; i < 6; ++i) {
            const Instant before = m_now;
            QCOMPARE(ask(), 1);
            const auto waited = m_now - before;
            QVERIFY2(i < 2 || waited > last, qPrintable(QString::number(waited.count())));
            last = waited;
            m_plan.failed(MessageKey(1), m_now);
        }
        QVERIFY(last >= 10s && last <= 2min);
    }

    void whatWasGivenUpIsAskedOnceADay()
    {
        LookPlan::Subject given;
        given.key = MessageKey(1);
        given.kind = LookKind::Daily;
        given.word = u"Processing"_s;
        given.since = m_now;
        m_plan.follow(given, m_now);
        const auto asked = quietly(72h + 1min, {{1, u"Processing"_s}});
        QCOMPARE(asked[1], 3);
    }

    void aDaysQuestionThatNobodyAnsweredIsAskedAgainSoon()
    {
        LookPlan::Subject given;
        given.key = MessageKey(1);
        given.kind = LookKind::Daily;
        given.word = u"Processing"_s;
        given.since = m_now - 30h;
        m_plan.follow(given, m_now);
        QCOMPARE(ask(), 1);
        m_plan.unanswered(MessageKey(1), m_now);
        m_plan.missed(MessageKey(1));
        const Instant missed = m_now;
        QCOMPARE(ask(), 1);
        QVERIFY(m_now - missed >= 9min && m_now - missed <= 11min);
        QVERIFY(!answer(1, u"Processing"_s));
        QVERIFY(*m_plan.nextLookAt(MessageKey(1), m_now) - m_now > 23h);
    }

    void saysWhenAMessageIsLookedAtNext()
    {
        QVERIFY(!m_plan.next(m_now));
        QVERIFY(!m_plan.nextLookAt(MessageKey(1), m_now));
        follow(1, {}, u"Processing"_s);
        const auto at = m_plan.nextLookAt(MessageKey(1), m_now);
        QVERIFY(at && *at > m_now);
        QCOMPARE(ask(), 1);
        QVERIFY(abs(m_now - *at) < 200ms);
        QVERIFY(!m_plan.nextLookAt(MessageKey(1), m_now)); // it is being asked about
    }

    void aStatusMayGoBackAndTheSameWordIsNoNews()
    {
        follow(1, u"A"_s, {});
        QCOMPARE(ask(), 1);
        QVERIFY(answer(1, u"Enqueued"_s));
        for (const auto &[word, news] : {std::pair(u"Enqueued"_s, false), std::pair(u"Processing"_s, true),
                                         std::pair(u"Enqueued"_s, true), std::pair(u"Processing"_s, true)}) {
            QCOMPARE(ask(), 1);
            QCOMPARE(answer(1, word), news);
        }
    }

    /// The published workload for half an hour, with the same budget as round robin (tests/bench/PollingBench).
    void bringsNewsToTheScreenSoonerThanAskingInTurn()
    {
        PollingWorkload load;
        load.hours = 0.5;
        const PollingWorld world(load, 1);
        const auto plan = watch(world, load, *askByPlan(load.usual(1)));
        const auto turn = watch(world, load, *askInTurn());
        QVERIFY(plan.sorted.size() > 1000);
        QCOMPARE(plan.sorted.size(), turn.sorted.size());
        QVERIFY(plan.questions <= turn.questions);
        QVERIFY2(plan.at(0.5) < turn.at(0.5) / 3, qPrintable(QString::number(plan.at(0.5))));
        QVERIFY2(plan.at(0.99) < turn.at(0.99) * 1.5, qPrintable(QString::number(plan.at(0.99))));
    }
};

QTEST_GUILESS_MAIN(LookPlanTest)
#include "LookPlanTest.moc"
