#include "PracticeClient.h"

#include "app/practice/history/History.h"

#include <QJsonDocument>
#include <QMap>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;
using practice::History;
using practice::Verdict;

/// A year of messages that nobody keeps.
class HistoryTest : public QObject
{
    Q_OBJECT
private slots:
    void findsEveryMessageByItsIds();
    void isTheSameForTheSameSeed();
    void spreadsOverTheYearInOrder();
    void tellsWhatImportingTheFileComesTo();
    void listsTheMessagesOfAJob();
    void answersAboutTheYearOverSockets();

private:
    static QList<practice::Job> jobs()
    {
        QList<practice::Job> all = practice::builtInJobs();
        for (practice::Job &job : all)
            job.activityId = QUuid::createUuidV5(QUuid(), job.name).toString(QUuid::WithoutBraces);
        return all;
    }
    static constexpr qint64 end = 1'790'000'000'000;
};

void HistoryTest::findsEveryMessageByItsIds()
{
    const History history(1'000'000'000, 5, end, jobs());
    for (const qint64 index : {0LL, 1LL, 77'777LL, 999'999'999LL}) {
        const practice::StoredMessage message = history.message(index);
        QCOMPARE(history.ofMessage(message.messageId), index);
        QCOMPARE(history.ofExecution(message.executionId), index);
        QVERIFY(!history.ofExecution(message.messageId) && !history.ofMessage(message.executionId));
    }
    QVERIFY(!history.ofMessage(QUuid::createUuid().toString()));
    const History shorter(77'777, 5, end, jobs());
    QVERIFY(!shorter.ofMessage(history.message(77'777).messageId));
}

void HistoryTest::isTheSameForTheSameSeed()
{
    const History first(1000, 5, end, jobs());
    const History again(1000, 5, end, jobs());
    const History other(1000, 6, end, jobs());
    QCOMPARE(first.message(321).messageId, again.message(321).messageId);
    QCOMPARE(first.file(321), again.file(321));
    QVERIFY(first.message(321).messageId != other.message(321).messageId);
}

void HistoryTest::spreadsOverTheYearInOrder()
{
    const History history(3000, 5, end, jobs());
    qint64 before = end - 366LL * 86'400'000;
    for (qint64 index = 0; index < 3000; index += 50) {
        const practice::StoredMessage message = history.message(index);
        QVERIFY(message.storedClock > before && message.storedClock < end);
        QCOMPARE(message.storedUtc.toMSecsSinceEpoch(), message.storedClock);
        before = message.storedClock;
    }
}

void HistoryTest::tellsWhatImportingTheFileComesTo()
{
    const History history(1'000'000, 5, end, jobs());
    QMap<Verdict, int> verdicts;
    for (qint64 index = 0; index < 300; ++index) {
        const practice::StoredMessage message = history.message(index * 3301);
        if (!message.verdict)
            continue;
        const practice::ImportOutcome outcome = history.outcome(index * 3301);
        QVERIFY2(outcome.verdict == *message.verdict, qPrintable(message.externalIdentifier));
        QCOMPARE(outcome.executionMade, message.executionMade);
        QVERIFY(outcome.verdict != Verdict::ProcessedWithErrors || !outcome.errors.empty());
        ++verdicts[outcome.verdict];
    }
    QVERIFY(verdicts[Verdict::Processed] > 250);
    QVERIFY(verdicts[Verdict::ProcessedWithErrors] > 5 && verdicts[Verdict::PreProcessingError] > 0);
}

void HistoryTest::listsTheMessagesOfAJob()
{
    const History history(1000, 5, end, jobs());
    qint64 counted = 0;
    for (const practice::Job &job : jobs()) {
        const qint64 count = history.countOf(job.activityId);
        counted += count;
        for (qint64 nth = 0; nth < count; nth += 7)
            QCOMPARE(history.message(history.indexOf(job.activityId, nth)).activityId, job.activityId);
    }
    QCOMPARE(counted, 1000);
}

void HistoryTest::answersAboutTheYearOverSockets()
{
    Practice practice;
    practice.settings.history = 1'000'000;
    practice.settings.seed = 5;
    practice.restart(1000);
    const QString pushed = Practice::guidIn(practice.enqueue(goodGroups(), "new.csv").body);
    const QByteArray page = practice.get("/manage-messages").body;
    QVERIFY(page.contains("newest first: 1000001 messages"));
    QVERIFY(page.indexOf("new.csv") > 0 && page.contains("Page 1 of 10001"));
    const QByteArray last = practice.get("/manage-messages?page=10001").body;
    QCOMPARE(last.count("<tr><td>"), 1);
    const QString oldest = Practice::guidIn(last.mid(last.indexOf("<tbody>")));
    QVERIFY(oldest != pushed);

    // A failed one, with its errors and the file of what failed.
    QString failed;
    const QByteArray older = practice.get("/manage-messages?page=7").body;
    for (const QByteArray &row : older.split('\n'))
        if (row.contains("ProcessedWithErrors"))
            failed = Practice::guidIn(row);
    QVERIFY(!failed.isEmpty());
    QCOMPARE(practice.status(failed), u"ProcessedWithErrors"_s);
    const QString execution =
        practice.action("GetExecutionIdByMessageId", "_messageId", failed).json()["value"_L1].toString();
    const QByteArray errors = practice.action("GetExecutionErrors", "executionId", execution).body;
    QVERIFY2(errors.contains("ErrorMessage"), errors.constData());
    const QJsonArray entities = QJsonDocument::fromJson(practice.action("GetEntityExecutionSummaryStatusList",
                                                                        "executionId", execution)
                                                            .json()["value"_L1]
                                                            .toString()
                                                            .toUtf8())
                                    .array();
    QCOMPARE(entities.size(), 1);
    const QString job = [&] {
        for (const auto &item : practice.ready()["jobs"_L1].toArray())
            if (item["entity"_L1] == entities.at(0)["EntityName"_L1] && item["direction"_L1].toString() == u"import"_s)
                return item["activityId"_L1].toString();
        return QString();
    }();
    const QJsonObject status = practice
                                   .call("GET", "/api/connector/jobstatus/" + job.toLatin1() + "?jobId=" +
                                                    failed.toLatin1(),
                                         {}, "Authorization: Bearer " + practice.token() + "\r\n")
                                   .json();
    QCOMPARE(status["DataJobStatus"_L1]["DataJobState"_L1].toInt(), 6);
    QVERIFY(practice.get("/manage-messages?activityId=" + job.toLatin1()).body.contains("Page 1 of "));
}

QTEST_GUILESS_MAIN(HistoryTest)
#include "HistoryTest.moc"
