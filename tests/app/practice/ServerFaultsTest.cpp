#include "PracticeClient.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

class ServerFaultsTest : public QObject
{
    Q_OBJECT
private slots:
    void answersEnqueueWithAStatus_data();
    void answersEnqueueWithAStatus();
    void tellsHowLongToWait();
    void redirectsToSignInOrElsewhere();
    void storesAndThenDeniesIt();
    void spoilsAnAnswer();
    void sendsABodyWithoutEnd();
    void writesTheIdOddly();
    void inventsAStatusWord();
    void leavesTheInnerJsonUnescaped();
    void aimsAtEachCall_data();
    void aimsAtEachCall();
    void skipsCountsAndMatches();
    void happensByRate();
    void takesNoHeaderFromOutside();
    void refusesADocumentThatMakesNoSense_data();
    void refusesADocumentThatMakesNoSense();
};

void ServerFaultsTest::answersEnqueueWithAStatus_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    const QByteArray json = "{\"Message\":";
    const QByteArray html = "<!DOCTYPE html>";
    QTest::newRow("status400") << 400 << json;
    QTest::newRow("status401") << 401 << json;
    QTest::newRow("status403") << 403 << json;
    QTest::newRow("status404") << 404 << json;
    QTest::newRow("status408") << 408 << html;
    QTest::newRow("status413") << 413 << html;
    QTest::newRow("status500") << 500 << json;
    QTest::newRow("html500") << 500 << html;
    QTest::newRow("status503") << 503 << html;
    QTest::newRow("status504") << 504 << html;
    QTest::newRow("redirect302") << 302 << html;
    QTest::newRow("throttle429") << 429 << json;
    QTest::newRow("busyJob") << 400 << json;
}

void ServerFaultsTest::answersEnqueueWithAStatus()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    static Practice practice;
    practice.token();
    practice.setFault(u"enqueue"_s, QString::fromLatin1(QTest::currentDataTag()), {{u"times"_s, 1}});
    const qsizetype stored = practice.messages().size();
    const Reply reply = practice.enqueue(goodGroups());
    QCOMPARE(reply.status, status);
    QVERIFY2(reply.body.startsWith(body), reply.body.constData());
    const QJsonObject delivery = practice.deliveries().last().toObject();
    QCOMPARE(delivery["status"_L1].toInt(), status);
    QVERIFY(delivery["messageId"_L1].isNull() && delivery["complete"_L1].toBool());
    QCOMPARE(practice.messages().size(), stored);
    QCOMPARE(practice.enqueue(goodGroups()).status, 200);
}

void ServerFaultsTest::tellsHowLongToWait()
{
    Practice practice;
    practice.setFault(u"enqueue"_s, u"throttle429"_s);
    QCOMPARE(practice.enqueue("x").headers.value("retry-after"), "5");
    practice.setFault(u"enqueue"_s, u"throttle429"_s, {{u"retryAfter"_s, 2}});
    QCOMPARE(practice.enqueue("x").headers.value("retry-after"), "2");
    practice.setFault(u"enqueue"_s, u"throttle429"_s, {{u"retryAfter"_s, u"date:+30"_s}});
    const QString date = QString::fromLatin1(practice.enqueue("x").headers.value("retry-after"));
    QVERIFY2(date.endsWith(" GMT"_L1), qPrintable(date));
    practice.setFault(u"enqueue"_s, u"throttle429"_s, {{u"retryAfter"_s, QJsonValue()}});
    QVERIFY(!practice.enqueue("x").headers.contains("retry-after"));
}

void ServerFaultsTest::redirectsToSignInOrElsewhere()
{
    Practice practice;
    practice.setFault(u"enqueue"_s, u"redirect302"_s);
    QVERIFY(practice.enqueue("x").headers.value("location").contains("/oauth2/v2.0/authorize"));
    practice.setFault(u"enqueue"_s, u"redirect302"_s, {{u"location"_s, u"http://127.0.0.2:1/elsewhere"_s}});
    QCOMPARE(practice.enqueue("x").headers.value("location"), "http://127.0.0.2:1/elsewhere");
}

void ServerFaultsTest::storesAndThenDeniesIt()
{
    Practice practice;
    for (const int status : {500, 504, 408}) {
        practice.setFault(u"enqueue"_s, u"storedThen%1"_s.arg(status));
        const Reply reply = practice.enqueue(goodGroups());
        QCOMPARE(reply.status, status);
        const QJsonObject delivery = practice.deliveries().last().toObject();
        QCOMPARE(delivery["status"_L1].toInt(), status);
        QCOMPARE(delivery["messageId"_L1].toString(), practice.messages().last()["messageId"_L1].toString());
        QVERIFY(Practice::guidIn(reply.body).isEmpty());
    }
    QCOMPARE(practice.messages().size(), 3);
}

