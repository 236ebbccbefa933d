#include "app/environments/Environment.h"

#include "app/environments/PageLink.h"
#include "tests/app/support/Certificate.h"

#include <QJsonArray>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class EnvironmentTest : public QObject
{
    Q_OBJECT
private slots:
    void cutsAnAddressToItsOrigin_data();
    void cutsAnAddressToItsOrigin();
    void refusesAddresses_data();
    void refusesAddresses();
    void saysThatTheSchemeIsMissing();
    void repeatsNoPassword();
    void seesTheLegalEntityOfAPage();
    void keepsAnAuthoritysPath();
    void makesTheTokenEndpointAndScope();
    void makesTheAddressesOfAnInstallationOnPremises();
    void keepsEveryFieldOfAnEnvironment();
    void waitsForQueriesLongerThanTheGateway();
    void knowsOneOriginFromAnother();
    void writesEveryKindBothWays();
    void writesAndReadsAnEnvironment();
    void readsALineOfArguments();
    void letsNothingOutWithoutTls();
    void keepsCertificatesAndNothingElse();
    void writesAndReadsAJob();
    void refusesWhatCannotBeUsed_data();
    void refusesWhatCannotBeUsed();
};

void EnvironmentTest::cutsAnAddressToItsOrigin_data()
{
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("origin");
    QTest::newRow("plain") << u"https://contoso.operations.dynamics.com"_s
                           << u"https://contoso.operations.dynamics.com"_s;
    QTest::newRow("slash") << u"https://contoso.operations.dynamics.com/"_s
                           << u"https://contoso.operations.dynamics.com"_s;
    QTest::newRow("page") << u" https://Contoso.operations.dynamics.com/?cmp=USMF&mi=DefaultDashboard#x "_s
                          << u"https://contoso.operations.dynamics.com"_s;
    QTest::newRow("upper case") << u"HTTPS://CONTOSO.OPERATIONS.DYNAMICS.COM/"_s
                                << u"https://contoso.operations.dynamics.com"_s;
    QTest::newRow("slashes") << u"https://contoso.operations.dynamics.com///"_s
                             << u"https://contoso.operations.dynamics.com"_s;
    QTest::newRow("spaces and a line end")
        << u"\t https://contoso.operations.dynamics.com \r\n"_s << u"https://contoso.operations.dynamics.com"_s;
    QTest::newRow("ipv6") << u"https://[2001:DB8::1]:8443/data/"_s << u"https://[2001:db8::1]:8443"_s;
    for (const QString &page :
         {u"https://contoso.operations.dynamics.com/?mi=X&q={\"a\":1|2^3 4 %zz}"_s,
          u"https://contoso.operations.dynamics.com?a b#{c}"_s, u"https://contoso.operations.dynamics.com/#x?{y}"_s,
          u"\"https://contoso.operations.dynamics.com/?mi=X\""_s, u" <https://contoso.operations.dynamics.com/> "_s,
          u"“'https://contoso.operations.dynamics.com'”"_s})
        QTest::newRow(qPrintable(page)) << page << u"https://contoso.operations.dynamics.com"_s;
    QTest::newRow("namespace") << u"https://ax.contoso.com/namespaces/AXSF/?cmp=usmf"_s
                               << u"https://ax.contoso.com/namespaces/AXSF"_s;
    QTest::newRow("another path") << u"https://ax.contoso.com/namespacesAXSF/x"_s << u"https://ax.contoso.com"_s;
    QTest::newRow("default port") << u"https://contoso.com:443/"_s << u"https://contoso.com"_s;
    QTest::newRow("other port") << u"https://contoso.com:8443/data"_s << u"https://contoso.com:8443"_s;
    QTest::newRow("loopback") << u"http://127.0.0.1:8080/"_s << u"http://127.0.0.1:8080"_s;
    QTest::newRow("localhost") << u"http://localhost:8080"_s << u"http://localhost:8080"_s;
    QTest::newRow("ipv6 loopback") << u"http://[::1]:8080"_s << u"http://[::1]:8080"_s;
}

