#include "SignInScript.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

/// What a person's sign-in comes to: in the browser, with a device code, and by renewal.
class GrantCallsTest : public QObject
{
    Q_OBJECT
private slots:
    void signsInWithTheBrowser();
    void showsAPageWithAButtonForEachPerson();
    void sendsRefusalsBackToTheProgram_data();
    void sendsRefusalsBackToTheProgram();
    void sendsNobodyToAnAddressThatIsNotRegistered_data();
    void sendsNobodyToAnAddressThatIsNotRegistered();
    void redeemsACodeOnceAndForItsOwner_data();
    void redeemsACodeOnceAndForItsOwner();
    void forgetsACodeSoon();
    void signsInWithADeviceCode();
    void tellsWhatBecameOfADeviceCode();
    void renewsWithATokenThatIsGoodForOnce();
    void knowsPublicAndConfidentialApplications();
    void refusesByApplication_data();
    void refusesByApplication();
    void knowsWhoIsNoUserOfFinance();
    void servesTheFirstVersionAndAdfs();
    void answersAsAnOnPremisesInstallation();
    void knowsItsTenantByItsDomain();
    void tellsWhatItWasAskedFor();
};

void GrantCallsTest::signsInWithTheBrowser()
{
    Practice practice;
    auto fields = question(practice);
    fields.insert(u"nonce"_s, u"n-1"_s);
    QCOMPARE(practice.get(authorize(practice, fields)).status, 200);
    fields.insert(u"user"_s, u"operator@practice.example"_s);
    const Reply back = practice.post(practice.realm() + "/oauth2/v2.0/authorize"_L1, fields);
    QCOMPARE(back.status, 302);
    QVERIFY(back.headers.value("location").startsWith("http://localhost:49152?"));
    QCOMPARE(word(back, u"state"_s), u"a state & more"_s);
    const Reply reply = token(practice, redemption(practice, word(back, u"code"_s)));
    QCOMPARE(reply.status, 200);
    const QJsonObject json = reply.json();
    QVERIFY(json["expires_in"_L1].isDouble());
    QVERIFY(!json["refresh_token"_L1].toString().isEmpty());
    QCOMPARE(claims(json["access_token"_L1])["upn"_L1].toString(), u"operator@practice.example"_s);
    QCOMPARE(claims(json["access_token"_L1])["scp"_L1].toString(), u"user_impersonation"_s);
    const QJsonObject id = claims(json["id_token"_L1]);
    QCOMPARE(id["preferred_username"_L1].toString(), u"operator@practice.example"_s);
    QCOMPARE(id["name"_L1].toString(), u"Practice operator"_s);
    QCOMPARE(id["tid"_L1], practice.ready()["tenant"_L1]);
    QCOMPARE(id["nonce"_L1].toString(), u"n-1"_s);
    QVERIFY(!id["oid"_L1].toString().isEmpty());
    QCOMPARE(door(practice, reply), 200);
}

void GrantCallsTest::showsAPageWithAButtonForEachPerson()
{
    Practice practice;
    auto fields = question(practice);
    fields.insert(u"login_hint"_s, u"visitor@practice.example"_s);
    fields.insert(u"state"_s, u"\"><script>"_s);
    const QByteArray page = practice.get(authorize(practice, fields)).body;
    QVERIFY(page.contains("name=\"user\" value=\"operator@practice.example\""));
    QVERIFY(page.contains("name=\"cancel\""));
    QVERIFY(page.indexOf("value=\"visitor@") < page.indexOf("value=\"operator@"));
    QVERIFY(page.contains("name=\"code_challenge\" value=\"" + challenge().toLatin1()));
    QVERIFY(!page.contains("<script>"));
}

