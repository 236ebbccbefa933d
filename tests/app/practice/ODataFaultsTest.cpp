#include "ODataFixture.h"

#include <QTest>

using namespace Qt::StringLiterals;

/// The faults that calls of OData and of the metadata service can have.
class ODataFaultsTest : public QObject
{
    Q_OBJECT
private slots:
    void aimAtOneCall_data();
    void aimAtOneCall();
    void throttle();
    void allowOnlySoManyAtOnce();
    void failForOneEntity();
    void cutAndSpoil();
    void bendTheNextLink_data();
    void bendTheNextLink();
    void makeARowOdd_data();
    void makeARowOdd();
    void compress();
    void refuseUnknownShapes();

private:
    ODataPractice m_practice;
};

void ODataFaultsTest::aimAtOneCall_data()
{
    QTest::addColumn<QString>("call");
    QTest::addColumn<QString>("target");

    QTest::newRow("service document") << u"serviceDocument"_s << u"/data"_s;
    QTest::newRow("$metadata") << u"metadata"_s << u"/data/$metadata"_s;
    QTest::newRow("query") << u"query"_s << u"/data/CustomersV3?$filter=CustomerAccount eq 'a(b'"_s;
    QTest::newRow("count") << u"count"_s << u"/data/CustomersV3/$count"_s;
    QTest::newRow("record") << u"record"_s << u"/data/Currencies('PLN')"_s;
    QTest::newRow("metadata service") << u"metadataService"_s << u"/metadata/PublicEntities('CustomerV3')"_s;
    QTest::newRow("labels") << u"labels"_s << u"/metadata/Labels(Id='@SYS100001',Language='de')"_s;
}

void ODataFaultsTest::aimAtOneCall()
{
    QFETCH(QString, call);
    QFETCH(QString, target);
    m_practice.setFault(call, u"status503"_s);
    QCOMPARE(m_practice.ask(target).status, 503);
    m_practice.setFault(call == "query"_L1 ? u"count"_s : u"query"_s, u"status503"_s);
    QCOMPARE(m_practice.ask(target).status, 200);
}

void ODataFaultsTest::throttle()
{
    m_practice.setFault(u"query"_s, u"throttle429"_s, {{u"retryAfter"_s, 3}, {u"times"_s, 1}});
    const Reply reply = m_practice.ask(u"/data/CustomersV3"_s);
    QCOMPARE(reply.status, 429);
    QCOMPARE(reply.headers.value("retry-after"), QByteArray("3"));
    QCOMPARE(m_practice.ask(u"/data/CustomersV3"_s).status, 200);
}

void ODataFaultsTest::allowOnlySoManyAtOnce()
{
    const QJsonObject parameters{{u"atOnce"_s, 1}, {u"seconds"_s, 6}, {u"retryAfter"_s, 7}};
    m_practice.setFault(u"query"_s, u"tooMany"_s, parameters);
    RawConnection first(m_practice.port());
    RawConnection second(m_practice.port());
    for (RawConnection *connection : {&first, &second})
        connection->send("GET /data/Currencies HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + m_practice.token() +
                         "\r\n\r\n");
    QList<Reply> replies{first.receive(), second.receive()};
    if (replies[0].status == 429)
        replies.swapItemsAt(0, 1);
    QCOMPARE(replies[0].status, 200);
    QCOMPARE(replies[1].status, 429);
    QCOMPARE(replies[1].headers.value("retry-after"), QByteArray("7"));
    QCOMPARE(m_practice.ask(u"/data/Currencies"_s).status, 200);
}

void ODataFaultsTest::failForOneEntity()
{
    m_practice.setFault(u"any"_s, u"status500"_s, {{u"match"_s, u"/data/VendorsV2"_s}});
    QCOMPARE(m_practice.ask(u"/data/VendorsV2?$top=1"_s).status, 500);
    QCOMPARE(m_practice.ask(u"/data/VendorsV2/$count"_s).status, 500);
    QCOMPARE(m_practice.ask(u"/data/CustomersV3?$top=1"_s).status, 200);
}

void ODataFaultsTest::cutAndSpoil()
{
    m_practice.setFault(u"query"_s, u"cutInAnswer"_s);
    QVERIFY(!m_practice.ask(u"/data/CustomersV3"_s).whole);
    m_practice.setFault(u"query"_s, u"html200"_s);
    QVERIFY(m_practice.ask(u"/data/CustomersV3"_s).body.startsWith("<!DOCTYPE html>"));
    m_practice.setFault(u"metadata"_s, u"cutJson"_s);
    const Reply half = m_practice.ask(u"/data/$metadata"_s);
    QVERIFY(half.whole && half.status == 200 && !half.body.contains("</edmx:Edmx>"));
}

void ODataFaultsTest::bendTheNextLink_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QString>("expected"); // %1 is the environment's address

    QTest::newRow("other host") << u"otherHost"_s << u"https://elsewhere.example/data/CustomersV3?$top=40&$skip=26"_s;
    QTest::newRow("relative") << u"relative"_s << u"CustomersV3?$top=40&$skip=26"_s;
    QTest::newRow("this page again") << u"self"_s << u"%1/data/CustomersV3?$skip=1&$top=65"_s;
    QTest::newRow("the first page") << u"back"_s << u"%1/data/CustomersV3"_s;
}