void EnvironmentTest::cutsAnAddressToItsOrigin()
{
    QFETCH(QString, given);
    QFETCH(QString, origin);
    const auto url = environmentAddress(given);
    QVERIFY2(url, url ? "" : qPrintable(url.error().message));
    QCOMPARE(url->toString(), origin);
}

void EnvironmentTest::refusesAddresses_data()
{
    QTest::addColumn<QString>("given");
    for (const char *given : {"",
                              "contoso",
                              "contoso.operations.dynamics.com",
                              "ftp://contoso.com",
                              "http://contoso.com",
                              "http://10.0.0.1",
                              "http://localhost.contoso.com",
                              "http://127.0.0.1.contoso.com",
                              "https://",
                              "https:///data",
                              "file:///etc/passwd",
                              "https://me:secret@contoso.com",
                              "http://contoso.com:80@127.0.0.1",
                              "https://con toso.com",
                              "http://[2001:db8::1]",
                              "https://[2001:db8::1",
                              "https://2001:db8::1/",
                              "https://contoso.com:0",
                              "http://127.0.0.1:0/",
                              "\"",
                              "<>",
                              "?https://contoso.com",
                              "https://con{toso.com"})
        QTest::newRow(given) << QString::fromLatin1(given);
}

void EnvironmentTest::refusesAddresses()
{
    QFETCH(QString, given);
    const auto url = environmentAddress(given);
    QVERIFY(!url);
    QCOMPARE(url.error().kind, ErrorKind::BadInput);
    QVERIFY(!url.error().message.contains("secret@"_L1));
    QVERIFY(!authorityFrom(given));
}

void EnvironmentTest::saysThatTheSchemeIsMissing()
{
    for (const QString &given : {u"contoso.operations.dynamics.com"_s, u" contoso.operations.dynamics.com/?cmp=usmf "_s,
                                 u"contoso.com:8443"_s}) {
        const auto url = environmentAddress(given);
        QVERIFY(!url);
        QVERIFY2(url.error().message.contains("does not begin with https://"_L1), qPrintable(url.error().message));
    }
}

void EnvironmentTest::repeatsNoPassword()
{
    for (const QString &address : {u"ann:hunter2@contoso.com:8080"_s, u"http://ann:hunter2@contoso.com"_s,
                                   u"ftp://ann:hunter2@contoso.com"_s, u"https://ann:hunter 2@contoso.com"_s}) {
        const QString all = environmentAddress(address).error().message + authorityFrom(address).error().message +
                            proxyChoiceFrom(address + u"/?"_s).error().message;
        QVERIFY2(!all.contains("hunter"_L1), qPrintable(all));
        QVERIFY2(all.contains("contoso.com"_L1), qPrintable(all));
    }
}

void EnvironmentTest::seesTheLegalEntityOfAPage()
{
    QCOMPARE(legalEntityIn(u" https://c.operations.dynamics.com/?cmp=USMF&mi=DefaultDashboard"_s), u"usmf"_s);
    QCOMPARE(legalEntityIn(u"https://c.operations.dynamics.com/?mi=X&CMP=dat#y"_s), u"dat"_s);
    QCOMPARE(legalEntityIn(u"<https://c.operations.dynamics.com/?mi={x}|^%zz&cmp=usmf>"_s), u"usmf"_s);
    QVERIFY(legalEntityIn(u"https://c.operations.dynamics.com/"_s).isEmpty());
    QVERIFY(legalEntityIn(u"https://c.operations.dynamics.com/?cmp=%3Cb%3E"_s).isEmpty());
}

void EnvironmentTest::keepsAnAuthoritysPath()
{
    QCOMPARE(authorityFrom(u"https://sts.contoso.com/adfs/"_s)->toString(), u"https://sts.contoso.com/adfs"_s);
    QCOMPARE(authorityFrom(u"https://login.microsoftonline.us/"_s)->toString(), u"https://login.microsoftonline.us"_s);
    QVERIFY(!authorityFrom(u"https://login.microsoftonline.com/?x=1"_s));
}

