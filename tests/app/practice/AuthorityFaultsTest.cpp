#include "SignInScript.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>
#include <QTest>

#include <cstdlib>

using namespace Qt::StringLiterals;

/// What can be made to go wrong at the authority.
class AuthorityFaultsTest : public QObject
{
    Q_OBJECT
private slots:
    void refusesWithAnyNumber_data();
    void refusesWithAnyNumber();
    void shapesTheExpiry_data();
    void shapesTheExpiry();
    void leavesTheTokenOut();
    void makesTokensTooLargeForMostHeaders();
    void redirectsAndAnswersNonsense();
    void refusesAtEachOfItsPages();
    void sendsBackAnotherState();
    void hasTheClockThatItsAnswersName();
    void leavesItsFaultsToTheAuthority_data();
    void leavesItsFaultsToTheAuthority();

private:
    Practice m_practice;
};

void AuthorityFaultsTest::refusesWithAnyNumber_data()
{
    QTest::addColumn<QJsonObject>("parameters");
    QTest::addColumn<QString>("error");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("well known") << QJsonObject{{u"code"_s, 7000222}} << u"invalid_client"_s << u"are expired"_s;
    QTest::newRow("another word") << QJsonObject{{u"code"_s, 50076}, {u"error"_s, u"invalid_grant"_s}}
                                  << u"invalid_grant"_s << u"multi-factor"_s;
    QTest::newRow("any") << QJsonObject{{u"code"_s, 90033},
                                        {u"error"_s, u"temporarily_unavailable"_s},
                                        {u"message"_s, u"A transient error has occurred."_s}}
                         << u"temporarily_unavailable"_s << u"AADSTS90033: A transient error has occurred. Trace ID"_s;
    QTest::newRow("unknown") << QJsonObject{{u"code"_s, 123456}} << u"invalid_request"_s << u"AADSTS123456: "_s;
}

void AuthorityFaultsTest::refusesWithAnyNumber()
{
    QFETCH(QJsonObject, parameters);
    QFETCH(QString, sentence);
    m_practice.setFault(u"token"_s, u"tokenError"_s, parameters);
    const Reply reply = m_practice.requestToken({});
    QVERIFY(reply.status == 400 || reply.status == 401);
    QTEST(reply.json()["error"_L1].toString(), "error");
    QCOMPARE(numberIn(reply), parameters["code"_L1].toInt());
    const QString description = reply.json()["error_description"_L1].toString();
    QVERIFY2(description.contains(sentence), qPrintable(description));
}

void AuthorityFaultsTest::shapesTheExpiry_data()
{
    QTest::addColumn<QString>("shape");
    QTest::addColumn<QJsonValue>("expiry");
    QTest::newRow("text") << u"textExpiry"_s << QJsonValue(u"3599"_s);
    QTest::newRow("word") << u"wordExpiry"_s << QJsonValue(u"soon"_s);
    QTest::newRow("none") << u"noExpiry"_s << QJsonValue(QJsonValue::Undefined);
    QTest::newRow("zero") << u"zeroExpiry"_s << QJsonValue(0);
    QTest::newRow("negative") << u"negativeExpiry"_s << QJsonValue(-3600);
}

void AuthorityFaultsTest::shapesTheExpiry()
{
    QFETCH(QString, shape);
    m_practice.setFault(u"token"_s, u"tokenShape"_s, {{u"shape"_s, shape}});
    const Reply reply = m_practice.requestToken({});
    QCOMPARE(reply.status, 200);
    QTEST(reply.json().value("expires_in"_L1), "expiry");
    QCOMPARE(door(m_practice, reply), 200);
}

void AuthorityFaultsTest::leavesTheTokenOut()
{
    m_practice.setFault(u"token"_s, u"tokenShape"_s, {{u"shape"_s, u"noToken"_s}});
    const Reply reply = m_practice.requestToken({});
    QCOMPARE(reply.status, 200);
    QVERIFY(!reply.json().contains("access_token"_L1) && reply.json().contains("token_type"_L1));
}

void AuthorityFaultsTest::makesTokensTooLargeForMostHeaders()
{
    m_practice.setFault(u"token"_s, u"tokenShape"_s, {{u"shape"_s, u"largeToken"_s}});
    const Reply reply = m_practice.requestToken({});
    const QString token = reply.json()["access_token"_L1].toString();
    QVERIFY2(token.size() >= 20'000 && token.size() < 60'000, qPrintable(QString::number(token.size())));
    QCOMPARE(door(m_practice, reply), 200);
    QCOMPARE(m_practice.call("GET", "/data", {}, "Authorization: Bearer " + token.toLatin1() + "x\r\n").status, 401);
    const QByteArray digest = "x-practice-token: " + QByteArray(64, 'a') + "\r\n";
    QCOMPARE(m_practice.call("GET", "/data", {}, digest).status, 302);
}

