#include "ui/dashboard/DashboardFigures.h"
#include "ui/dashboard/FiguresCsv.h"
#include "ui/dashboard/FiguresModel.h"
#include "ui/style/Hatch.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What is said and drawn of figures that were computed already.
class DashboardFiguresTest : public QObject
{
    Q_OBJECT

private slots:
    void firstLineSaysWhatThePeriodWasLike_data()
    {
        QTest::addColumn<OutcomeCounts>("counts");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("none") << OutcomeCounts{} << u"No messages in the last 7 days"_s;
        QTest::newRow("one") << OutcomeCounts{{1, 0, 0, 0, 0, 0}} << u"One message in the last 7 days: all processed"_s;
        QTest::newRow("all open") << OutcomeCounts{{0, 0, 0, 0, 3, 0}}
                                  << u"3 messages in the last 7 days: still in flight"_s;
        QTest::newRow("no failure") << OutcomeCounts{{1999, 0, 0, 0, 1, 0}}
                                    << u"2,000 messages in the last 7 days: 99 % processed, none failed"_s;
        QTest::newRow("failures of one cause")
            << OutcomeCounts{{7, 2, 1, 0, 0, 0}}
            << u"10 messages in the last 7 days: 70 % processed, 3 failed for “Item number does not exist”"_s;
        QTest::newRow("failures of several causes")
            << OutcomeCounts{{1, 10, 31, 900, 0, 0}}
            << u"942 messages in the last 7 days: 1 % processed, 41 failed, 3 of them for “Item number does not exist”"_s;
    }

    void firstLineSaysWhatThePeriodWasLike()
    {
        QFETCH(OutcomeCounts, counts);
        Statistics statistics = week();
        statistics.parts[4] = counts;
        statistics.causes = {{u"Item number does not exist"_s, 3}};
        QTEST(dashboardSentence(statistics, view()), "sentence");
    }

    void periodsAreSaidInWords()
    {
        QCOMPARE(periodText(view()), u"in the last 7 days"_s);
        QCOMPARE(periodDays(view()), u"23 Feb – 1 Mar 2026"_s);
        QCOMPARE(periodText(view({PeriodLength::Week, 1})), u"in 16–22 Feb 2026"_s);
        QCOMPARE(periodText(view({PeriodLength::Day, 0})), u"today"_s);
        QCOMPARE(periodText(view({PeriodLength::Day, 1})), u"on Sat 28 Feb 2026"_s);
        QCOMPARE(periodDays(view({PeriodLength::Year, 0})), u"1 Apr 2025 – 31 Mar 2026"_s);
    }

    void everyMarkHasItsOwnFilter()
    {
        Statistics statistics = week();
        statistics.parts[6] = {{5, 1, 0, 0, 0, 0}};
        const ChartFigures figures = outcomesOverTime(statistics, view());
        QCOMPARE(figures.categories.size(), 7);
        const ChartCategory &today = figures.categories.last();
        QCOMPARE(today.name, u"Sun 1 Mar"_s);
        QCOMPARE(today.exact, u"2026-03-01"_s);
        QCOMPARE(today.marks[1].value, 1);
        const MessageFilter errors{.environment = u"test"_s,
                                   .outcomes = {Outcome::WithErrors},
                                   .since = statistics.question.borders[6],
                                   .until = statistics.question.borders[7]};
        QCOMPARE(today.marks[1].opening, (Opening{errors, u"Sun 1 Mar: With errors"_s}));
        QCOMPARE(markText(figures, 6, 0), u"Sun 1 Mar, Processed: 5"_s);
        statistics.times = {{u"Orders"_s, 20, 40s, 125s}};
        const ChartFigures times = timesByJob(statistics, view());
        QCOMPARE(times.categories.first().marks[1].opening.filter.tookAtLeast, 125s);
        QCOMPARE(times.categories.first().marks[1].opening.label, u"Orders, 2 m 05 s or longer in the last 7 days"_s);
        statistics.entities = {{u""_s, 2}};
        const ChartFigures entities = failuresByEntity(statistics, view());
        QCOMPARE(entities.categories.first().name, u"No entity named"_s);
        QCOMPARE(entities.categories.first().opening.filter.entity, u""_s);
    }

    void tableHoldsTheSameNumbers()
    {
        FiguresModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        Statistics statistics = week();
        statistics.times = {{u"Orders"_s, 1204, 40s, 125s}, {u"Customers"_s, 3, 1s, 2s}};
        model.setFigures(timesByJob(statistics, view()));
        QCOMPARE(cells(model), (QStringList{u"Orders|40 s|2 m 05 s|1,204"_s, u"Customers|1 s|2 s|3"_s}));
        QCOMPARE(model.headerData(2, Qt::Horizontal).toString(), u"95th percentile"_s);
        QCOMPARE(model.opening(model.index(0, 2)).filter.tookAtLeast, 125s);
        QCOMPARE(model.opening(model.index(0, 0)).filter.job, u"Orders"_s);
        statistics.times.removeLast();
        model.setFigures(timesByJob(statistics, view()));
        QCOMPARE(model.rowCount(), 1);
        model.setFigures(outcomesOverTime(statistics, view()));
        QCOMPARE(model.columnCount(), 7);
        model.setFigures({});
        QCOMPARE(model.rowCount(), 0);
    }

