#include "app/connection/AccessSteps.h"

#include "tests/app/connection/Answers.h"

#include <QJsonDocument>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(waybill::Error)
Q_DECLARE_METATYPE(waybill::Grant)
Q_DECLARE_METATYPE(waybill::HttpOutcome)
Q_DECLARE_METATYPE(waybill::StepState)

namespace {
const QDateTime service(QDate(2026, 3, 1), QTime(8, 0), Qt::UTC);

QJsonObject goodClaims()
{
    return {{u"aud"_s, u"https://contoso.operations.dynamics.com"_s},
            {u"tid"_s, u"99999999-8888-7777-6666-555555555555"_s},
            {u"appid"_s, u"11111111-2222-3333-4444-555555555555"_s},
            {u"nbf"_s, service.toSecsSinceEpoch()},
            {u"exp"_s, service.toSecsSinceEpoch() + 3599}};
}

QByteArray token(const QJsonObject &claims)
{
    return "e30." + QJsonDocument(claims).toJson(QJsonDocument::Compact).toBase64(QByteArray::Base64UrlEncoding) +
           ".e30";
}

/// A grant that only tells what it is made with.
class FixedGrant final : public GrantRequest
{
public:
    FixedGrant(QDateTime untilUtc, QString person) : m_untilUtc(std::move(untilUtc)), m_person(std::move(person)) {}
    QCoro::Task<Result<TokenForm>> form() override { co_return TokenForm(); }
    QDateTime credentialUntilUtc() const override { return m_untilUtc; }
    QString person() const override { return m_person; }

private:
    QDateTime m_untilUtc;
    QString m_person;
};
} // namespace

class AccessStepsTest : public QObject
{
    Q_OBJECT
private slots:
    void holdsTheTokenAgainstTheEnvironment_data();
    void holdsTheTokenAgainstTheEnvironment();
    void saysWhatIsInTheWayOfAToken_data();
    void saysWhatIsInTheWayOfAToken();
    void saysWhatHelpsWithACertificate_data();
    void saysWhatHelpsWithACertificate();
    void saysWhatWasSeenInsteadOfAToken_data();
    void saysWhatWasSeenInsteadOfAToken();
    void saysHowAPersonSignsIn();
    void warnsOfTheEndOfACertificate_data();
    void warnsOfTheEndOfACertificate();
    void readsTheProbe_data();
    void readsTheProbe();
    void readsTheListOfEntitySets_data();
    void readsTheListOfEntitySets();
    void saysWhatCanBeKnownOfAJob_data();
    void saysWhatCanBeKnownOfAJob();
};

void AccessStepsTest::holdsTheTokenAgainstTheEnvironment_data()
{
    QTest::addColumn<QString>("claim");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<StepState>("state");
    const qint64 now = service.toSecsSinceEpoch();
    QTest::newRow("all right") << u"x"_s << QJsonValue(1) << StepState::Passed;
    QTest::newRow("a slash at the end") << u"aud"_s << QJsonValue(u"https://contoso.operations.dynamics.com/"_s)
                                        << StepState::Passed;
    QTest::newRow("another environment") << u"aud"_s << QJsonValue(u"https://fabrikam.operations.dynamics.com"_s)
                                         << StepState::Failed;
    QTest::newRow("no environment") << u"aud"_s << QJsonValue(u"00000003-0000-0000-c000-000000000000"_s)
                                    << StepState::Failed;
    QTest::newRow("another tenant") << u"tid"_s << QJsonValue(u"11111111-8888-7777-6666-555555555555"_s)
                                    << StepState::Failed;
    QTest::newRow("another application") << u"appid"_s << QJsonValue(u"x"_s) << StepState::Failed;
    QTest::newRow("over") << u"exp"_s << QJsonValue(now - 1) << StepState::Failed;
    QTest::newRow("not yet, but soon") << u"nbf"_s << QJsonValue(now + 299) << StepState::Passed;
    QTest::newRow("not yet") << u"nbf"_s << QJsonValue(now + 301) << StepState::Failed;
}