void EnvironmentTest::makesTheTokenEndpointAndScope()
{
    Environment environment;
    environment.url = *environmentAddress(u"https://contoso.operations.dynamics.com/"_s);
    environment.authority = *authorityFrom(u"https://login.contoso.com/behind/"_s);
    environment.tenant = u"contoso.com"_s;
    QCOMPARE(environment.tokenEndpoint().toString(),
             u"https://login.contoso.com/behind/contoso.com/oauth2/v2.0/token"_s);
    QCOMPARE(environment.scope(), u"https://contoso.operations.dynamics.com/.default"_s);
    environment.authority = publicAuthority();
    QCOMPARE(environment.tokenEndpoint().toString(),
             u"https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token"_s);
    QCOMPARE(environment.authorizeEndpoint().path(), u"/contoso.com/oauth2/v2.0/authorize"_s);
    QCOMPARE(environment.deviceCodeEndpoint().path(), u"/contoso.com/oauth2/v2.0/devicecode"_s);
    QCOMPARE(environment.tenantDocument().path(), u"/contoso.com/v2.0/.well-known/openid-configuration"_s);
}

void EnvironmentTest::makesTheAddressesOfAnInstallationOnPremises()
{
    Environment environment;
    environment.url = *environmentAddress(u"https://ax.contoso.com/namespaces/AXSF/"_s);
    environment.authority = *authorityFrom(u"https://sts.contoso.com/adfs/"_s);
    environment.tenant = u"contoso.com"_s;
    QVERIFY(environment.isAdfs());
    QCOMPARE(environment.at(u"/data"_s).toString(), u"https://ax.contoso.com/namespaces/AXSF/data"_s);
    QCOMPARE(environment.resource(), u"https://ax.contoso.com/namespaces/AXSF"_s);
    QCOMPARE(environment.tokenEndpoint().toString(), u"https://sts.contoso.com/adfs/oauth2/token"_s);
    QCOMPARE(environment.authorizeEndpoint().toString(), u"https://sts.contoso.com/adfs/oauth2/authorize"_s);
}

void EnvironmentTest::knowsOneOriginFromAnother()
{
    const QUrl here(u"https://contoso.com/a"_s);
    QVERIFY(sameOrigin(here, QUrl(u"https://contoso.com:443/b?c"_s)));
    QVERIFY(!sameOrigin(here, QUrl(u"http://contoso.com/a"_s)));
    QVERIFY(!sameOrigin(here, QUrl(u"https://contoso.com:8443/a"_s)));
    QVERIFY(!sameOrigin(here, QUrl(u"https://contoso.com.evil.example/a"_s)));
    QVERIFY(!sameOrigin(QUrl(), QUrl()));
}

void EnvironmentTest::writesEveryKindBothWays()
{
    for (const char *text : {"development", "test", "sandbox", "production", "practice", "on-premises"}) {
        const auto kind = environmentKindFrom(QString::fromLatin1(text));
        QVERIFY(kind);
        QCOMPARE(word(*kind), QString::fromLatin1(text));
    }
    QVERIFY(!environmentKindFrom(u"prod"_s));
}

namespace {
Environment sample()
{
    return {u"Contoso Test"_s,
            QUrl(u"https://contoso.operations.dynamics.com"_s),
            u"contoso.com"_s,
            u"11111111-2222-3333-4444-555555555555"_s,
            publicAuthority(),
            EnvironmentKind::Sandbox,
            7,
            {}};
}
DataJob sampleJob()
{
    return {u"Groups"_s,
            ActivityId(u"aaaaaaaa-2222-3333-4444-555555555555"_s),
            JobDirection::Import,
            u"Customer groups"_s,
            {},
            false};
}
} // namespace

void EnvironmentTest::writesAndReadsAnEnvironment()
{
    const QJsonObject json = toJson(sample());
    QCOMPARE(json.keys(), (QStringList{u"authority"_s, u"clientId"_s, u"grant"_s, u"kind"_s, u"name"_s, u"proxy"_s,
                                       u"readOnly"_s, u"requestsPerSecond"_s, u"tenant"_s, u"url"_s}));
    QCOMPARE(json[u"kind"_s].toString(), u"sandbox"_s);
    QCOMPARE(json[u"requestsPerSecond"_s].toInt(), 7);
    QCOMPARE(*environmentFromJson(json), sample());
}