    void fileHoldsTheSameNumbers()
    {
        Statistics statistics = week();
        statistics.times = {{u"Orders, \"fast\""_s, 2, 1500ms, 125s}, {u"Łódź"_s, 1, 0ms, 1ms}};
        const QByteArray csv = figuresCsv(timesByJob(statistics, view()));
        QCOMPARE(QString::fromUtf8(csv), u"Job,Median (seconds),95th percentile (seconds),Messages\r\n"
                                         u"\"Orders, \"\"fast\"\"\",1.500,125.000,2\r\n"
                                         u"Łódź,0.000,0.001,1\r\n"_s);
        const QByteArray all = figuresCsv({timesByJob(statistics, view()), failuresByCause(statistics, view())});
        QCOMPARE(all.count("\r\n"), 7);
        QVERIFY(all.startsWith("Chart,Category,Series,Value,Unit\r\nTime to process,"));
    }

    void fileHoldsWhatIsOfNoPeriod()
    {
        Statistics statistics = week();
        statistics.inFlight = 12;
        statistics.needsAttention = 3;
        const QByteArray none = figuresCsv(presentFigures(statistics, view()));
        QCOMPARE(QString::fromUtf8(none), u"Chart,Category,Series,Value,Unit\r\nNow,In flight,Messages,12,messages\r\n"
                                          u"Now,Needs attention,Messages,3,messages\r\n"_s);
        statistics.oldestWaiting = Message();
        statistics.oldestWaiting->createdUtc = view().now.addSecs(-90);
        QVERIFY(
            figuresCsv(presentFigures(statistics, view())).endsWith("\r\nNow,Oldest waiting,Waits,90.000,seconds\r\n"));
    }

    void cellsThatASpreadsheetWouldRunAreGuarded_data()
    {
        QTest::addColumn<QString>("cause");
        QTest::addColumn<QString>("line");
        QTest::newRow("formula") << u"=cmd|' /C calc'!A0"_s << u"'=cmd|' /C calc'!A0,1"_s;
        QTest::newRow("plus") << u"+1"_s << u"'+1,1"_s;
        QTest::newRow("minus") << u"-1"_s << u"'-1,1"_s;
        QTest::newRow("at") << u"@SUM(1)"_s << u"'@SUM(1),1"_s;
        QTest::newRow("tab") << u"\t=1"_s << u"'\t=1,1"_s;
        QTest::newRow("quoted") << u"=1,2"_s << u"\"'=1,2\",1"_s;
        QTest::newRow("plain") << u"a=b"_s << u"a=b,1"_s;
    }

    void cellsThatASpreadsheetWouldRunAreGuarded()
    {
        QFETCH(QString, cause);
        Statistics statistics = week();
        statistics.causes = {{cause, 1}};
        const QStringList lines = QString::fromUtf8(figuresCsv(failuresByCause(statistics, view()))).split(u"\r\n"_s);
        QTEST(lines.at(1), "line");
    }

    void fillsCanBeToldFromTheirGroundInBothThemes()
    {
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            const Palette &palette = paletteOf(theme);
            QSet<int> hatches;
            for (const Outcome outcome : outcomes)
                QVERIFY(contrast(chartColour(outcomeRole(outcome), palette), palette.surface) >= 3);
            for (const ChartSeries &series : outcomesOverTime(week(), view()).series)
                hatches.insert(int(series.hatch));
            QCOMPARE(hatches.size(), outcomeCount); // without colour each still has a pattern of its own
        }
    }

private:
    static DashboardView view(const Period &period = {})
    {
        return {period, QDateTime(QDate(2026, 3, 1), QTime(6, 42), Qt::UTC), QTimeZone::utc()};
    }
    static Statistics week()
    {
        Statistics statistics;
        statistics.question = {u"test"_s, borders({}, view().now, QTimeZone::utc())};
        statistics.parts.resize(7);
        statistics.anything = true;
        return statistics;
    }
    static QStringList cells(const QAbstractItemModel &model)
    {
        QStringList rows;
        for (int row = 0; row < model.rowCount(); ++row) {
            QStringList texts;
            for (int column = 0; column < model.columnCount(); ++column)
                texts << model.index(row, column).data().toString();
            rows << texts.join(u'|');
        }
        return rows;
    }
};

QTEST_MAIN(DashboardFiguresTest)
#include "DashboardFiguresTest.moc"