void ServerFaultsTest::spoilsAnAnswer()
{
    Practice practice;
    const QString id = Practice::guidIn(practice.enqueue(goodGroups()).body);
    practice.setFault(u"status"_s, u"html200"_s);
    Reply reply = practice.action("GetMessageStatus", "messageId", id);
    QVERIFY(reply.status == 200 && reply.body.startsWith("<!DOCTYPE html>"));
    practice.setFault(u"status"_s, u"cutJson"_s);
    reply = practice.action("GetMessageStatus", "messageId", id);
    QVERIFY(reply.status == 200 && reply.whole && reply.body.startsWith("{\"@odata.context\"") &&
            reply.json().isEmpty());
    practice.setFault(u"status"_s, u"emptyBody"_s);
    reply = practice.action("GetMessageStatus", "messageId", id);
    QVERIFY(reply.status == 200 && reply.whole && reply.body.isEmpty());
    practice.setFault(u"enqueue"_s, u"html200"_s);
    QVERIFY(Practice::guidIn(practice.enqueue(goodGroups()).body).isEmpty());
    QCOMPARE(practice.messages().size(), 2);
}

void ServerFaultsTest::sendsABodyWithoutEnd()
{
    Practice practice;
    practice.setFault(u"enqueue"_s, u"hugeBody"_s, {{u"bytes"_s, 3000000}});
    const Reply reply = practice.enqueue(goodGroups());
    QVERIFY(reply.whole);
    QCOMPARE(reply.body.size(), 3000000);
    practice.setFault(u"enqueue"_s, u"hugeBody"_s);
    RawConnection connection(practice.port());
    connection.send(practice.enqueueHead(2) + "ok");
    QVERIFY(practice.call("GET", "/practice/health").status == 200); // served beside it
    QTRY_COMPARE(practice.messages().size(), 2);
}

void ServerFaultsTest::writesTheIdOddly()
{
    Practice practice;
    const QHash<QString, QString> shapes{{u"json"_s, u"\"%1\""_s},
                                         {u"plain"_s, u"%1"_s},
                                         {u"braces"_s, u"{%1}"_s},
                                         {u"value"_s, u"{\"value\":\"%1\"}"_s}};
    for (auto shape = shapes.cbegin(); shape != shapes.cend(); ++shape) {
        practice.setFault(u"enqueue"_s, u"oddGuid"_s, {{u"shape"_s, shape.key()}});
        const QByteArray body = practice.enqueue(goodGroups()).body;
        QCOMPARE(QString::fromLatin1(body), shape->arg(practice.messages().last()["messageId"_L1].toString()));
    }
    practice.setFault(u"enqueue"_s, u"oddGuid"_s, {{u"shape"_s, u"upper"_s}});
    const QByteArray body = practice.enqueue(goodGroups()).body;
    QCOMPARE(body, body.toUpper());
}

void ServerFaultsTest::inventsAStatusWord()
{
    Practice practice;
    const QString id = Practice::guidIn(practice.enqueue(goodGroups()).body);
    practice.setFault(u"status"_s, u"unknownWord"_s, {{u"word"_s, u"Pondering"_s}, {u"times"_s, 1}});
    QCOMPARE(practice.status(id), u"Pondering"_s);
    QVERIFY(practice.status(id) != u"Pondering"_s);
}

void ServerFaultsTest::leavesTheInnerJsonUnescaped()
{
    Practice practice;
    const QString id = Practice::guidIn(practice.enqueue("CUSTOMERGROUPID,DESCRIPTION\r\n71,Good\r\n72,\r\n").body);
    QCOMPARE(practice.statusesUntilFinal(id).constLast(), u"ProcessedWithErrors"_s);
    practice.setFault(u"errors"_s, u"brokenInner"_s);
    const QString execution = practice.messages().at(0)["executionId"_L1].toString();
    const Reply reply = practice.action("GetExecutionErrors", "executionId", execution);
    const QString inner = reply.json()["value"_L1].toString();
    QVERIFY2(inner.contains(u"\"ErrorMessage\":\""_s), qPrintable(inner));
    QVERIFY(inner.contains(u'\n'));
    QVERIFY(QJsonDocument::fromJson(inner.toUtf8()).isNull());
}

void ServerFaultsTest::aimsAtEachCall_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QByteArray>("action");
    QTest::addColumn<QByteArray>("field");
    QTest::newRow("executionId") << u"executionId"_s << QByteArray("GetExecutionIdByMessageId")
                                 << QByteArray("_messageId");
    QTest::newRow("status") << u"status"_s << QByteArray("GetMessageStatus") << QByteArray("messageId");
    QTest::newRow("summary") << u"executionSummary"_s << QByteArray("GetExecutionSummaryStatus")
                             << QByteArray("executionId");
    QTest::newRow("entities") << u"entitySummary"_s << QByteArray("GetEntityExecutionSummaryStatusList")
                              << QByteArray("executionId");
    QTest::newRow("errors") << u"errors"_s << QByteArray("GetExecutionErrors") << QByteArray("executionId");
    QTest::newRow("page") << u"pageUrl"_s << QByteArray("GetExecutionSummaryPageUrl") << QByteArray("executionId");
}

