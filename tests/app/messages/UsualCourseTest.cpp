#include "app/messages/LookPlan.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
constexpr Instant monday = Instant(std::chrono::sys_days(std::chrono::year(2025) / 3 / 3));
constexpr MessageKey key{1};
} // namespace

/// What is told of how messages like one usually go on.
class UsualCourseTest : public QObject
{
    Q_OBJECT

    /// Messages of job A that were in `word` for `stay`, one each `every`, the last ending at `monday`.
    static QList<LookPlan::Past> past(const QString &word, std::chrono::seconds stay, std::chrono::minutes every,
                                      int count)
    {
        QList<LookPlan::Past> past;
        for (int i = count - 1; i >= 0; --i)
            past.append({u"A"_s, {}, word, monday - i * every - stay, monday - i * every});
        return past;
    }
    static LookPlan following(const QString &word, const QList<LookPlan::Past> &past)
    {
        LookPlan plan;
        plan.learn(past);
        LookPlan::Subject subject;
        subject.key = key;
        subject.job = u"A"_s;
        subject.word = word;
        subject.since = monday + 1min;
        plan.follow(subject, monday + 1min);
        return plan;
    }

private slots:
    void theRecurrenceOfTheBatchIsTold()
    {
        const LookPlan plan = following(u"Enqueued"_s, past(u"Enqueued"_s, 15min, 20min, 8));
        const auto course = plan.usualCourse(key, monday + 15min);
        QVERIFY(course && course->waits);
        QCOMPARE(course->every, std::optional(20min));
        QVERIFY(!course->late);
        QVERIFY(!plan.usualCourse(key, monday + 40min)->late);
        QVERIFY(plan.usualCourse(key, monday + 42min)->late); // more than two recurrences
    }

    void howLongOthersStayedInTheWordIsTold()
    {
        const LookPlan plan = following(u"Processing"_s, past(u"Processing"_s, 2min, 20min, 30));
        const auto course = plan.usualCourse(key, monday + 3min);
        QVERIFY(course && !course->waits && !course->every);
        QCOMPARE(course->word, u"Processing"_s);
        QVERIFY(course->stays);
        QVERIFY2(*course->stays > 80s && *course->stays < 180s, qPrintable(QString::number(course->stays->count())));
        QVERIFY(!course->late);
        QVERIFY(plan.usualCourse(key, monday + 26min)->late);
    }

    void nothingIsSaidOfWhatIsNotKnown()
    {
        const LookPlan fresh = following(u"Processing"_s, {});
        const auto course = fresh.usualCourse(key, monday + 24h);
        QVERIFY(course && !course->every && !course->stays && !course->late);
        QVERIFY(!fresh.usualCourse(MessageKey(2), monday));
        // Two messages are no habit, and seconds are never late.
        const LookPlan few = following(u"Processing"_s, past(u"Processing"_s, 2min, 20min, 2));
        QVERIFY(!few.usualCourse(key, monday + 3min)->stays);
        const LookPlan quick = following(u"Processing"_s, past(u"Processing"_s, 1s, 20min, 30));
        QVERIFY(!quick.usualCourse(key, monday + 1min + 25s)->late);
    }
};

QTEST_GUILESS_MAIN(UsualCourseTest)
#include "UsualCourseTest.moc"