void EnvironmentTest::keepsEveryFieldOfAnEnvironment()
{
    Environment full = sample();
    full.grant = Grant::Certificate;
    full.certificate = u"/somewhere/app.pfx"_s;
    full.colour = u"#2f7d4f"_s;
    full.company = u"usmf"_s;
    full.readOnly = true;
    full.proxy = *proxyChoiceFrom(u"http://anna@proxy.contoso.com:3128"_s);
    full.timeOuts.upload = std::chrono::seconds(7);
    full.rowCap = 5'000'000'000;
    full.packageName = u"{environment}/{job} {key}"_s;
    full.afterFetch = {u"/srv/in"_s, u"/usr/bin/env"_s, {u"a b"_s, u"{file}"_s}, std::chrono::seconds(5)};
    QCOMPARE(*environmentFromJson(toJson(full)), full);
    QCOMPARE(word(full.proxy), u"http://anna@proxy.contoso.com:3128"_s);
    for (const char *text : {"client-secret", "certificate", "interactive", "device-code"})
        QCOMPARE(word(*grantFrom(QString::fromLatin1(text))), QString::fromLatin1(text));
    QVERIFY(!grantFrom(u"password"_s));
    for (const auto &[field, value] :
         {std::pair(u"grant"_s, QJsonValue(u"password"_s)),
          {u"proxy"_s, u"http://a:b@p:1"_s},
          {u"proxy"_s, u"ftp://p"_s},
          {u"colour"_s, u"teal"_s},
          {u"timeOuts"_s, QJsonObject{{u"query"_s, 0}}},
          {u"rowCap"_s, 0},
          {u"rowCap"_s, u"many"_s},
          {u"packageName"_s, u"{day}"_s},
          {u"afterFetch"_s, QJsonObject{{u"copyTo"_s, u"in"_s}}},
          {u"afterFetch"_s, QJsonObject{{u"program"_s, u"env"_s}}},
          {u"afterFetch"_s, QJsonObject{{u"program"_s, u"/a/run.BAT"_s}}},
          {u"afterFetch"_s, QJsonObject{{u"program"_s, u"/a"_s}, {u"limit"_s, 0}}},
          {u"afterFetch"_s, QJsonObject{{u"program"_s, u"/a"_s}, {u"arguments"_s, QJsonArray{u"{zip}"_s}}}},
          {u"certificate"_s, QJsonValue()}}) {
        QJsonObject bad = toJson(full);
        bad[field] = value;
        const auto read = environmentFromJson(bad);
        QVERIFY2(!read && read.error().kind == ErrorKind::BadInput, qPrintable(field));
    }
}

void EnvironmentTest::waitsForQueriesLongerThanTheGateway()
{
    using namespace std::chrono_literals;
    QJsonObject json = toJson(sample());
    QVERIFY(environmentFromJson(json)->timeOuts.of(CallType::Query) > 120s);
    json[u"timeOuts"_s] = QJsonObject{{u"query"_s, 60}};
    QCOMPARE(environmentFromJson(json)->timeOuts.of(CallType::Query), 60s); // what somebody chose
}

void EnvironmentTest::readsALineOfArguments()
{
    const QStringList all{u"--in"_s,        u"{file}"_s,  u"two words"_s,      QString(),        u"a\"b"_s,
                          u"back\\slash"_s, u"$(x); y"_s, u"C:\\my inbox\\"_s, u"a\\\" b\\\\"_s, u"\\"_s};
    QCOMPARE(argumentsIn(lineOf(all)), all);
    QCOMPARE(argumentsIn(u"  a \"b c\"d  "_s), (QStringList{u"a"_s, u"b cd"_s}));
    QCOMPARE(argumentsIn(QString()), QStringList());
}

