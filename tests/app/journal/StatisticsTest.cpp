#include "JournalFixture.h"

#include "app/journal/JournalStatistics.h"
#include "app/journal/Period.h"

#include <QSignalSpy>
#include <QTimeZone>

using namespace waybill;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class StatisticsTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        f = JournalFixture();
        journal = f.open();
        asked = std::make_unique<JournalStatistics>(f.folder.path());
    }

    void aDayHasAsManyHoursAsTheClockShows()
    {
        const QDateTime noon(QDate(2026, 3, 29), QTime(12, 0), berlin());
        const auto spring = borders({PeriodLength::Day, 0}, noon, berlin());
        QCOMPARE(spring.size(), 24); // 23 hours: one is left out at two o'clock
        QCOMPARE(spring.first(), utc(2026, 3, 28, 23));
        QCOMPARE(spring.last(), utc(2026, 3, 29, 22));
        QCOMPARE(borders({PeriodLength::Day, 1}, noon, berlin()).size(), 25);
        const QDateTime autumn(QDate(2026, 10, 25), QTime(12, 0), berlin());
        QCOMPARE(borders({PeriodLength::Day, 0}, autumn, berlin()).size(), 26);
    }

    void weeksAndMonthsBeginAtLocalMidnight()
    {
        const QDateTime now = utc(2026, 3, 31, 22).addSecs(30 * 60); // the 1st of April in Berlin
        const auto week = borders({PeriodLength::Week, 0}, now, berlin());
        QCOMPARE(week.size(), 8);
        QCOMPARE(week.first(), utc(2026, 3, 25, 23)); // the 26th, in winter
        QCOMPARE(week.last(), utc(2026, 4, 1, 22));   // in summer
        const auto before = borders({PeriodLength::Week, 1}, now, berlin());
        QCOMPARE(before.last(), week.first());
        const auto month = borders({PeriodLength::Month, 0}, now, berlin());
        QCOMPARE(month.size(), 31);
        QCOMPARE(month.first(), utc(2026, 3, 2, 23));
        const auto year = borders({PeriodLength::Year, 0}, now, berlin());
        QCOMPARE(year.size(), 13);
        QCOMPARE(year.first(), utc(2025, 4, 30, 22));
        QCOMPARE(year.last(), utc(2026, 4, 30, 22));
        QCOMPARE(borders({PeriodLength::Year, 1}, now, berlin()).last(), year.first());
    }

    void percentilesAreByNearestRank()
    {
        QList<qint64> one{7};
        QCOMPARE(percentile(one, 50), 7ms);
        QCOMPARE(percentile(one, 95), 7ms);
        QList<qint64> ten{10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
        QCOMPARE(percentile(ten, 50), 5ms); // rank 5 of 10, not the mean of two
        QCOMPARE(percentile(ten, 95), 10ms);
        QList<qint64> twenty;
        for (int i = 1; i <= 20; ++i)
            twenty.append(i);
        QCOMPARE(percentile(twenty, 95), 19ms);
        QCOMPARE(percentile(twenty, 50), 10ms);
    }

    void countsEachMessageInTheLocalDayOfItsBeginning()
    {
        at(utc(2026, 3, 28, 22).addSecs(3599)); // 23:59:59 on the 28th in Berlin
        add();
        at(utc(2026, 3, 28, 23)); // midnight
        add();
        at(utc(2026, 3, 29, 21).addSecs(3599)); // 23:59:59 in summer time
        add();
        at(utc(2026, 3, 29, 22));
        add();
        at(utc(2026, 3, 29, 23));
        const Statistics week = answer({PeriodLength::Week, 0});
        QCOMPARE(week.parts.size(), 7);
        QList<qint64> days;
        for (const OutcomeCounts &day : week.parts)
            days.append(day.all());
        QCOMPARE(days, (QList<qint64>{0, 0, 0, 0, 1, 2, 1}));
        QCOMPARE(answer({PeriodLength::Day, 1}).parts.first().all(), 1);
        QCOMPARE(answer({PeriodLength::Week, 1}).total().all(), 0);
        QCOMPARE(week.total()[Outcome::InFlight], 4);
    }

    void tellsOutcomesTimesEntitiesAndCauses()
    {
        const QDateTime begin = f.clock->now;
        for (const int seconds : {40, 10, 30, 20})
            finish(add(u"Orders"_s, u"Sales order lines"_s), seconds, MessageState::Succeeded, u"Processed"_s);
        const MessageKey wrong =
            finish(add(u"Orders"_s, u"Sales order lines"_s), 100, MessageState::Failed, u"ProcessedWithErrors"_s);
        Failure failure;
        failure.causes = {{u"Item number does not exist"_s, 31, {}}, {u"Quantity is not a number"_s, 6, {}}};
        QVERIFY(await(journal->keepFailure(wrong, failure)));
        const MessageKey again =
            finish(add(u"Customers"_s, u"Customers V3"_s), 5, MessageState::Failed, u"PreProcessingError"_s);
        failure.causes.resize(1);
        QVERIFY(await(journal->keepFailure(again, failure)));
        finish(add(u"Customers"_s, {}), 7, MessageState::Failed, u"PostProcessingFailed"_s);
        const MessageKey lost = add(u"Customers"_s, u"Customers V3"_s);
        QVERIFY(await(journal->commit(changeTo(lost, MessageState::Unconfirmed))));
        NewMessage foreign = newMessage();
        foreign.environment = u"another"_s;
        appendOne(*journal, foreign);
        const MessageKey waiting = add(u"Orders"_s, u"Sales order lines"_s);
        f.clock->now = f.clock->now.addSecs(60);
        add(u"Orders"_s, u"Sales order lines"_s);

        const Statistics told = answer({PeriodLength::Day, 0});
        const OutcomeCounts total = told.total();
        QCOMPARE(total.of, (std::array<qint64, outcomeCount>{4, 1, 2, 1, 2, 0}));
        QCOMPARE(total.bad(), 3);
        QCOMPARE(told.times, (QList<JobTime>{{u"Orders"_s, 5, 30s, 100s}, {u"Customers"_s, 2, 5s, 7s}}));
        QCOMPARE(told.entities, (QList<FailureCount>{{u""_s, 1}, {u"Customers V3"_s, 1}, {u"Sales order lines"_s, 1}}));
        QCOMPARE(told.causes, (QList<FailureCount>{{u"Item number does not exist"_s, 2},
                                                   {u"PostProcessingFailed"_s, 1},
                                                   {u"Quantity is not a number"_s, 1}}));
        QCOMPARE(told.inFlight, 2);
        QCOMPARE(told.needsAttention, 4);
        QVERIFY(told.oldestWaiting);
        QCOMPARE(told.oldestWaiting->key, waiting);
        QVERIFY(told.anything);
        QCOMPARE(begin.date(), f.clock->now.date());

        // What a mark opens is what it counted.
        const MessageFilter day{
            .environment = u"test"_s, .since = told.question.borders.first(), .until = told.question.borders.last()};
        for (const Outcome outcome : outcomes) {
            MessageFilter filter = day;
            filter.outcomes = {outcome};
            QCOMPARE(journal->messages(filter)->size(), total[outcome]);
        }
        for (const FailureCount &cause : told.causes) {
            MessageFilter filter = day;
            filter.outcomes = {Outcome::WithErrors, Outcome::Failed};
            filter.cause = cause.text;
            QCOMPARE(journal->messages(filter)->size(), cause.messages);
        }
        for (const JobTime &time : told.times) {
            MessageFilter filter = day;
            filter.job = time.job;
            filter.tookAtLeast = 0ms;
            QCOMPARE(journal->messages(filter)->size(), time.messages);
        }
    }

    void hasNothingToTellOfAnEmptyPeriod()
    {
        const Statistics nothing = answer({PeriodLength::Month, 0});
        QCOMPARE(nothing.parts.size(), 30);
        QCOMPARE(nothing.total().all(), 0);
        QVERIFY(!nothing.anything);
        QVERIFY(!nothing.oldestWaiting);
        QVERIFY(nothing.times.isEmpty() && nothing.causes.isEmpty() && nothing.entities.isEmpty());
    }

    void answersTheLastOfManyQuestionsOnly()
    {
        add();
        QSignalSpy answers(asked.get(), &JournalStatistics::answered);
        QSignalSpy failures(asked.get(), &JournalStatistics::failed);
        for (int back = 5; back >= 0; --back)
            asked->ask({u"test"_s, borders({PeriodLength::Year, back}, f.clock->now, berlin())});
        QTRY_VERIFY(!asked->isAsking());
        QCOMPARE(answers.size(), 1);
        QCOMPARE(answers.first().first().value<Statistics>().total().all(), 1);
        QVERIFY(failures.isEmpty());
    }

    void readsAProfileWithoutJournalAsEmptyAndSaysWhatADamagedOneIs()
    {
        const QTemporaryDir folder;
        JournalStatistics elsewhere(folder.path());
        QSignalSpy answers(&elsewhere, &JournalStatistics::answered);
        QSignalSpy failures(&elsewhere, &JournalStatistics::failed);
        elsewhere.ask({u"test"_s, borders({}, f.clock->now, berlin())});
        QTRY_COMPARE(answers.size(), 1);
        QCOMPARE(answers.first().first().value<Statistics>().parts.size(), 7);
        QFile damaged(folder.filePath(u"journal.sqlite"_s));
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.write(QByteArray(5000, 'x'));
        damaged.close();
        elsewhere.ask({u"test"_s, borders({}, f.clock->now, berlin())});
        QTRY_COMPARE(failures.size(), 1);
        QVERIFY(failures.first().first().value<Error>().message.contains(u"journal"_s));
    }

private:
    /// By its rule, so that no table of zones is needed.
    static QTimeZone berlin() { return QTimeZone("CET-1CEST,M3.5.0,M10.5.0/3"); }
    static QDateTime utc(int year, int month, int day, int hour)
    {
        return QDateTime(QDate(year, month, day), QTime(hour, 0), Qt::UTC);
    }
    void at(const QDateTime &time) { f.clock->now = time; }
    MessageKey add(const QString &job = u"Customers"_s, const QString &entity = u"Customers V3"_s)
    {
        NewMessage message = newMessage();
        message.job = job;
        message.entity = entity;
        return appendOne(*journal, message);
    }
    MessageKey finish(MessageKey key, int seconds, MessageState state, const QString &status)
    {
        MessageChange sending = changeTo(key, MessageState::Sending);
        sending.sentUtc = f.clock->now;
        MessageChange end = changeTo(key, state);
        end.event.atUtc = f.clock->now.addSecs(seconds);
        end.status = status;
        const auto done = await(journal->commit({sending, end}));
        if (!done)
            qFatal("%s", qPrintable(done.error().message));
        return key;
    }
    Statistics answer(const Period &period)
    {
        QSignalSpy answers(asked.get(), &JournalStatistics::answered);
        asked->ask({u"test"_s, borders(period, f.clock->now, berlin())});
        if (!QTest::qWaitFor([&] { return !answers.isEmpty(); }, 30'000))
            qFatal("no figures came");
        return answers.first().first().value<Statistics>();
    }

    JournalFixture f;
    std::unique_ptr<Journal> journal;
    std::unique_ptr<JournalStatistics> asked;
};

QTEST_GUILESS_MAIN(StatisticsTest)
#include "StatisticsTest.moc"
