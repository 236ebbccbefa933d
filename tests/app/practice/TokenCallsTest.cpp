#include "PracticeClient.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

#include <functional>

using namespace Qt::StringLiterals;

class TokenCallsTest : public QObject
{
    Q_OBJECT
private slots:
    void givesATokenThatOpensTheDoor();
    void refusesWithTheNumberPeopleSearchFor_data();
    void refusesWithTheNumberPeopleSearchFor();
    void sendsACallWithoutATokenToTheSignInPage();
    void refusesATokenItNeverGave();
    void forgetsATokenWhenItsLifeIsOver();
    void forgetsTokensWhenItRestarts();
    void refusesAnApplicationThatIsNotMapped();
    void tellsByTheProbeWhetherAnApplicationIsMapped();
    void refusesAnApplicationThatIsNotOnTheJob();
    void keepsItsIdentityOwnerOnlyAcrossARestart();
    void completesAnIdentityOfAnEarlierVersion();

private:
    Reply probe(Practice &practice, const QByteArray &token)
    {
        return practice.call("GET", "/api/connector/dequeue/00000000-0000-0000-0000-000000000000", {},
                             "Authorization: Bearer " + token + "\r\n");
    }
    static QByteArray tokenOf(Practice &practice, const QString &application)
    {
        const QJsonObject json = practice.application(application);
        return practice
            .requestToken(
                {{u"client_id"_s, json["clientId"_L1].toString()}, {u"client_secret"_s, json["secret"_L1].toString()}})
            .json()["access_token"_L1]
            .toString()
            .toLatin1();
    }
    static QByteArray unmappedToken(Practice &practice) { return tokenOf(practice, u"Not in F&O"_s); }
    /// What dequeue answers for an export job.
    static int dequeue(Practice &practice, const QByteArray &token)
    {
        const QByteArray path = "/api/connector/dequeue/" + practice.activityId(u"Customers export"_s).toLatin1();
        return practice.call("GET", path, {}, "Authorization: Bearer " + token + "\r\n").status;
    }
    /// Changes the identity file of an environment, and starts it again.
    static void change(Practice &practice, const std::function<void(QJsonObject &)> &change)
    {
        QFile file(practice.settings.profile + "/identity.json"_L1);
        if (!file.open(QIODevice::ReadWrite))
            qFatal("the identity file cannot be opened");
        QJsonObject identity = QJsonDocument::fromJson(file.readAll()).object();
        change(identity);
        file.resize(0);
        file.seek(0);
        file.write(QJsonDocument(identity).toJson());
        file.close();
        practice.restart(1000);
    }
};

void TokenCallsTest::givesATokenThatOpensTheDoor()
{
    Practice practice;
    const Reply reply = practice.requestToken({});
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.json()["token_type"_L1].toString(), u"Bearer"_s);
    QCOMPARE(reply.json()["expires_in"_L1].toInt(), 3599);
    QCOMPARE(practice.enqueue(goodGroups()).status, 200);
}

void TokenCallsTest::refusesWithTheNumberPeopleSearchFor_data()
{
    QTest::addColumn<QString>("tenant");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("error");
    QTest::addColumn<int>("number");
    QTest::newRow("tenant") << u"contoso.com"_s << QString() << QString() << 400 << u"invalid_request"_s << 90002;
    QTest::newRow("client id") << QString() << u"client_id"_s << u"4711"_s << 400 << u"unauthorized_client"_s << 700016;
    QTest::newRow("secret") << QString() << u"client_secret"_s << u"wrong"_s << 401 << u"invalid_client"_s << 7000215;
    QTest::newRow("no secret") << QString() << u"client_secret"_s << QString() << 401 << u"invalid_client"_s << 7000216;
    QTest::newRow("resource") << QString() << u"scope"_s << u"https://other.example/.default"_s << 400
                              << u"invalid_resource"_s << 500011;
    QTest::newRow("scope") << QString() << u"scope"_s << u"openid"_s << 400 << u"invalid_scope"_s << 1002012;
    QTest::newRow("grant") << QString() << u"grant_type"_s << u"password"_s << 400 << u"unsupported_grant_type"_s
                           << 70003;
    QTest::newRow("no grant") << QString() << u"grant_type"_s << QString() << 400 << u"invalid_request"_s << 900144;
}

void TokenCallsTest::refusesWithTheNumberPeopleSearchFor()
{
    QFETCH(QString, tenant);
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(int, number);
    static Practice practice;
    QHash<QString, QString> changes;
    if (!field.isEmpty())
        changes.insert(field, value);
    const Reply reply = practice.requestToken(changes, tenant);
    QTEST(reply.status, "status");
    const QJsonObject json = reply.json();
    QTEST(json["error"_L1].toString(), "error");
    QCOMPARE(json["error_codes"_L1].toArray(), QJsonArray{number});
    const QString description = json["error_description"_L1].toString();
    QVERIFY2(description.startsWith(u"AADSTS%1: "_s.arg(number)), qPrintable(description));
    for (const QString &part : {u"Trace ID: "_s, u"Correlation ID: "_s, u"Timestamp: "_s})
        QVERIFY(description.contains(part));
    QVERIFY(!json["trace_id"_L1].toString().isEmpty());
}