void AccessStepsTest::holdsTheTokenAgainstTheEnvironment()
{
    QFETCH(const QString, claim);
    QFETCH(const QJsonValue, value);
    QFETCH(const StepState, state);
    QJsonObject claims = goodClaims();
    claims[claim] = value;
    const Finding finding = judgeClaims(token(claims), contoso(), service);
    QCOMPARE(finding.state, state);
    QVERIFY(finding.seen.contains(u"audience"_s));
    QVERIFY(!finding.seen.contains(u"user"_s));
    claims[u"upn"_s] = u"op@contoso.example"_s;
    QVERIFY(judgeClaims(token(claims), contoso(), service).seen.contains(u"user op@contoso.example"_s));
    QCOMPARE(judgeClaims("opaque", contoso(), service).state, StepState::Warning);
}

void AccessStepsTest::saysWhatIsInTheWayOfAToken_data()
{
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("place");
    QTest::newRow("wrong secret") << u"AADSTS7000215"_s << u"Certificates & secrets"_s;
    QTest::newRow("no application") << u"AADSTS700016"_s << u"Overview"_s;
    QTest::newRow("no consent") << u"AADSTS65001"_s << u"API permissions"_s;
    QTest::newRow("wrong clock") << u"AADSTS700024"_s << u"Set this computer's clock"_s;
    QTest::newRow("one we do not know") << u"AADSTS123"_s << u"App registrations"_s;
}

void AccessStepsTest::saysWhatIsInTheWayOfAToken()
{
    QFETCH(const QString, code);
    QFETCH(const QString, place);
    const Finding finding =
        tellTokenTrouble({ErrorKind::NotSignedIn, u"Signing in failed."_s, u"Words."_s, 401, code}, contoso());
    QCOMPARE(finding.state, StepState::Failed);
    QCOMPARE(finding.seen, code + u": Words."_s);
    QVERIFY2(finding.fix.contains(place), qPrintable(finding.fix));
}

void AccessStepsTest::saysWhatHelpsWithACertificate_data()
{
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("fix");
    QTest::newRow("expired") << u"The client certificate of “A. B” expired on 2026-01-01. Make a new one."_s
                             << u"Make a new one."_s;
    QTest::newRow("EC") << u"The key of x.pem is no RSA key. Make the certificate with an RSA key."_s
                        << u"Make the certificate with an RSA key."_s;
    QTest::newRow("another's key") << u"The private key in x.pem does not belong to it. Save the two together."_s
                                   << u"Save the two together."_s;
}

void AccessStepsTest::saysWhatHelpsWithACertificate()
{
    QFETCH(const QString, message);
    QFETCH(const QString, fix);
    Environment environment = contoso();
    environment.grant = Grant::Certificate;
    const Finding finding = tellTokenTrouble({ErrorKind::Secret, message}, environment);
    QCOMPARE(finding.meaning, message);
    QCOMPARE(finding.fix, fix);
}