void GrantCallsTest::sendsRefusalsBackToTheProgram_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("error");
    QTest::newRow("cancelled") << u"cancel"_s << u"1"_s << u"access_denied"_s;
    QTest::newRow("no proof key") << u"code_challenge"_s << QString() << u"invalid_request"_s;
    QTest::newRow("plain proof key") << u"code_challenge_method"_s << u"plain"_s << u"invalid_request"_s;
    QTest::newRow("type") << u"response_type"_s << u"token"_s << u"unsupported_response_type"_s;
    QTest::newRow("no resource") << u"scope"_s << u"openid"_s << u"invalid_scope"_s;
    QTest::newRow("resource") << u"scope"_s << u"https://other.example/.default"_s << u"invalid_resource"_s;
    QTest::newRow("silent") << u"prompt"_s << u"none"_s << u"login_required"_s;
}

void GrantCallsTest::sendsRefusalsBackToTheProgram()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    static Practice practice;
    auto fields = question(practice);
    fields.insert(field, value);
    const Reply back = practice.get(authorize(practice, fields));
    QCOMPARE(back.status, 302);
    QTEST(word(back, u"error"_s), "error");
    QVERIFY(!word(back, u"error_description"_s).isEmpty());
    QCOMPARE(word(back, u"state"_s), u"a state & more"_s);
    QVERIFY(!wordsOf(back).hasQueryItem(u"code"_s));
}

void GrantCallsTest::sendsNobodyToAnAddressThatIsNotRegistered_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("number");
    QTest::newRow("elsewhere") << u"redirect_uri"_s << u"https://evil.example"_s << QByteArray("AADSTS50011");
    QTest::newRow("number") << u"redirect_uri"_s << u"http://127.0.0.1:5000"_s << QByteArray("AADSTS50011");
    QTest::newRow("path") << u"redirect_uri"_s << u"http://localhost:5000/back"_s << QByteArray("AADSTS50011");
    QTest::newRow("trick") << u"redirect_uri"_s << u"http://localhost@evil.example"_s << QByteArray("AADSTS50011");
    QTest::newRow("none") << u"redirect_uri"_s << QString() << QByteArray("AADSTS900144");
    QTest::newRow("application") << u"client_id"_s << u"4711"_s << QByteArray("AADSTS700016");
}

void GrantCallsTest::sendsNobodyToAnAddressThatIsNotRegistered()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(QByteArray, number);
    static Practice practice;
    auto fields = question(practice);
    fields.insert(field, value);
    fields.insert(u"user"_s, u"operator@practice.example"_s);
    const Reply page = practice.get(authorize(practice, fields));
    QCOMPARE(page.status, 400);
    QVERIFY(!page.headers.contains("location"));
    QVERIFY2(page.body.contains(number), page.body.constData());
}

void GrantCallsTest::redeemsACodeOnceAndForItsOwner_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<int>("number");
    QTest::newRow("again") << QString() << QString() << 54005;
    QTest::newRow("code") << u"code"_s << u"guessed"_s << 70000;
    QTest::newRow("redirect") << u"redirect_uri"_s << u"http://localhost:1"_s << 500112;
    QTest::newRow("proof") << u"code_verifier"_s << u"another-verifier-of-at-least-forty-three-characters"_s << 501481;
    QTest::newRow("no proof") << u"code_verifier"_s << QString() << 900144;
    QTest::newRow("application") << u"client_id"_s << u"Waybill"_s << 70000;
}

void GrantCallsTest::redeemsACodeOnceAndForItsOwner()
{
    QFETCH(QString, field);
    QFETCH(QString, value);
    static Practice practice;
    const auto right = redemption(practice, newCode(practice));
    auto wrong = right;
    if (field == "client_id"_L1)
        wrong.insert(field, clientId(practice, value));
    else if (!field.isEmpty())
        wrong.insert(field, value);
    else
        QCOMPARE(token(practice, right).status, 200);
    const Reply refused = token(practice, wrong);
    QVERIFY(refused.status == 400 || refused.status == 401);
    QTEST(numberIn(refused), "number");
}