void TokenCallsTest::sendsACallWithoutATokenToTheSignInPage()
{
    Practice practice;
    const Reply reply = practice.call("POST", "/api/connector/enqueue/x?entity=y", "text");
    QCOMPARE(reply.status, 302);
    const QByteArray location = reply.headers.value("location");
    QVERIFY(location.contains("/oauth2/v2.0/authorize"));
    const Reply page = practice.get(location.mid(location.indexOf("/authority")));
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.contains("Sign in to your account"));
    QCOMPARE(practice.get("/data/CustomersV3").status, 302);
}

void TokenCallsTest::refusesATokenItNeverGave()
{
    Practice practice;
    const Reply reply = practice.call("GET", "/data/CustomersV3", {}, "Authorization: Bearer abc.def.ghi\r\n");
    QCOMPARE(reply.status, 401);
    QVERIFY(reply.headers.value("www-authenticate").startsWith("Bearer "));
}

void TokenCallsTest::forgetsATokenWhenItsLifeIsOver()
{
    Practice practice;
    practice.settings.tokenLife = std::chrono::seconds(10);
    practice.restart(1000);
    const QByteArray token = practice.token();
    QCOMPARE(probe(practice, token).status, 500);
    QTRY_COMPARE_WITH_TIMEOUT(probe(practice, token).status, 401, 30000);
}

void TokenCallsTest::forgetsTokensWhenItRestarts()
{
    Practice practice;
    const QByteArray token = practice.token();
    practice.restart(1000);
    QCOMPARE(probe(practice, token).status, 401);
}

void TokenCallsTest::refusesAnApplicationThatIsNotMapped()
{
    Practice practice;
    const QByteArray header = "Authorization: Bearer " + unmappedToken(practice) + "\r\n";
    const Reply data = practice.call("GET", "/data/CustomersV3", {}, header);
    QCOMPARE(data.status, 401);
    QVERIFY(data.body.contains("Unknown application"));
    const QByteArray path = "/api/connector/enqueue/" + practice.activityId(u"Customer groups"_s).toLatin1();
    QCOMPARE(practice.call("POST", path + "?entity=Customer%20groups", goodGroups(), header).status, 401);
    QVERIFY(practice.messages().isEmpty());
}

void TokenCallsTest::tellsByTheProbeWhetherAnApplicationIsMapped()
{
    Practice practice;
    QCOMPARE(probe(practice, practice.token()).status, 500);
    QCOMPARE(probe(practice, unmappedToken(practice)).status, 403);
}

void TokenCallsTest::refusesAnApplicationThatIsNotOnTheJob()
{
    Practice practice;
    const QByteArray token = tokenOf(practice, u"Not on the jobs"_s);
    QCOMPARE(probe(practice, token).status, 500); // F&O lists it
    const QByteArray header = "Authorization: Bearer " + token + "\r\n";
    const QByteArray path = practice.activityId(u"Customer groups"_s).toLatin1();
    const Reply refused =
        practice.call("POST", "/api/connector/enqueue/" + path + "?entity=Customer%20groups", goodGroups(), header);
    QCOMPARE(refused.status, 403);
    QVERIFY(refused.json()["Message"_L1].toString().contains("Customer groups"_L1));
    QVERIFY(practice.messages().isEmpty());
    QCOMPARE(practice.call("GET", "/api/connector/jobstatus/" + path + "?jobId=x", {}, header).status, 403);
    QCOMPARE(dequeue(practice, token), 403);
    QCOMPARE(dequeue(practice, practice.token()), 204);
    const QString other = practice.application(u"Not on the jobs"_s)["clientId"_L1].toString();
    change(practice, [&](QJsonObject &identity) {
        QJsonArray jobs = identity["jobs"_L1].toArray();
        for (auto job : jobs) {
            QJsonObject listed = job.toObject();
            listed["applications"_L1] = QJsonArray{other};
            job = listed;
        }
        identity["jobs"_L1] = jobs;
    });
    QCOMPARE(dequeue(practice, tokenOf(practice, u"Not on the jobs"_s)), 204);
    QCOMPARE(dequeue(practice, practice.token()), 403);
}

void TokenCallsTest::completesAnIdentityOfAnEarlierVersion()
{
    Practice practice;
    const QJsonObject before = practice.ready();
    change(practice, [](QJsonObject &identity) {
        const QJsonArray applications = identity["applications"_L1].toArray();
        identity["applications"_L1] = QJsonArray{applications.at(0), applications.at(1)};
        identity.remove("users"_L1);
    });
    const QJsonObject after = practice.ready();
    for (const auto key : {"tenant"_L1, "clientId"_L1, "secret"_L1, "jobs"_L1})
        QCOMPARE(after[key], before[key]);
    QCOMPARE(after["applications"_L1].toArray().size(), before["applications"_L1].toArray().size());
    QCOMPARE(after["users"_L1].toArray().size(), 2);
}

void TokenCallsTest::keepsItsIdentityOwnerOnlyAcrossARestart()
{
    Practice practice;
    QJsonObject before = practice.ready();
    practice.restart(1000);
    QJsonObject after = practice.ready();
    for (const auto key : {"url"_L1, "authority"_L1}) {
        before.remove(key);
        after.remove(key);
    }
    QCOMPARE(after, before);
    QCOMPARE(after["jobs"_L1].toArray().size(), 17);
    const auto others =
        QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup | QFileDevice::WriteOther;
    QVERIFY(!(QFile::permissions(practice.settings.profile + "/identity.json"_L1) & others));
}

QTEST_GUILESS_MAIN(TokenCallsTest)
#include "TokenCallsTest.moc"
