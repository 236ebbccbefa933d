#include "ExportFixture.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;

/// What can go wrong between a dequeue and its acknowledgement, and what storage refuses.
class ExportFaultsTest : public QObject
{
    Q_OBJECT
private slots:
    void losesTheAnswerOfADequeue();
    void givesOddLocations_data();
    void givesOddLocations();
    void sendsBackWhatNobodyKnows();
    void spoilsTheFile_data();
    void spoilsTheFile();
    void answersRanges_data();
    void answersRanges();
    void sendsOtherLengths();
    void stalls();
    void failsToAcknowledge();
    void refusesAtTheSecondOrigin();
    void refusesADocumentThatMakesNoSense();

private:
    /// The address of a new export of 100 customers, handed out.
    static QJsonValue address(Exports &exports, const QJsonObject &wish = {})
    {
        exports.make(wish);
        return exports.dequeue().json()["DownloadLocation"_L1];
    }
    /// One for all that need none of their own, without faults.
    static Practice &practice()
    {
        static Practice shared;
        shared.setFaults({});
        return shared;
    }
};

void ExportFaultsTest::losesTheAnswerOfADequeue()
{
    Practice own;
    Exports exports(own);
    const QJsonValue id = exports.make()["correlationId"_L1];
    own.setFault(u"dequeue"_s, u"cutAfterBody"_s, {{u"times"_s, 1}});
    QCOMPARE(exports.dequeue().status, 0);
    QCOMPARE(exports.find(id)["dequeued"_L1].toInt(), 1);
    QCOMPARE(exports.dequeue().status, 204);
    own.setFault(u"dequeue"_s, u"storedThen500"_s, {{u"times"_s, 1}});
    exports.post("/practice/exports/end-leases", {});
    QCOMPARE(exports.dequeue().status, 500);
    QCOMPARE(exports.find(id)["dequeued"_L1].toInt(), 2);
}

void ExportFaultsTest::givesOddLocations_data()
{
    QTest::addColumn<int>("status"); // of a download with token; 0: there is nothing to call
    QTest::addColumn<bool>("exists");
    QTest::newRow("null") << 0 << false;
    QTest::newRow("empty") << 0 << true;
    QTest::newRow("notThere") << 200 << false;
    QTest::newRow("missing") << 404 << true;
    QTest::newRow("otherHost") << 0 << true;
    QTest::newRow("otherHostSigned") << 0 << true;
    QTest::newRow("relative") << 0 << true;
    QTest::newRow("noAddress") << 0 << true;
    QTest::newRow("file") << 0 << true;
    QTest::newRow("userInfo") << 200 << true;
    QTest::newRow("wrongSignature") << 400 << true;
    QTest::newRow("expired") << 400 << true;
    QTest::newRow("http") << 200 << true;
    QTest::newRow("moreFields") << 200 << true;
}

void ExportFaultsTest::givesOddLocations()
{
    QFETCH(int, status);
    QFETCH(bool, exists);
    Exports exports(practice());
    const QString shape = QString::fromLatin1(QTest::currentDataTag());
    practice().setFault(u"dequeue"_s, u"oddLocation"_s, {{u"shape"_s, shape}});
    exports.make({{u"rows"_s, 1}});
    const Reply dequeued = exports.dequeue();
    const QJsonObject answer = dequeued.json();
    QCOMPARE(answer["IsDownLoadFileExist"_L1].toBool(), exists);
    QCOMPARE(answer["FileDownLoadErrorMessage"_L1].isNull(), exists);
    const QJsonValue location = answer["DownloadLocation"_L1];
    QCOMPARE(location.isNull(), shape == u"null"_s);
    const bool isHere = location.toString().contains(u"127.0.0.1:"_s);
    QCOMPARE(isHere, status != 0);
    if (isHere)
        QCOMPARE(exports.fetchWithToken(location).status, status);
    if (status == 400)
        QCOMPARE(exports.fetch(location, {}).status, 403);
    QCOMPARE(exports.ack(dequeued.body).status, 200);
}

void ExportFaultsTest::sendsBackWhatNobodyKnows()
{
    Exports exports(practice());
    practice().setFault(u"dequeue"_s, u"oddLocation"_s, {{u"shape"_s, u"moreFields"_s}});
    exports.make({{u"rows"_s, 1}});
    QByteArray answer = exports.dequeue().body;
    QVERIFY2(answer.contains("\"Sequence\":9007199254740993"), answer.constData());
    QByteArray rounded = answer;
    rounded.replace("9007199254740993", "9007199254740992");
    QCOMPARE(exports.ack(rounded).status, 400);
    QCOMPARE(exports.ack(answer).status, 200);
}

