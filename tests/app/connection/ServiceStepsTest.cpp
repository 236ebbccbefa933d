#include "app/connection/ServiceSteps.h"

#include "app/connection/AccessSteps.h"
#include "tests/app/connection/Answers.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(waybill::HttpHeaders)
Q_DECLARE_METATYPE(waybill::HttpOutcome)
Q_DECLARE_METATYPE(waybill::StepState)

class ServiceStepsTest : public QObject
{
    Q_OBJECT
private slots:
    void knowsTheServiceByHowItTreatsStrangers_data();
    void knowsTheServiceByHowItTreatsStrangers();
    void knowsTheSignInOfItsAuthority();
    void refusesAnotherEnvironment_data();
    void refusesAnotherEnvironment();
    void asksTheAuthorityForTheTenant_data();
    void asksTheAuthorityForTheTenant();
    void comparesTheClocks_data();
    void comparesTheClocks();
};

void ServiceStepsTest::knowsTheServiceByHowItTreatsStrangers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<StepState>("state");
    QTest::newRow("401") << 401 << QByteArray() << StepState::Passed;
    QTest::newRow("Entra's page") << 302 << QByteArray("https://login.windows.net/common/oauth2/authorize?x=1")
                                  << StepState::Passed;
    QTest::newRow("AD FS's page") << 302 << QByteArray("https://sts.contoso.com/adfs/ls/") << StepState::Passed;
    QTest::newRow("WS-Federation") << 302 << QByteArray("https://sts.contoso.com/?wa=wsignin1.0&x=1")
                                   << StepState::Passed;
    QTest::newRow("a word that holds login")
        << 302 << QByteArray("https://shop.example/cataloginfo") << StepState::Failed;
    QTest::newRow("a hotel's page") << 302 << QByteArray("http://login.hotel.example/") << StepState::Failed;
    QTest::newRow("no web address") << 302 << QByteArray("javascript:alert(1)//login") << StepState::Failed;
    QTest::newRow("a page of its own") << 302 << QByteArray("/Account/Login.aspx?ReturnUrl=x=1") << StepState::Passed;
    QTest::newRow("a page with another ending") << 302 << QByteArray("/LOGON.html") << StepState::Passed;
    QTest::newRow("another environment's page")
        << 302 << QByteArray("https://fabrikam.operations.dynamics.com/login") << StepState::Failed;
    QTest::newRow("another address") << 301 << QByteArray("https://contoso.com/") << StepState::Failed;
    QTest::newRow("a redirect to nowhere") << 302 << QByteArray() << StepState::Failed;
    QTest::newRow("a page for everybody") << 200 << QByteArray() << StepState::Failed;
    QTest::newRow("no OData") << 404 << QByteArray() << StepState::Failed;
    QTest::newRow("turned away") << 403 << QByteArray() << StepState::Failed;
    QTest::newRow("stopped") << 503 << QByteArray() << StepState::Failed;
}

void ServiceStepsTest::knowsTheServiceByHowItTreatsStrangers()
{
    QFETCH(const int, status);
    QFETCH(const QByteArray, location);
    QFETCH(const StepState, state);
    const HttpHeaders headers = location.isEmpty() ? HttpHeaders() : HttpHeaders{{"Location", location}};
    const Finding finding = judgeService(answered(status, {}, headers), contoso());
    QCOMPARE(finding.state, state);
    QVERIFY(finding.seen.startsWith(QString::number(status)));
    QVERIFY(!finding.seen.contains(u"x=1"_s)); // what stands in a query is nobody's business
    QCOMPARE(finding.fix.isEmpty(), state == StepState::Passed);
}

void ServiceStepsTest::knowsTheSignInOfItsAuthority()
{
    const HttpOutcome sent = answered(302, {}, {{"Location", "https://id.contoso.com/begin?x=1"}});
    QCOMPARE(judgeService(sent, contoso()).state, StepState::Failed);
    Environment own = contoso();
    own.authority = QUrl(u"https://id.contoso.com/v1"_s);
    QCOMPARE(judgeService(sent, own).state, StepState::Passed);
    own.url = QUrl(u"https://id.contoso.com"_s); // at one address with its authority: any page may be there
    QCOMPARE(judgeService(sent, own).state, StepState::Failed);
}

