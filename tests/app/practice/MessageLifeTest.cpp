#include "PracticeClient.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

class MessageLifeTest : public QObject
{
    Q_OBJECT
private slots:
    void passesFourStatusesToProcessed();
    void tellsWhyRecordsFailed();
    void hasNoExecutionBeforeTheBatchTakesIt();
    void makesNoExecutionForMalformedXml();
    void outlivesARestart();
    void doesNotGoBackWhenRestartedSlower();
    void sticksByScript();
    void endsByScript();
    void saysThatItDoesNotKnowAMessage();
    void setsItsDateAheadByScript();

private:
    QString push(Practice &practice, const QByteArray &body = goodGroups(), const QByteArray &name = "file.csv")
    {
        return Practice::guidIn(practice.enqueue(body, name).body);
    }
    QString executionId(Practice &practice, const QString &message)
    {
        return practice.action("GetExecutionIdByMessageId", "_messageId", message).json()["value"_L1].toString();
    }
    void advance(Practice &practice, double seconds)
    {
        practice.call("POST", "/practice/clock", QJsonDocument(QJsonObject{{u"advanceSeconds"_s, seconds}}).toJson());
    }
};

void MessageLifeTest::passesFourStatusesToProcessed()
{
    Practice practice(0.001); // time goes on by word only
    const QString message = push(practice);
    QTRY_VERIFY(practice.messages().at(0)["imported"_L1].toBool());
    QStringList words;
    for (int i = 0; i < 200 && !words.contains(u"Processed"_s); ++i) {
        const QString word = practice.status(message);
        if (words.isEmpty() || words.constLast() != word)
            words.append(word);
        advance(practice, 1); // each lasts 2.5 at least
    }
    QCOMPARE(words, (QStringList{u"Enqueued"_s, u"Dequeued"_s, u"Preprocessing"_s, u"Processing"_s, u"Processed"_s}));
}

void MessageLifeTest::tellsWhyRecordsFailed()
{
    Practice practice;
    const QString message = push(practice, "CUSTOMERGROUPID,DESCRIPTION\r\n71,Good\r\n72,\r\n71,Twice\r\n");
    QCOMPARE(practice.statusesUntilFinal(message).constLast(), u"ProcessedWithErrors"_s);
    const QString execution = executionId(practice, message);
    QCOMPARE(practice.action("GetExecutionSummaryStatus", "executionId", execution).json()["value"_L1].toString(),
             u"PartiallySucceeded"_s);
    const Reply summary = practice.action("GetEntityExecutionSummaryStatusList", "executionId", execution);
    const QJsonArray entities = QJsonDocument::fromJson(summary.json()["value"_L1].toString().toUtf8()).array();
    QCOMPARE(entities.size(), 1);
    QCOMPARE(entities.at(0)["EntityName"_L1].toString(), u"Customer groups"_s);
    QVERIFY(entities.at(0)["StagingErrorCount"_L1].toInt() + entities.at(0)["TargetErrorCount"_L1].toInt() == 2);
    const Reply errors = practice.action("GetExecutionErrors", "executionId", execution);
    const QJsonArray records = QJsonDocument::fromJson(errors.json()["value"_L1].toString().toUtf8()).array();
    QCOMPARE(records.size(), 2);
    QVERIFY(records.at(0)["ErrorMessage"_L1].toString().size() > 10);
    QVERIFY(records.at(0).toObject().contains("RecordId"_L1) && records.at(0).toObject().contains("Field"_L1));
    const QUrl page(
        practice.action("GetExecutionSummaryPageUrl", "executionId", execution).json()["value"_L1].toString());
    const Reply html = practice.get("/?" + page.query().toLatin1());
    QCOMPARE(html.status, 200);
    QVERIFY(html.body.contains(execution.toLatin1()) && html.body.contains("Errors (2 of 2)"));
}

void MessageLifeTest::hasNoExecutionBeforeTheBatchTakesIt()
{
    Practice practice(0.001);
    const QString message = push(practice);
    QTRY_VERIFY(practice.messages().at(0)["imported"_L1].toBool());
    QCOMPARE(executionId(practice, message), u"00000000-0000-0000-0000-000000000000"_s);
    const QString execution = practice.messages().at(0)["executionId"_L1].toString();
    const Reply early = practice.action("GetExecutionSummaryStatus", "executionId", execution);
    QCOMPARE(early.status, 400);
    QVERIFY(early.json()["error"_L1]["innererror"_L1]["message"_L1].toString().contains(u"were not found"_s));
    advance(practice, 11.6); // at most 6.5 seconds until it is taken, at most 5 until it is pre-processed
    QCOMPARE(executionId(practice, message), execution);
    QCOMPARE(practice.action("GetExecutionSummaryStatus", "executionId", execution).json()["value"_L1].toString(),
             u"Executing"_s);
    QCOMPARE(practice.action("GetExecutionErrors", "executionId", execution).json()["value"_L1].toString(), u"[]"_s);
}