void ODataFaultsTest::bendTheNextLink()
{
    QFETCH(QString, shape);
    QFETCH(QString, expected);
    m_practice.setFault(u"query"_s, u"nextLink"_s, {{u"shape"_s, shape}});
    const QJsonObject page = m_practice.ask(u"/data/CustomersV3?$skip=1&$top=65"_s).json();
    QCOMPARE(page["value"_L1].toArray().size(), 25);
    QCOMPARE(page["@odata.nextLink"_L1].toString(),
             expected.contains(u'%') ? expected.arg(m_practice.url()) : expected);
    QVERIFY(!m_practice.ask(u"/data/CustomersV3?$top=2"_s).json().contains("@odata.nextLink"_L1));
}

void ODataFaultsTest::makeARowOdd_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<int>("size");
    QTest::addColumn<QByteArray>("expected");

    QTest::newRow("duplicate name") << u"duplicateName"_s << 0 << QByteArray(R"({"Odd":1,"Odd":2,"@odata.etag")");
    QTest::newRow("huge value") << u"hugeValue"_s << 100'000 << QByteArray(100'000, 'a');
    QTest::newRow("deep") << u"deep"_s << 0 << QByteArray(10'000, '[') + QByteArray(10'000, ']');
    QTest::newRow("invalid UTF-8") << u"invalidUtf8"_s << 0 << QByteArray("a\xff\xc3(b");
    QTest::newRow("lone surrogate") << u"loneSurrogate"_s << 0 << QByteArray(R"("a\ud800b")");
    QTest::newRow("large number") << u"largeNumber"_s << 0 << QByteArray(":18446744073709551617,");
    QTest::newRow("long number") << u"longNumber"_s << 0 << QByteArray(60, '7');
    QTest::newRow("many columns") << u"manyColumns"_s << 0 << QByteArray(R"("Odd4999":4999,"@odata.etag")");
    QTest::newRow("odd names") << u"oddNames"_s << 0 << QByteArray(R"("":2,"$filter=x":3)");
    QTest::newRow("other shape") << u"otherShape"_s << 0 << QByteArray(R"({"text":"x"}]}},{"@odata.etag")");
}

void ODataFaultsTest::makeARowOdd()
{
    QFETCH(QString, shape);
    QFETCH(int, size);
    QFETCH(QByteArray, expected);
    QJsonObject parameters{{u"shape"_s, shape}};
    if (size > 0)
        parameters[u"bytes"_s] = size;
    m_practice.setFault(u"query"_s, u"oddRow"_s, parameters);
    const Reply reply = m_practice.ask(u"/data/CustomersV3?$top=9"_s);
    QVERIFY(reply.whole);
    QCOMPARE(reply.body.count(expected), 1);
    QCOMPARE(reply.body.count("\"@odata.etag\""), 9);
}

void ODataFaultsTest::compress()
{
    const QString target = u"/data/CustomersV3?$top=9"_s;
    m_practice.setFaults({});
    const QByteArray plain = m_practice.ask(target, "Accept-Encoding: gzip\r\n").body;
    QVERIFY(plain.startsWith('{'));
    m_practice.setFault(u"query"_s, u"gzip"_s);
    QCOMPARE(m_practice.ask(target).body, plain);
    const Reply packed = m_practice.ask(target, "Accept-Encoding: deflate, gzip\r\n");
    QCOMPARE(packed.headers.value("content-encoding"), QByteArray("gzip"));
    QVERIFY(packed.body.startsWith("\x1f\x8b") && packed.body.size() < plain.size() / 2);
    // The last four bytes of gzip say how long the text was.
    const auto length = [](const QByteArray &gzip) {
        quint32 number = 0;
        for (int i = 0; i < 4; ++i)
            number |= quint32(uchar(gzip.at(gzip.size() - 4 + i))) << (8 * i);
        return qint64(number);
    };
    QCOMPARE(length(packed.body), plain.size());
    m_practice.setFault(u"query"_s, u"gzipBomb"_s, {{u"bytes"_s, 50'000'000}});
    const Reply bomb = m_practice.ask(target, "Accept-Encoding: gzip\r\n");
    QVERIFY(length(bomb.body) >= 50'000'000 && bomb.body.size() < 500'000);
}

void ODataFaultsTest::refuseUnknownShapes()
{
    for (const QByteArray fault : {"nextLink", "oddRow"}) {
        const QByteArray document = R"({"faults":[{"call":"query","fault":")" + fault + R"(","shape":"square"}]})";
        const Reply reply = m_practice.call("PUT", "/practice/faults", document);
        QCOMPARE(reply.status, 400);
        QVERIFY(reply.json()["Message"_L1].toString().contains("square"_L1));
    }
}

QTEST_GUILESS_MAIN(ODataFaultsTest)
#include "ODataFaultsTest.moc"