void AuthorityFaultsTest::redirectsAndAnswersNonsense()
{
    m_practice.setFault(u"token"_s, u"redirect302"_s, {{u"location"_s, u"https://login.example/token"_s}});
    const Reply redirected = m_practice.requestToken({});
    QCOMPARE(redirected.status, 302);
    QCOMPARE(redirected.headers.value("location"), QByteArray("https://login.example/token"));
    m_practice.setFault(u"token"_s, u"html200"_s);
    QVERIFY(m_practice.requestToken({}).body.startsWith("<!DOCTYPE html>"));
    m_practice.setFault(u"token"_s, u"emptyBody"_s);
    const Reply empty = m_practice.requestToken({});
    QCOMPARE(empty.status, 200);
    QVERIFY(empty.body.isEmpty());
}

void AuthorityFaultsTest::refusesAtEachOfItsPages()
{
    m_practice.setFault(u"deviceCode"_s, u"tokenError"_s, {{u"code"_s, 7000218}});
    QCOMPARE(deviceCode(m_practice)["error"_L1].toString(), u"invalid_client"_s);
    QCOMPARE(m_practice.requestToken({}).status, 200);
    m_practice.setFault(u"authorize"_s, u"tokenError"_s, {{u"code"_s, 65001}});
    const Reply back = m_practice.get(authorize(m_practice, question(m_practice)));
    QCOMPARE(back.status, 302);
    QCOMPARE(word(back, u"error"_s), u"invalid_grant"_s);
    QVERIFY(word(back, u"error_description"_s).startsWith("AADSTS65001"_L1));
    m_practice.setFault(u"authorize"_s, u"status503"_s);
    QCOMPARE(m_practice.get(authorize(m_practice, question(m_practice))).status, 503);
}

void AuthorityFaultsTest::sendsBackAnotherState()
{
    m_practice.setFault(u"authorize"_s, u"wrongState"_s);
    auto fields = question(m_practice);
    fields.insert(u"user"_s, u"operator@practice.example"_s);
    const Reply back = m_practice.get(authorize(m_practice, fields));
    QVERIFY(!word(back, u"code"_s).isEmpty());
    QVERIFY(!word(back, u"state"_s).isEmpty() && word(back, u"state"_s) != fields.value(u"state"_s));
}

void AuthorityFaultsTest::hasTheClockThatItsAnswersName()
{
    m_practice.setFaults({{u"clockSkewSeconds"_s, -7200}});
    const Reply reply = m_practice.requestToken({});
    const QDateTime date =
        QLocale::c().toDateTime(QString::fromLatin1(reply.headers.value("date")), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    const qint64 issued = claims(reply.json()["access_token"_L1])["iat"_L1].toInteger();
    QVERIFY(std::abs(issued - QDateTime(date.date(), date.time(), Qt::UTC).toSecsSinceEpoch()) <= 60);
    QCOMPARE(door(m_practice, reply), 200);
    m_practice.setFaults({});
}

void AuthorityFaultsTest::leavesItsFaultsToTheAuthority_data()
{
    QTest::addColumn<QJsonObject>("fault");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("call") << QJsonObject{{u"call"_s, u"enqueue"_s}, {u"fault"_s, u"tokenError"_s}, {u"code"_s, 1}}
                          << QByteArray("deviceCode");
    QTest::newRow("number") << QJsonObject{{u"call"_s, u"token"_s}, {u"fault"_s, u"tokenError"_s}}
                            << QByteArray("AADSTS");
    QTest::newRow("shape") << QJsonObject{{u"call"_s, u"token"_s},
                                          {u"fault"_s, u"tokenShape"_s},
                                          {u"shape"_s, u"round"_s}}
                           << QByteArray("round");
    QTest::newRow("state") << QJsonObject{{u"call"_s, u"token"_s}, {u"fault"_s, u"wrongState"_s}}
                           << QByteArray("authorize");
}

void AuthorityFaultsTest::leavesItsFaultsToTheAuthority()
{
    QFETCH(QJsonObject, fault);
    QFETCH(QByteArray, words);
    const QJsonObject document{{u"faults"_s, QJsonArray{fault}}};
    const Reply reply = m_practice.call("PUT", "/practice/faults", QJsonDocument(document).toJson());
    QCOMPARE(reply.status, 400);
    QVERIFY2(reply.body.contains(words), reply.body.constData());
}

QTEST_GUILESS_MAIN(AuthorityFaultsTest)
#include "AuthorityFaultsTest.moc"
