#include "app/connection/ServiceSteps.h"

#include "tests/app/connection/Answers.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(waybill::HttpOutcome)
Q_DECLARE_METATYPE(waybill::StepState)

class ServiceStepsTest : public QObject
{
    Q_OBJECT
private slots:
    void knowsTheServiceByHowItTreatsStrangers_data();
    void knowsTheServiceByHowItTreatsStrangers();
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
    const Finding finding = judgeService(answered(status, {}, headers));
    QCOMPARE(finding.state, state);
    QVERIFY(finding.seen.startsWith(QString::number(status)));
    QVERIFY(!finding.seen.contains(u"x=1"_s)); // what stands in a query is nobody's business
    QCOMPARE(finding.fix.isEmpty(), state == StepState::Passed);
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