void ServiceStepsTest::refusesAnotherEnvironment_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<HttpHeaders>("headers");
    QTest::addColumn<QString>("word");
    const QByteArray other = "aaaaaaaa-8888-7777-6666-555555555555";
    const QString tenant = u"it belongs to the tenant "_s + QString::fromLatin1(other);
    QTest::newRow("a challenge at another tenant")
        << 401
        << HttpHeaders{{"WWW-Authenticate", "Bearer authorization_uri=\"https://login.windows.net/" + other + "\""}}
        << tenant;
    QTest::newRow("a sign-in at another tenant")
        << 302 << HttpHeaders{{"Location", "https://login.windows.net/" + other + "/oauth2/authorize?x=1"}} << tenant;
    QTest::newRow("a sign-in nobody knows, at another tenant")
        << 302 << HttpHeaders{{"Location", "https://sts.fabrikam.com/" + other + "/oauth2/authorize?x=1"}} << tenant;
    QTest::newRow("another host") << 302 << HttpHeaders{{"Location", "https://fabrikam.operations.dynamics.com/data"}}
                                  << u"it sends on to fabrikam.operations.dynamics.com"_s;
}

void ServiceStepsTest::refusesAnotherEnvironment()
{
    QFETCH(const int, status);
    QFETCH(const HttpHeaders, headers);
    QFETCH(const QString, word);
    const HttpOutcome outcome = answered(status, {}, headers);
    for (const Finding &finding : {judgeService(outcome, contoso()), judgeApplication(outcome, contoso()),
                                   judgeOData(outcome, contoso()), judgeJob(outcome, DataJob(), contoso())}) {
        QCOMPARE(finding.state, StepState::Failed);
        QVERIFY2(finding.meaning.contains("Another environment"_L1) && finding.meaning.contains(word),
                 qPrintable(finding.meaning));
    }
}

void ServiceStepsTest::asksTheAuthorityForTheTenant_data()
{
    QTest::addColumn<HttpOutcome>("outcome");
    QTest::addColumn<StepState>("state");
    QTest::addColumn<QString>("word");
    QTest::newRow("known") << answered(200, R"({"issuer":"https://sts/1","token_endpoint":"https://x/token"})")
                           << StepState::Passed << u"https://sts/1"_s;
    QTest::newRow("unknown") << answered(400, R"({"error":"invalid_tenant","error_description":"AADSTS90002: )"
                                              R"(Tenant 'x' not found. Trace ID: 1","error_codes":[90002]})")
                             << StepState::Failed << u"AADSTS90002"_s;
    QTest::newRow("another cloud") << answered(400, R"({"error":"invalid_tenant","error_description":)"
                                                    R"("AADSTS90038: Elsewhere."})")
                                   << StepState::Failed << u"AADSTS90038"_s;
    QTest::newRow("no such page") << answered(404, "<html></html>") << StepState::Warning << u"404"_s;
    QTest::newRow("other JSON") << answered(200, "{}") << StepState::Warning << u"200"_s;
    QTest::newRow("broken") << answered(502) << StepState::Failed << u"502"_s;
    QTest::newRow("nobody") << unanswered(u"Nothing answers."_s) << StepState::Failed << QString();
}

void ServiceStepsTest::asksTheAuthorityForTheTenant()
{
    QFETCH(const HttpOutcome, outcome);
    QFETCH(const StepState, state);
    QFETCH(const QString, word);
    const Finding finding = judgeAuthority(outcome, contoso());
    QCOMPARE(finding.state, state);
    QVERIFY2(finding.seen.contains(word), qPrintable(finding.seen));
    QVERIFY(!finding.meaning.isEmpty());
}

void ServiceStepsTest::comparesTheClocks_data()
{
    QTest::addColumn<int>("ahead");
    QTest::addColumn<StepState>("state");
    QTest::addColumn<QString>("word");
    QTest::newRow("right") << 0 << StepState::Passed << QString();
    QTest::newRow("a minute") << 60 << StepState::Passed << QString();
    QTest::newRow("more than a minute") << 61 << StepState::Warning << u"61 seconds ahead"_s;
    QTest::newRow("five minutes behind") << -300 << StepState::Warning << u"5 minutes behind"_s;
    QTest::newRow("more than five minutes") << 301 << StepState::Failed << u"5 minutes ahead"_s;
    QTest::newRow("an hour behind") << -3600 << StepState::Failed << u"60 minutes behind"_s;
}

void ServiceStepsTest::comparesTheClocks()
{
    QFETCH(const int, ahead);
    QFETCH(const StepState, state);
    QFETCH(const QString, word);
    const QDateTime service(QDate(2026, 3, 1), QTime(8, 0), Qt::UTC);
    const Finding finding = judgeClock(service, service.addSecs(ahead));
    QCOMPARE(finding.state, state);
    QVERIFY2(finding.meaning.contains(word), qPrintable(finding.meaning));
    QCOMPARE(judgeClock({}, service).state, StepState::Warning);
}

QTEST_GUILESS_MAIN(ServiceStepsTest)
#include "ServiceStepsTest.moc"