void ServerFaultsTest::aimsAtEachCall()
{
    QFETCH(QString, call);
    QFETCH(QByteArray, action);
    QFETCH(QByteArray, field);
    static Practice practice;
    if (practice.messages().isEmpty())
        practice.statusesUntilFinal(Practice::guidIn(practice.enqueue(goodGroups(), "aimed.csv").body));
    const QJsonObject message = practice.messages().at(0).toObject();
    const QString id = message[field == "executionId" ? "executionId"_L1 : "messageId"_L1].toString();
    practice.setFault(call, u"status503"_s, {{u"times"_s, 1}, {u"match"_s, u"aimed"_s}});
    QCOMPARE(practice.action(action, field, id).status, 503);
    QCOMPARE(practice.action(action, field, id).status, 200);
    practice.setFault(u"token"_s, u"status503"_s);
    QCOMPARE(practice.action(action, field, id).status, 200);
    QCOMPARE(practice.requestToken({}).status, 503);
}

void ServerFaultsTest::skipsCountsAndMatches()
{
    Practice practice;
    practice.setFault(u"enqueue"_s, u"status500"_s, {{u"skip"_s, 1}, {u"times"_s, 2}, {u"match"_s, u"grün"_s}});
    const auto push = [&](const QByteArray &name) { return practice.enqueue(goodGroups(), name).status; };
    QCOMPARE(push("gr%C3%BCn.csv"), 200);
    QCOMPARE(push("blau.csv"), 200);
    QCOMPARE(push("gr%C3%BCn.csv"), 500);
    QCOMPARE(push("gr%C3%BCn.csv"), 500);
    QCOMPARE(push("gr%C3%BCn.csv"), 200);
    const QJsonObject fault = practice.get("/practice/faults").json()["faults"_L1].toArray().at(0).toObject();
    QCOMPARE(fault["seen"_L1].toInt(), 4);
    QCOMPARE(fault["applied"_L1].toInt(), 2);
    practice.setFault(u"any"_s, u"status500"_s);
    practice.call("DELETE", "/practice/faults");
    QCOMPARE(push("blau.csv"), 200);
}

void ServerFaultsTest::happensByRate()
{
    Practice practice;
    practice.setFault(u"status"_s, u"status503"_s, {{u"rate"_s, 0.5}});
    const QString id = Practice::guidIn(practice.enqueue(goodGroups()).body);
    int failed = 0;
    for (int i = 0; i < 200; ++i)
        failed += practice.action("GetMessageStatus", "messageId", id).status == 503 ? 1 : 0;
    // Ten standard deviations: once in far more runs than there will ever be.
    QVERIFY2(failed > 30 && failed < 170, qPrintable(QString::number(failed)));
}

void ServerFaultsTest::takesNoHeaderFromOutside()
{
    Practice practice;
    const QByteArray fault = QByteArray(R"({"fault":"status500"})").toBase64();
    const QByteArray path = "/api/connector/enqueue/" + practice.activityId(u"Customer groups"_s).toLatin1();
    QCOMPARE(practice
                 .call("POST", path + "?entity=Customer%20groups", goodGroups(),
                       "Authorization: Bearer " + practice.token() + "\r\nX-Practice-Fault: " + fault + "\r\n")
                 .status,
             200);
}

void ServerFaultsTest::refusesADocumentThatMakesNoSense_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QString>("words");
    QTest::newRow("no JSON") << QByteArray("{\"faults\":[") << u"not a JSON object"_s;
    QTest::newRow("no list") << QByteArray(R"({"faults":{}})") << u"not a list"_s;
    QTest::newRow("unknown fault") << QByteArray(R"({"faults":[{"call":"enqueue","fault":"explode"}]})")
                                   << u"\"explode\""_s;
    QTest::newRow("unknown call") << QByteArray(R"({"faults":[{"call":"push","fault":"status500"}]})") << u"\"push\""_s;
    QTest::newRow("unknown key") << QByteArray(R"({"faults":[{"fault":"status500","time":1}]})") << u"\"time\""_s;
    QTest::newRow("rate") << QByteArray(R"({"faults":[{"fault":"status500","rate":7}]})") << u"from 0 to 1"_s;
    QTest::newRow("status") << QByteArray(R"({"lifecycles":[{"statuses":[{"seconds":1}]}]})") << u"no \"status\""_s;
    QTest::newRow("top") << QByteArray(R"({"fault":[]})") << u"\"fault\""_s;
}

void ServerFaultsTest::refusesADocumentThatMakesNoSense()
{
    QFETCH(QByteArray, document);
    QFETCH(QString, words);
    static Practice practice;
    practice.setFault(u"dequeue"_s, u"status500"_s);
    const Reply reply = practice.call("PUT", "/practice/faults", document);
    QCOMPARE(reply.status, 400);
    QVERIFY2(reply.json()["Message"_L1].toString().contains(words), reply.body.constData());
    QCOMPARE(practice.get("/practice/faults").json()["faults"_L1].toArray().size(), 1);
}

QTEST_GUILESS_MAIN(ServerFaultsTest)
#include "ServerFaultsTest.moc"
