#include "app/connection/TenantDiscovery.h"

#include "app/environments/Environment.h"
#include "tests/app/auth/RawServer.h"

#include <QTest>
#include <qcorotask.h>

using namespace waybill;
using namespace Qt::StringLiterals;

class TenantDiscoveryTest : public QObject
{
    Q_OBJECT
private slots:
    void readsTheChallenge_data();
    void readsTheChallenge();
    void readsTheRedirect_data();
    void readsTheRedirect();
    void asksWithoutAToken();
    void saysWhenNothingIsTold();
    void saysWhenNobodyAnswers();
};

void TenantDiscoveryTest::readsTheChallenge_data()
{
    QTest::addColumn<QByteArray>("challenge");
    QTest::addColumn<QString>("authority");
    QTest::addColumn<QString>("tenant");
    const QString entra = u"https://login.microsoftonline.com"_s;
    QTest::newRow("the old host") << QByteArray("Bearer authorization_uri=\"https://login.windows.net/contoso.com\"")
                                  << entra << u"contoso.com"_s;
    QTest::newRow("a whole address, more around it")
        << QByteArray("Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/"
                      "11111111-2222-3333-4444-555555555555/oauth2/authorize\", error=\"invalid_token\"")
        << entra << u"11111111-2222-3333-4444-555555555555"_s;
    QTest::newRow("no quotes") << QByteArray("Bearer Authorization_URI=https://login.microsoftonline.us/t-1, x=y")
                               << u"https://login.microsoftonline.us"_s << u"t-1"_s;
    QTest::newRow("any tenant") << QByteArray("Bearer authorization_uri=\"https://login.windows.net/common\"") << entra
                                << QString();
    QTest::newRow("below a path") << QByteArray("Bearer authorization_uri=\"https://sts.example.com/authority/t-1\"")
                                  << u"https://sts.example.com/authority"_s << u"t-1"_s;
    QTest::newRow("AD FS") << QByteArray("Bearer authorization_uri=\"https://sts.contoso.com/adfs/oauth2/authorize\"")
                           << u"https://sts.contoso.com/adfs"_s << QString();
    QTest::newRow("plain http") << QByteArray("Bearer authorization_uri=\"http://login.example.com/t\"") << QString()
                                << QString();
    QTest::newRow("not an address") << QByteArray("Bearer authorization_uri=\"contoso\"") << QString() << QString();
    QTest::newRow("nothing of it") << QByteArray("Bearer realm=\"x\"") << QString() << QString();
    QTest::newRow("a tenant that is none")
        << QByteArray("Bearer authorization_uri=\"https://login.windows.net/%3Cscript%3E\"") << entra << QString();
}

void TenantDiscoveryTest::readsTheChallenge()
{
    QFETCH(QByteArray, challenge);
    QFETCH(QString, authority);
    QFETCH(QString, tenant);
    HttpAnswer answer;
    answer.status = 401;
    answer.headers = {{"www-authenticate", challenge}};
    const auto place = signInPlaceIn(answer);
    QCOMPARE(place.has_value(), !authority.isEmpty());
    if (place)
        QCOMPARE(*place, (SignInPlace{QUrl(authority), tenant}));
}

void TenantDiscoveryTest::readsTheRedirect_data()
{
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QString>("tenant");
    QTest::addColumn<QString>("authority");
    const QString entra = publicAuthority().toString();
    QTest::newRow("to sign in") << QByteArray("https://login.windows.net/contoso.com/oauth2/authorize?client_id=1")
                                << u"contoso.com"_s << entra;
    QTest::newRow("by WS-Federation") << QByteArray("https://login.microsoftonline.com/contoso.com/wsfed?wa=x")
                                      << u"contoso.com"_s << entra;
    QTest::newRow("below a path") << QByteArray("http://127.0.0.1:81/authority/t-1/oauth2/v2.0/authorize?client_id=1")
                                  << u"t-1"_s << u"http://127.0.0.1:81/authority"_s;
    QTest::newRow("somewhere else") << QByteArray("https://www.example.com/contoso.com/home") << QString() << QString();
    QTest::newRow("within the site") << QByteArray("/namespaces/AXSF/") << QString() << QString();
}

void TenantDiscoveryTest::readsTheRedirect()
{
    QFETCH(QByteArray, target);
    QFETCH(QString, tenant);
    QFETCH(QString, authority);
    HttpAnswer answer;
    answer.status = 302;
    answer.headers = {{"Location", target}};
    const auto place = signInPlaceIn(answer);
    QCOMPARE(place.has_value(), !tenant.isEmpty());
    if (place)
        QCOMPARE(*place, (SignInPlace{QUrl(authority), tenant}));
    answer.status = 200;
    QVERIFY(!signInPlaceIn(answer));
}

void TenantDiscoveryTest::asksWithoutAToken()
{
    RawServer server;
    server.answer = [](int) {
        return RawServer::http(
            401, "{}", "WWW-Authenticate: Bearer authorization_uri=\"https://login.windows.net/contoso.com\"\r\n");
    };
    HttpLog log;
    const auto place = QCoro::waitFor(discoverSignInPlace(server.url(), {}, {}, &log, {}));
    QVERIFY(place);
    QCOMPARE(place->tenant, u"contoso.com"_s);
    QVERIFY(server.requests.value(0).head.startsWith("GET /data "));
    QVERIFY(!server.requests.value(0).head.toLower().contains("authorization:"));
}

void TenantDiscoveryTest::saysWhenNothingIsTold()
{
    RawServer server;
    server.answer = [](int) { return RawServer::http(401, "{}"); };
    HttpLog log;
    const auto place = QCoro::waitFor(discoverSignInPlace(server.url(), {}, {}, &log, {}));
    QVERIFY(!place);
    QCOMPARE(place.error().kind, ErrorKind::NotFound);
}

void TenantDiscoveryTest::saysWhenNobodyAnswers()
{
    QUrl url;
    {
        const RawServer server;
        url = server.url();
    }
    HttpLog log;
    const auto place = QCoro::waitFor(discoverSignInPlace(url, {}, {}, &log, {}));
    QVERIFY(!place);
    QVERIFY(place.error().kind != ErrorKind::NotFound);
}

QTEST_MAIN(TenantDiscoveryTest)
#include "TenantDiscoveryTest.moc"