void GrantCallsTest::forgetsACodeSoon()
{
    Practice practice;
    practice.settings.signIns.code = std::chrono::seconds(0);
    practice.restart(1000);
    QCOMPARE(numberIn(token(practice, redemption(practice, newCode(practice)))), 70008);
}

void GrantCallsTest::signsInWithADeviceCode()
{
    Practice practice;
    practice.settings.signIns.deviceInterval = std::chrono::seconds(0);
    practice.restart(1000);
    const QJsonObject device = deviceCode(practice);
    QCOMPARE(device["expires_in"_L1].toInt(), 900);
    QCOMPARE(device["interval"_L1].toInt(-1), 0);
    const QString code = device["user_code"_L1].toString();
    QVERIFY(device["message"_L1].toString().contains(code));
    QCOMPARE(poll(practice, device).json()["error"_L1].toString(), u"authorization_pending"_s);
    QCOMPARE(device["verification_uri"_L1].toString(), practice.url() + "/devicelogin"_L1);
    QVERIFY(practice.get("/devicelogin").body.contains("name=\"user_code\""));
    const QHash<QString, QString> answer{{u"user"_s, u"operator@practice.example"_s}};
    auto wrong = answer;
    wrong.insert(u"user_code"_s, u"AAAA-AAAA"_s);
    QCOMPARE(practice.post(u"/devicelogin"_s, wrong).status, 400);
    auto right = answer;
    right.insert(u"user_code"_s, code.toLower().remove(u'-'));
    QCOMPARE(practice.post(u"/devicelogin"_s, right).status, 200);
    const Reply reply = poll(practice, device);
    QCOMPARE(reply.status, 200);
    QCOMPARE(door(practice, reply), 200);
    QVERIFY(!reply.json().contains("refresh_token"_L1)); // nobody asked for one
    QCOMPARE(poll(practice, device).json()["error"_L1].toString(), u"invalid_grant"_s);
}

void GrantCallsTest::tellsWhatBecameOfADeviceCode()
{
    Practice practice;
    practice.settings.signIns.deviceInterval = std::chrono::hours(1);
    practice.restart(1000);
    const QJsonObject hasty = deviceCode(practice);
    QCOMPARE(poll(practice, hasty).json()["error"_L1].toString(), u"authorization_pending"_s);
    QCOMPARE(poll(practice, hasty).json()["error"_L1].toString(), u"slow_down"_s);
    const QJsonObject declined = deviceCode(practice);
    const QString code = declined["user_code"_L1].toString();
    QCOMPARE(practice.post(u"/devicelogin"_s, {{u"user_code"_s, code}, {u"cancel"_s, u"1"_s}}).status, 200);
    QCOMPARE(poll(practice, declined).json()["error"_L1].toString(), u"authorization_declined"_s);
    practice.settings.signIns.deviceCode = std::chrono::seconds(0);
    practice.restart(1000);
    const QJsonObject late = deviceCode(practice);
    QCOMPARE(poll(practice, late).json()["error"_L1].toString(), u"expired_token"_s);
    QCOMPARE(poll(practice, declined).json()["error"_L1].toString(), u"bad_verification_code"_s);
}

void GrantCallsTest::renewsWithATokenThatIsGoodForOnce()
{
    Practice practice;
    const QJsonObject first = token(practice, redemption(practice, newCode(practice))).json();
    QHash<QString, QString> form{{u"grant_type"_s, u"refresh_token"_s},
                                 {u"client_id"_s, clientId(practice)},
                                 {u"refresh_token"_s, first["refresh_token"_L1].toString()}};
    auto strange = form;
    strange.insert(u"scope"_s, u"https://other.example/.default"_s);
    QCOMPARE(numberIn(token(practice, strange)), 500011);
    auto other = form;
    other.insert(u"client_id"_s, clientId(practice, u"Waybill"_s));
    QCOMPARE(numberIn(token(practice, other)), 70000);
    const Reply second = token(practice, form);
    QCOMPARE(second.status, 200);
    QCOMPARE(door(practice, second), 200);
    QCOMPARE(claims(second.json()["id_token"_L1])["name"_L1].toString(), u"Practice operator"_s);
    const Reply again = token(practice, form);
    QCOMPARE(again.json()["error"_L1].toString(), u"invalid_grant"_s);
    QCOMPARE(numberIn(again), 70000);
    const QString next = second.json()["refresh_token"_L1].toString();
    QVERIFY(next != form.value(u"refresh_token"_s));
    form.insert(u"refresh_token"_s, next);
    QCOMPARE(token(practice, form).status, 200);
    practice.settings.signIns.refreshToken = std::chrono::seconds(0);
    practice.restart(1000);
    const QJsonObject late = token(practice, redemption(practice, newCode(practice))).json();
    form.insert(u"refresh_token"_s, late["refresh_token"_L1].toString());
    QCOMPARE(numberIn(token(practice, form)), 700082);
}