void EnvironmentTest::letsNothingOutWithoutTls()
{
    Environment plain = sample();
    plain.url = QUrl(u"http://localhost:8080"_s);
    plain.proxy = *proxyChoiceFrom(u"http://proxy.contoso.com:3128"_s);
    QCOMPARE(check(plain).error().kind, ErrorKind::BadInput);
    QVERIFY2(check(plain).error().message.contains("proxy.contoso.com"_L1), qPrintable(check(plain).error().message));
    plain.proxy = *proxyChoiceFrom(u"http://127.0.0.1:3128"_s);
    QVERIFY(check(plain));
    Environment authority = sample();
    authority.authority = QUrl(u"http://localhost:8080"_s);
    authority.proxy = *proxyChoiceFrom(u"socks5://proxy.contoso.com"_s);
    QVERIFY(!check(authority));
    authority.authority = publicAuthority();
    QVERIFY(check(authority)); // with TLS the proxy sees nothing
}

void EnvironmentTest::keepsCertificatesAndNothingElse()
{
    QJsonObject json = toJson(sample());
    json[u"ca"_s] =
        QString::fromLatin1("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n" + nobodysRoot);
    const auto read = environmentFromJson(json);
    QVERIFY(read);
    QVERIFY(read->ca.contains("BEGIN CERTIFICATE"));
    QVERIFY(!read->ca.contains("PRIVATE KEY")); // the file is shared
    QCOMPARE(*environmentFromJson(toJson(*read)), *read);
    QCOMPARE(read->trust().authorities.size(), 1);
    QCOMPARE(read->trust().places, (QList<QUrl>{read->url, read->authority}));
    json[u"ca"_s] = u"no certificate"_s;
    QCOMPARE(environmentFromJson(json).error().kind, ErrorKind::BadInput);
}

void EnvironmentTest::writesAndReadsAJob()
{
    const QJsonObject json = toJson(sampleJob());
    QVERIFY(json[u"company"_s].isNull());
    QCOMPARE(json[u"entity"_s].toString(), u"Customer groups"_s);
    QCOMPARE(json[u"package"_s].toBool(true), false);
    QCOMPARE(*dataJobFromJson(json), sampleJob());
    QJsonObject braces = json;
    braces[u"activityId"_s] = u"{AAAAAAAA-2222-3333-4444-555555555555}"_s;
    QCOMPARE(*dataJobFromJson(braces), sampleJob());
}

void EnvironmentTest::refusesWhatCannotBeUsed_data()
{
    QTest::addColumn<QString>("field");
    QTest::addColumn<QJsonValue>("value");
    QTest::newRow("no name") << u"name"_s << QJsonValue(u""_s);
    QTest::newRow("blank name") << u"name"_s << QJsonValue(u" x"_s);
    QTest::newRow("line break in the name") << u"name"_s << QJsonValue(u"a\nb"_s);
    QTest::newRow("endless name") << u"name"_s << QJsonValue(QString(101, u'x'));
    QTest::newRow("no tenant") << u"tenant"_s << QJsonValue(u""_s);
    QTest::newRow("tenant that is a path") << u"tenant"_s << QJsonValue(u"../common"_s);
    QTest::newRow("client id with a space") << u"clientId"_s << QJsonValue(u"my app"_s);
    QTest::newRow("no requests") << u"requestsPerSecond"_s << QJsonValue(0);
    QTest::newRow("unknown kind") << u"kind"_s << QJsonValue(u"prod"_s);
    QTest::newRow("plain authority") << u"authority"_s << QJsonValue(u"http://login.contoso.com"_s);
}

void EnvironmentTest::refusesWhatCannotBeUsed()
{
    QFETCH(QString, field);
    QFETCH(QJsonValue, value);
    QJsonObject json = toJson(sample());
    json[field] = value;
    const auto environment = environmentFromJson(json);
    QVERIFY(!environment);
    QCOMPARE(environment.error().kind, ErrorKind::BadInput);
}

QTEST_GUILESS_MAIN(EnvironmentTest)
#include "EnvironmentTest.moc"