void AccessStepsTest::saysWhatWasSeenInsteadOfAToken_data()
{
    QTest::addColumn<Grant>("grant");
    QTest::addColumn<Error>("error");
    QTest::addColumn<QString>("seen");
    QTest::addColumn<QString>("fix");
    const auto row = [](const char *name, const HttpOutcome &outcome, const QString &seen, const QString &fix) {
        QTest::newRow(name) << Grant::ClientSecret << readTokenAnswer(*outcome.answer, publicAuthority()).error()
                            << seen << fix;
    };
    const QString authority = u"Check the authority"_s, again = u"Try again"_s;
    row("no such page", answered(404, "<html></html>"), u"HTTP 404: a web page"_s, authority);
    row("nothing there", answered(404), u"HTTP 404: nothing"_s, authority);
    row("no OAuth", answered(403, "{}"), u"HTTP 403"_s, authority);
    row("a page", answered(200, "<html></html>"), u"HTTP 200: a web page"_s, authority);
    row("sent on", answered(302, {}, {{"Location", "https://www.example.com/"}}), u"HTTP 302: www.example.com"_s,
        authority);
    row("nothing", answered(200), u"HTTP 200: nothing"_s, again);
    row("broken", answered(500), u"HTTP 500"_s, again);
    row("busy", answered(429), u"HTTP 429"_s, again);
    row("refused", answered(400, R"({"error":"invalid_client"})"), u"invalid_client"_s, u"Certificates & secrets"_s);
    QTest::newRow("no secret") << Grant::ClientSecret << Error{ErrorKind::Secret, u"It is missing."_s}
                               << u"no secret on this computer"_s << u"Save the client secret"_s;
    QTest::newRow("a certificate")
        << Grant::Certificate
        << Error{ErrorKind::Secret, u"The client certificate of “A. B” expired on 2026-01-01. Make a new one."_s}
        << u"The client certificate of “A. B” expired on 2026-01-01"_s << u"Make a new one."_s;
    QTest::newRow("nobody") << Grant::Interactive << Error{ErrorKind::NotSignedIn, u"Nobody is signed in."_s}
                            << u"not signed in"_s << u"Sign in"_s;
    QTest::newRow("silence") << Grant::ClientSecret << Error{ErrorKind::Unreachable, u"It did not answer."_s}
                             << u"no answer"_s << again;
}

void AccessStepsTest::saysWhatWasSeenInsteadOfAToken()
{
    QFETCH(const Grant, grant);
    QFETCH(const Error, error);
    QFETCH(const QString, seen);
    QFETCH(const QString, fix);
    Environment environment = contoso();
    environment.grant = grant;
    const Finding finding = tellTokenTrouble(error, environment);
    QCOMPARE(finding.seen, seen);
    QVERIFY2(finding.fix.contains(fix), qPrintable(finding.fix));
}

void AccessStepsTest::saysHowAPersonSignsIn()
{
    Environment environment = contoso();
    environment.grant = Grant::Interactive;
    const Finding nobody = tellTokenTrouble({ErrorKind::NotSignedIn, u"Nobody is signed in."_s}, environment);
    QCOMPARE(nobody.state, StepState::Failed);
    QVERIFY(nobody.fix.contains("environments sign-in"_L1));
    const Finding refused = tellTokenTrouble(
        {ErrorKind::NotSignedIn, u"Signing in failed."_s, u"Words."_s, 400, u"AADSTS700082"_s}, environment);
    QVERIFY(refused.fix.startsWith("Sign in again"_L1));
    const Finding signedIn = tellToken(service, environment, FixedGrant({}, u"ann@contoso.com"_s), service);
    QCOMPARE(signedIn.state, StepState::Passed);
    QVERIFY(signedIn.meaning.contains("ann@contoso.com"_L1));
    QVERIFY(judgeApplication(answered(401), environment).fix.contains("Users"_L1));
}

void AccessStepsTest::warnsOfTheEndOfACertificate_data()
{
    QTest::addColumn<int>("days");
    QTest::addColumn<StepState>("state");
    QTest::newRow("a year") << 365 << StepState::Passed;
    QTest::newRow("just enough") << 31 << StepState::Passed;
    QTest::newRow("soon") << 29 << StepState::Warning;
    QTest::newRow("tomorrow") << 1 << StepState::Warning;
}

void AccessStepsTest::warnsOfTheEndOfACertificate()
{
    QFETCH(const int, days);
    QFETCH(const StepState, state);
    Environment environment = contoso();
    environment.grant = Grant::Certificate;
    const Finding finding = tellToken(service, environment, FixedGrant(service.addDays(days), {}), service);
    QCOMPARE(finding.state, state);
    QVERIFY(finding.seen.contains("certificate until"_L1));
    QCOMPARE(finding.fix.isEmpty(), state == StepState::Passed);
    QCOMPARE(finding.meaning.contains("ends on 2026-03-"_L1), state == StepState::Warning);
}