void GrantCallsTest::knowsPublicAndConfidentialApplications()
{
    Practice practice;
    auto form = redemption(practice, newCode(practice));
    form.insert(u"client_secret"_s, u"anything"_s);
    QCOMPARE(numberIn(token(practice, form)), 700025);
    const QJsonObject confidential = practice.application(u"Confidential only"_s);
    form.insert(u"client_id"_s, confidential["clientId"_L1].toString());
    form.remove(u"client_secret"_s);
    QCOMPARE(numberIn(token(practice, form)), 7000218);
    form.insert(u"client_secret"_s, confidential["secret"_L1].toString());
    QCOMPARE(numberIn(token(practice, form)), 70000); // it may ask; the code is another's
    QCOMPARE(numberIn(practice.requestToken({{u"client_id"_s, clientId(practice)}})), 7000215);
}

void GrantCallsTest::refusesByApplication_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("number");
    QTest::newRow("secret") << u"Expired secret"_s << 7000222;
    QTest::newRow("consent") << u"No consent"_s << 65001;
    QTest::newRow("second factor") << u"MFA demanded"_s << 50076;
    QTest::newRow("policy") << u"Blocked by Conditional Access"_s << 53003;
}

void GrantCallsTest::refusesByApplication()
{
    QFETCH(QString, name);
    static Practice practice;
    const QJsonObject application = practice.application(name);
    const Reply reply = practice.requestToken({{u"client_id"_s, application["clientId"_L1].toString()},
                                               {u"client_secret"_s, application["secret"_L1].toString()}});
    QVERIFY(reply.status == 400 || reply.status == 401);
    QTEST(numberIn(reply), "number");
}

void GrantCallsTest::knowsWhoIsNoUserOfFinance()
{
    Practice practice;
    auto fields = question(practice);
    fields.insert(u"login_hint"_s, u"visitor@practice.example"_s);
    fields.insert(u"prompt"_s, u"none"_s);
    const QString code = word(practice.get(authorize(practice, fields)), u"code"_s);
    const Reply reply = token(practice, redemption(practice, code));
    QCOMPARE(reply.status, 200);
    QCOMPARE(door(practice, reply), 401);
}