void MessageLifeTest::makesNoExecutionForMalformedXml()
{
    Practice practice;
    const QString message = push(practice, "<?xml version=\"1.0\"?><Document><ROW></Document>");
    const QStringList words = practice.statusesUntilFinal(message);
    QCOMPARE(words.constLast(), u"PreProcessingError"_s);
    QVERIFY(!words.contains(u"Processing"_s));
    QCOMPARE(executionId(practice, message), u"00000000-0000-0000-0000-000000000000"_s);
}

void MessageLifeTest::outlivesARestart()
{
    Practice practice;
    const QString message = push(practice, "CUSTOMERGROUPID,DESCRIPTION\r\n71,Good\r\n72,\r\n");
    practice.statusesUntilFinal(message);
    const QString execution = executionId(practice, message);
    const QJsonArray deliveries = practice.deliveries();
    const QJsonArray messages = practice.messages();
    practice.restart(1);
    QCOMPARE(practice.status(message), u"ProcessedWithErrors"_s);
    QCOMPARE(executionId(practice, message), execution);
    QCOMPARE(practice.deliveries(), deliveries);
    QCOMPARE(practice.messages(), messages);
    QFile payload(practice.settings.profile + "/payloads/"_L1 + message);
    QVERIFY(payload.open(QIODevice::ReadOnly));
    QCOMPARE(payload.readAll(), "CUSTOMERGROUPID,DESCRIPTION\r\n71,Good\r\n72,\r\n");
    QVERIFY(practice.action("GetExecutionErrors", "executionId", execution).body.contains("ErrorMessage"));
}

void MessageLifeTest::doesNotGoBackWhenRestartedSlower()
{
    Practice practice(0.001);
    const QString message = push(practice);
    advance(practice, 11.6);
    QTRY_VERIFY(practice.status(message) != u"Enqueued"_s);
    const QString before = practice.status(message);
    practice.restart(0.0001);
    QCOMPARE(practice.status(message), before);
    advance(practice, 3600);
    QTRY_COMPARE(practice.status(message), u"Processed"_s);
}

void MessageLifeTest::sticksByScript()
{
    Practice practice;
    practice.setFaults(
        {{u"lifecycles"_s, QJsonArray{QJsonObject{{u"match"_s, u"stick-*.csv"_s}, {u"stickAt"_s, u"Processing"_s}}}}});
    const QString stuck = push(practice, goodGroups(), "stick-1.csv");
    const QString free = push(practice, goodGroups(), "free.csv");
    QCOMPARE(practice.statusesUntilFinal(free).constLast(), u"Processed"_s);
    advance(practice, 86400);
    QCOMPARE(practice.status(stuck), u"Processing"_s);
    practice.call("DELETE", "/practice/faults");
    QTRY_COMPARE(practice.status(stuck), u"Processed"_s);
}

void MessageLifeTest::endsByScript()
{
    Practice practice(0.001);
    const QJsonArray statuses{QJsonObject{{u"status"_s, u"InQueue"_s}, {u"seconds"_s, 100}},
                              QJsonObject{{u"status"_s, u"Rummaging"_s}, {u"seconds"_s, 100}}};
    practice.setFaults({{u"lifecycles"_s, QJsonArray{QJsonObject{{u"match"_s, u"odd*"_s},
                                                                 {u"statuses"_s, statuses},
                                                                 {u"final"_s, u"PostProcessingFailed"_s}}}}});
    const QString message = push(practice, goodGroups(), "odd.csv");
    QCOMPARE(practice.status(message), u"InQueue"_s);
    advance(practice, 110);
    QCOMPARE(practice.status(message), u"Rummaging"_s);
    advance(practice, 110);
    QTRY_COMPARE(practice.status(message), u"PostProcessingFailed"_s);
    QCOMPARE(practice.action("GetExecutionSummaryStatus", "executionId", executionId(practice, message))
                 .json()["value"_L1]
                 .toString(),
             u"Failed"_s);
}

void MessageLifeTest::saysThatItDoesNotKnowAMessage()
{
    Practice practice;
    const Reply reply = practice.action("GetMessageStatus", "messageId", u"11111111-2222-3333-4444-555555555555"_s);
    QCOMPARE(reply.status, 400);
    QVERIFY(reply.json()["error"_L1].isObject());
    QCOMPARE(practice.action("GetMessageStatus", "messageId", u"nonsense"_s).status, 400);
    QCOMPARE(practice.action("NoSuchAction", "messageId", u"nonsense"_s).status, 404);
}

void MessageLifeTest::setsItsDateAheadByScript()
{
    Practice practice;
    practice.setFaults({{u"clockSkewSeconds"_s, 86400}});
    const QString date = QString::fromLatin1(practice.get("/practice/health").headers.value("date"));
    const QDateTime told = QLocale::c().toDateTime(date.chopped(4), u"ddd, dd MMM yyyy HH:mm:ss"_s);
    QVERIFY2(told.isValid(), qPrintable(date));
    const qint64 ahead = QDateTime::currentDateTimeUtc().secsTo(QDateTime(told.date(), told.time(), Qt::UTC));
    QVERIFY(ahead > 86000 && ahead < 86500);
}

QTEST_GUILESS_MAIN(MessageLifeTest)
#include "MessageLifeTest.moc"
