#include "ui/messages/Outlook.h"

#include <QtTest>

using namespace waybill;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The sentence below the lifecycle.
class OutlookTest : public QObject
{
    Q_OBJECT

    const QDateTime m_now = QDateTime(QDate(2026, 11, 23), QTime(7, 0), Qt::UTC);

    QString text(const std::optional<UsualCourse> &usual, int seconds = 12) const
    {
        const QString told = outlookOf(usual, m_now.addSecs(seconds), m_now).text;
        return QString(told).replace(QChar(QChar::Nbsp), u' ');
    }
    UsualCourse course(std::chrono::minutes age) const
    {
        return {u"Processing"_s, false, instantOf(m_now) - age, {}, {}};
    }

private slots:
    void whereNothingIsKnownTheNextLookIs()
    {
        QCOMPARE(text({}), u"Next look in 12 s"_s);
        QCOMPARE(text(course(1min), 0), u"Being looked at now"_s);
        QVERIFY(!outlookOf({}, m_now, m_now).late);
        // The unit never stands on a line of its own.
        QVERIFY(outlookOf({}, m_now.addSecs(12), m_now).text.endsWith(u"12\u00a0s"_s));
    }

    void theBatchIsSpokenOf()
    {
        UsualCourse waits = course(7min);
        waits.waits = true;
        waits.every = 15min;
        QCOMPARE(text(waits), u"This job's batch usually takes files every 15 minutes; next look in 12 s"_s);
        waits.every = 1min;
        QVERIFY(text(waits).contains(u"every minute; "_s));
        waits.every = 1h;
        QVERIFY(text(waits, 0).endsWith(u"every hour; being looked at now"_s));
        waits.every = 15min;
        waits.since -= 40min;
        waits.late = true;
        QCOMPARE(text(waits),
                 u"Longer than usual: its job's batch takes files every 15 minutes, and it has been waiting "
                 "for 47 minutes. Next look in 12 s"_s);
        QVERIFY(outlookOf(waits, m_now.addSecs(12), m_now).late);
    }

    void whatOthersNeededIsSpokenOf()
    {
        UsualCourse works = course(25min);
        works.stays = Seconds(119);
        QCOMPARE(text(works), u"Files of this job usually stay in Processing for 2 minutes; next look in 12 s"_s);
        works.late = true;
        QCOMPARE(text(works),
                 u"Longer than usual: files of this job usually stay in Processing for 2 minutes; this one has been "
                 "there for 25 minutes. Next look in 12 s"_s);
        works.waits = true;
        QCOMPARE(text(works),
                 u"Longer than usual: files of this job usually wait 2 minutes for its batch; this one has been "
                 "waiting for 25 minutes. Next look in 12 s"_s);
        works.late = false;
        QCOMPARE(text(works), u"Files of this job usually wait 2 minutes for its batch; next look in 12 s"_s);
    }
};

QTEST_GUILESS_MAIN(OutlookTest)
#include "OutlookTest.moc"