void ExportFaultsTest::spoilsTheFile_data()
{
    QTest::addColumn<QJsonObject>("parameters");
    QTest::addColumn<QByteArray>("begin");
    QTest::addColumn<int>("bytes"); // how many; -1: all, -2: half of them
    QTest::newRow("truncated") << QJsonObject{} << QByteArray("PK") << -2;
    QTest::newRow("truncated to") << QJsonObject{{u"bytes"_s, 10}} << QByteArray("PK") << 10;
    QTest::newRow("corrupt") << QJsonObject{} << QByteArray("PK") << -1;
    QTest::newRow("emptyBody") << QJsonObject{} << QByteArray() << 0;
    QTest::newRow("html200") << QJsonObject{} << QByteArray("<!DOCTYPE html>") << -3;
    QTest::newRow("leavingZip") << QJsonObject{} << QByteArray("PK") << -3;
}

void ExportFaultsTest::spoilsTheFile()
{
    QFETCH(QJsonObject, parameters);
    QFETCH(QByteArray, begin);
    QFETCH(int, bytes);
    Exports exports(practice());
    const QJsonValue location = address(exports, {{u"rows"_s, 50}});
    const QByteArray good = exports.fetchWithToken(location).body;
    practice().setFault(u"download"_s, QString::fromLatin1(QTest::currentDataTag()).section(u' ', 0, 0), parameters);
    const Reply spoilt = exports.fetchWithToken(location);
    QCOMPARE(spoilt.status, 200);
    QVERIFY(spoilt.whole && spoilt.body.startsWith(begin) && spoilt.body != good);
    const qsizetype expected = bytes == -1 ? good.size() : bytes == -2 ? good.size() / 2 : bytes;
    QVERIFY(bytes == -3 || spoilt.body.size() == expected);
    if (bytes == -1) { // sixteen of them are wrong
        int wrong = 0;
        for (qsizetype at = 0; at < good.size(); ++at)
            wrong += good[at] != spoilt.body[at] ? 1 : 0;
        QCOMPARE(wrong, 16);
    }
    QCOMPARE(spoilt.body.contains("../../outside.txt"), QByteArray(QTest::currentDataTag()) == "leavingZip");
}

void ExportFaultsTest::answersRanges_data()
{
    QTest::addColumn<QByteArray>("range");
    QTest::addColumn<QString>("fault");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("length");
    const QString none;
    QTest::newRow("middle") << QByteArray("bytes=100-199") << none << 206 << 100 << 100;
    QTest::newRow("to the end") << QByteArray("bytes=990-") << none << 206 << 990 << 10;
    QTest::newRow("past the end") << QByteArray("bytes=990-5000") << none << 206 << 990 << 10;
    QTest::newRow("last") << QByteArray("bytes=-7") << none << 206 << 993 << 7;
    QTest::newRow("behind the end") << QByteArray("bytes=1000-") << none << 416 << 0 << 0;
    QTest::newRow("several") << QByteArray("bytes=0-1,4-5") << none << 200 << 0 << 1000;
    QTest::newRow("no range") << QByteArray("lines=1-2") << none << 200 << 0 << 1000;
    QTest::newRow("not obeyed") << QByteArray("bytes=100-199") << u"noRange"_s << 200 << 0 << 1000;
    QTest::newRow("another one") << QByteArray("bytes=100-199") << u"otherRange"_s << 206 << 0 << 1000;
}

void ExportFaultsTest::answersRanges()
{
    QFETCH(QByteArray, range);
    QFETCH(QString, fault);
    QFETCH(int, status);
    QFETCH(int, first);
    QFETCH(int, length);
    Practice own;
    Exports exports(own);
    QByteArray bytes(1000, '\0');
    for (qsizetype at = 0; at < bytes.size(); ++at)
        bytes[at] = char(at * 7);
    exports.post("/practice/exports?job=Customers%20export&signed=1", bytes);
    if (!fault.isEmpty())
        own.setFault(u"download"_s, fault);
    const QJsonValue location = exports.dequeue().json()["DownloadLocation"_L1];
    const Reply part = exports.fetch(location, "Range: " + range + "\r\n");
    QCOMPARE(part.status, status);
    QCOMPARE(part.body, bytes.mid(first, length));
    const QByteArray said = part.headers.value("content-range");
    if (status == 206)
        QCOMPARE(said, "bytes " + QByteArray::number(first) + '-' + QByteArray::number(first + length - 1) + "/1000");
    else
        QCOMPARE(said, status == 416 ? QByteArray("bytes */1000") : QByteArray());
    QCOMPARE(part.headers.value("accept-ranges").isEmpty(), fault == u"noRange"_s || status == 416);
    const QByteArray conditional = "Range: bytes=1-2\r\nIf-Range: \"another\"\r\n";
    QCOMPARE(exports.fetch(location, conditional).body, bytes);
    const QJsonObject fetch = exports.fetches()[0].toObject();
    QCOMPARE(fetch["range"_L1].toString(), QString::fromLatin1(range));
    QCOMPARE(fetch["bytes"_L1].toInt(), length);
}