void AccessStepsTest::readsTheProbe_data()
{
    QTest::addColumn<HttpOutcome>("outcome");
    QTest::addColumn<StepState>("state");
    QTest::newRow("let in") << answered(500, R"({"Message":"No job."})") << StepState::Passed;
    QTest::newRow("not listed") << answered(403) << StepState::Failed;
    QTest::newRow("refused") << answered(401) << StepState::Failed;
    QTest::newRow("sent to sign in") << answered(302, {}, {{"Location", "https://login.windows.net/"}})
                                     << StepState::Failed;
    QTest::newRow("sent nowhere") << answered(302) << StepState::Failed;
    QTest::newRow("busy") << answered(429) << StepState::Warning;
    QTest::newRow("otherwise") << answered(404) << StepState::Warning;
    QTest::newRow("nobody") << unanswered(u"Nothing answers."_s) << StepState::Failed;
}

void AccessStepsTest::readsTheProbe()
{
    QFETCH(const HttpOutcome, outcome);
    QFETCH(const StepState, state);
    const Finding finding = judgeApplication(outcome, contoso());
    QCOMPARE(finding.state, state);
    QCOMPARE(finding.fix.isEmpty(), state == StepState::Passed);
}

void AccessStepsTest::readsTheListOfEntitySets_data()
{
    QTest::addColumn<HttpOutcome>("outcome");
    QTest::addColumn<StepState>("state");
    QTest::newRow("listed") << answered(200, R"({"value":[{"name":"CustomersV3"}]})") << StepState::Passed;
    QTest::newRow("a page") << answered(200, "<html></html>") << StepState::Failed;
    QTest::newRow("cut JSON") << answered(200, R"({"value":[{"name")") << StepState::Failed;
    QTest::newRow("may not") << answered(403) << StepState::Failed;
    QTest::newRow("busy") << answered(503) << StepState::Warning;
    QTest::newRow("broken") << answered(500) << StepState::Failed;
}

void AccessStepsTest::readsTheListOfEntitySets()
{
    QFETCH(const HttpOutcome, outcome);
    QFETCH(const StepState, state);
    QCOMPARE(judgeOData(outcome, contoso()).state, state);
}

void AccessStepsTest::saysWhatCanBeKnownOfAJob_data()
{
    QTest::addColumn<HttpOutcome>("outcome");
    QTest::addColumn<StepState>("state");
    QTest::newRow("known") << answered(404, R"({"Message":"The job ID was not found for this activity ID."})")
                           << StepState::Passed;
    QTest::newRow("unknown") << answered(404, R"({"Message":"The activity ID was not found."})") << StepState::Failed;
    QTest::newRow("unknown, in other words")
        << answered(404, R"({"Message":"The activity ID 8f3c was not found."})") << StepState::Failed;
    QTest::newRow("a status") << answered(200, R"({"DataJobStatus":{}})") << StepState::Passed;
    QTest::newRow("a page") << answered(200, "<html></html>") << StepState::Warning;
    QTest::newRow("sent elsewhere") << answered(302, {}, {{"Location", "https://login.windows.net/"}})
                                    << StepState::Failed;
    QTest::newRow("no such address") << answered(404, R"({"Message":"No HTTP resource was found."})")
                                     << StepState::Warning;
    QTest::newRow("not for this application") << answered(403) << StepState::Failed;
    QTest::newRow("no such question") << answered(404) << StepState::Warning;
    QTest::newRow("broken") << answered(500) << StepState::Warning;
}

void AccessStepsTest::saysWhatCanBeKnownOfAJob()
{
    QFETCH(const HttpOutcome, outcome);
    QFETCH(const StepState, state);
    DataJob job;
    job.name = u"Groups"_s;
    QCOMPARE(judgeJob(outcome, job, contoso()).state, state);
}

QTEST_GUILESS_MAIN(AccessStepsTest)
#include "AccessStepsTest.moc"