void GrantCallsTest::servesTheFirstVersionAndAdfs()
{
    Practice practice;
    const QJsonObject ready = practice.ready();
    QHash<QString, QString> form{{u"grant_type"_s, u"client_credentials"_s},
                                 {u"client_id"_s, ready["clientId"_L1].toString()},
                                 {u"client_secret"_s, ready["secret"_L1].toString()},
                                 {u"resource"_s, practice.url() + u'/'}};
    const Reply first = practice.post(practice.realm() + "/oauth2/token"_L1, form);
    QCOMPARE(first.json()["expires_in"_L1].toString(), u"3599"_s);
    QCOMPARE(door(practice, first), 200);
    const Reply adfs = practice.post(u"/adfs/oauth2/token"_s, form);
    QVERIFY(adfs.json()["expires_in"_L1].isDouble());
    QCOMPARE(door(practice, adfs), 200);
    auto fields = question(practice);
    fields.remove(u"scope"_s);
    fields.insert(u"resource"_s, practice.url());
    fields.insert(u"user"_s, u"operator@practice.example"_s);
    const QString code = word(practice.get(addressOf(u"/adfs/oauth2/authorize"_s, fields)), u"code"_s);
    const Reply person = practice.post(u"/adfs/oauth2/token"_s, redemption(practice, code));
    QCOMPARE(door(practice, person), 200);
    QVERIFY(!person.json()["refresh_token"_L1].toString().isEmpty());
    form.insert(u"client_secret"_s, u"wrong"_s);
    const QJsonObject refused = practice.post(u"/adfs/oauth2/token"_s, form).json();
    QCOMPARE(refused["error"_L1].toString(), u"invalid_client"_s);
    QVERIFY(!refused["error_description"_L1].toString().contains("AADSTS"_L1));
    QVERIFY(!refused.contains("error_codes"_L1));
}

void GrantCallsTest::answersAsAnOnPremisesInstallation()
{
    Practice practice;
    const QJsonObject ready = practice.ready();
    const QString url = practice.url() + "/namespaces/AXSF"_L1;
    const Reply adfs = practice.post(u"/adfs/oauth2/token"_s, {{u"grant_type"_s, u"client_credentials"_s},
                                                               {u"client_id"_s, ready["clientId"_L1].toString()},
                                                               {u"client_secret"_s, ready["secret"_L1].toString()},
                                                               {u"resource"_s, url}});
    QCOMPARE(claims(adfs.json()["access_token"_L1])["aud"_L1].toString(), url);
    const QByteArray header = "Authorization: Bearer " + adfs.json()["access_token"_L1].toString().toLatin1() + "\r\n";
    for (const QByteArray path : {"/namespaces/AXSF/data", "/namespaces/axsf/data/", "/data"})
        QCOMPARE(practice.call("GET", path, {}, header).status, 200);
    QCOMPARE(practice.call("GET", "/namespaces/AXSFX/data", {}, header).status, 404);
    practice.setFault(u"dequeue"_s, u"status503"_s);
    QCOMPARE(practice.call("GET", "/namespaces/AXSF/api/connector/dequeue/x", {}, header).status, 503);
}

void GrantCallsTest::knowsItsTenantByItsDomain()
{
    Practice practice;
    QCOMPARE(practice.requestToken({}, u"practice.example"_s).status, 200);
    const QJsonObject about = practice.get("/authority/practice.example/v2.0/.well-known/openid-configuration").json();
    QVERIFY(about["issuer"_L1].toString().contains(practice.ready()["tenant"_L1].toString()));
}

void GrantCallsTest::tellsWhatItWasAskedFor()
{
    Practice practice;
    practice.requestToken({});
    practice.requestToken({{u"client_secret"_s, u"wrong"_s}});
    token(practice, redemption(practice, newCode(practice)));
    const Reply reply = practice.get("/practice/tokens");
    const QJsonArray log = QJsonDocument::fromJson(reply.body).array();
    QCOMPARE(log.size(), 3);
    QCOMPARE(log.at(0)["grant"_L1].toString(), u"client_credentials"_s);
    QCOMPARE(log.at(0)["proof"_L1].toString(), u"secret"_s);
    QCOMPARE(log.at(0)["status"_L1].toInt(), 200);
    QVERIFY(log.at(0)["errorCode"_L1].isNull());
    QCOMPARE(log.at(1)["errorCode"_L1].toInt(), 7000215);
    QCOMPARE(log.at(1)["error"_L1].toString(), u"invalid_client"_s);
    QCOMPARE(log.at(2)["grant"_L1].toString(), u"authorization_code"_s);
    QVERIFY(!reply.body.contains(practice.ready()["secret"_L1].toString().toUtf8()));
}

QTEST_GUILESS_MAIN(GrantCallsTest)
#include "GrantCallsTest.moc"