void ExportFaultsTest::sendsOtherLengths()
{
    Exports exports(practice());
    const QJsonValue location = address(exports);
    const QByteArray good = exports.fetchWithToken(location).body;
    practice().setFault(u"download"_s, u"chunked"_s);
    const Reply chunked = exports.fetchWithToken(location);
    QCOMPARE(chunked.headers.value("transfer-encoding"), "chunked");
    QVERIFY(chunked.raw.contains("\r\n" + QByteArray::number(good.size(), 16) + "\r\n"));
    practice().setFault(u"download"_s, u"noLength"_s);
    const Reply endless = exports.fetchWithToken(location, "Range: bytes=1-2\r\n");
    QVERIFY(!endless.headers.contains("content-length") && !endless.headers.contains("transfer-encoding"));
    QVERIFY(endless.raw.endsWith(good));
}

void ExportFaultsTest::stalls()
{
    Practice &shared = practice();
    Exports exports(shared);
    const QUrl url(address(exports).toString());
    const QByteArray token = shared.token();
    shared.setFault(u"download"_s, u"stall"_s, {{u"bytes"_s, 100}});
    RawConnection connection(shared.port());
    connection.send("GET " + url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority) +
                    " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    QElapsedTimer silence;
    silence.start();
    const Reply reply = connection.receive(3000);
    QVERIFY(!reply.whole);
    QCOMPARE(reply.body.size(), 100);
    QVERIFY(silence.elapsed() >= 3000); // an ended connection is noticed at once
}

void ExportFaultsTest::failsToAcknowledge()
{
    Practice own;
    Exports exports(own);
    const QJsonValue id = exports.make()["correlationId"_L1];
    const Reply dequeued = exports.dequeue();
    own.setFault(u"ack"_s, u"status500"_s, {{u"times"_s, 2}});
    QCOMPARE(exports.ack(dequeued.body).status, 500);
    QCOMPARE(exports.ack(dequeued.body).status, 500);
    QCOMPARE(exports.find(id)["acks"_L1].toInt(), 0);
    QCOMPARE(exports.ack(dequeued.body).status, 200);
    exports.make();
    own.setFault(u"ack"_s, u"cutAfterBody"_s, {{u"times"_s, 1}});
    const Reply next = exports.dequeue();
    QCOMPARE(exports.ack(next.body).status, 0);
    QCOMPARE(exports.find(next.json()["CorrelationId"_L1])["state"_L1].toString(), u"Acked"_s);
}

void ExportFaultsTest::refusesAtTheSecondOrigin()
{
    Practice own;
    Exports exports(own);
    const QString location = address(exports, {{u"signed"_s, true}}).toString();
    QVERIFY(!location.startsWith(own.url()));
    QCOMPARE(exports.fetch(location, {}).status, 200);
    QCOMPARE(exports.fetchWithToken(location).status, 400);
    QCOMPARE(exports.fetch(location, "Authorization: SharedKey account:key\r\n").status, 400);
    QCOMPARE(exports.fetch(QString(location).replace(u"sig="_s, u"sig=A"_s), {}).status, 403);
    QCOMPARE(exports.fetch(QString(location).replace(u"se=20"_s, u"se=21"_s), {}).status, 403);
    QCOMPARE(exports.fetch(location.section(u'?', 0, 0), {}).status, 403);
    const QJsonArray fetches = exports.fetches();
    QCOMPARE(fetches.size(), 6);
    QVERIFY(fetches[1]["hadToken"_L1].toBool() && fetches[2]["hadToken"_L1].toBool());
    QVERIFY(!fetches[0]["hadToken"_L1].toBool() && !fetches[5]["hadToken"_L1].toBool());
    // Cut and delayed like everything else.
    own.setFault(u"download"_s, u"cutInAnswer"_s);
    QVERIFY(!exports.fetch(location, {}).whole);
}

void ExportFaultsTest::refusesADocumentThatMakesNoSense()
{
    const auto problem = [](const QByteArray &fault) {
        const Reply reply = practice().call("PUT", "/practice/faults", "{\"faults\":[" + fault + "]}");
        return reply.status == 400 ? reply.json()["Message"_L1].toString() : QString();
    };
    QCOMPARE(problem(R"({"call":"dequeue","fault":"corrupt"})"), u"Fault \"corrupt\" is for the call \"download\"."_s);
    QCOMPARE(problem(R"({"call":"ack","fault":"oddLocation","shape":"null"})"),
             u"Fault \"oddLocation\" is for the calls \"dequeue\" and \"packageUrl\"."_s);
    QCOMPARE(problem(R"({"call":"dequeue","fault":"oddLocation","shape":"round"})"),
             u"There is no shape \"round\" of a location."_s);
    QCOMPARE(problem(R"({"call":"any","fault":"exportEnds"})"),
             u"Fault \"exportEnds\" is for the call \"exportToPackage\"."_s);
}

QTEST_GUILESS_MAIN(ExportFaultsTest)
#include "ExportFaultsTest.moc"
