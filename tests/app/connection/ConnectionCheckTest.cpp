#include "app/connection/ConnectionCheck.h"

#include "tests/app/connection/Answers.h"
#include "tests/app/environments/FakeEntries.h"
#include "tests/app/support/MadeCertificate.h"
#include "tests/app/support/RawServer.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace waybill;
using namespace Qt::StringLiterals;
using test::RawServer;

namespace {
/// A clock that stands.
class FixedClock final : public Clock
{
public:
    explicit FixedClock(QDateTime now) : m_now(std::move(now)) {}
    QDateTime utcNow() const override { return m_now; }

private:
    QDateTime m_now;
};

QByteArray httpDateOf(const QDateTime &utc)
{
    return QLocale::c().toString(utc, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
}
} // namespace

/// Whole checks over real sockets, of an environment and an authority that answer as a test wants.
class ConnectionCheckTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void goesTheWholeWay();
    void asksForNoTokenWhereAnotherEnvironmentAnswers();
    void sendsNoFurtherTokenWhereAnotherEnvironmentAnswers();
    void knowsWhatIsNoAuthority_data();
    void knowsWhatIsNoAuthority();
    void signsByTheClockOfTheService_data();
    void signsByTheClockOfTheService();

private:
    ConnectionReport check(std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>()) const;
    test::RawRequest requestOf(const QByteArray &word) const;
    QByteArray calls() const;
    StepState state(const ConnectionReport &report, QStringView step) const { return report.step(step)->finding.state; }

    /// What is answered to the first line of a request that holds the word.
    QMap<QByteArray, QByteArray> m_answers;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<RawServer> m_server;
    Environment m_environment;
};

void ConnectionCheckTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_secrets =
        std::make_unique<SecretStore>(m_folder->path(), SecretStore::Ask(), std::make_shared<test::FakeEntries>());
    m_server = std::make_unique<RawServer>([this](const test::RawRequest &request, QTcpSocket *socket) {
        QByteArray answer = RawServer::status("404 Not Found");
        for (auto it = m_answers.cbegin(); it != m_answers.cend(); ++it) {
            const bool bare = !request.head.contains("Authorization: Bearer");
            if (request.line().contains(it.key().split('+').first()) && (!it.key().endsWith("+token") || !bare))
                answer = it.value();
        }
        socket->write(answer);
    });
    m_answers = {{"/data", RawServer::status("401 Unauthorized")},
                 {"/data+token", RawServer::ok(R"({"value":[]})")},
                 {"openid-configuration", RawServer::ok(R"({"issuer":"x","token_endpoint":"y"})")},
                 {"/token", RawServer::ok(R"({"access_token":"opaque-token","expires_in":3599})")},
                 {"/dequeue", RawServer::status("500 Internal Server Error")},
                 {"/jobstatus", RawServer::ok(R"({"DataJobStatus":{}})")}};
    m_environment = contoso();
    m_environment.url = m_server->url();
    m_environment.authority = QUrl(m_server->url().toString() + u"/authority"_s);
    m_environment.proxy.kind = ProxyChoice::Kind::None;
    DataJob job;
    job.name = u"Groups"_s;
    job.activityId = ActivityId(u"aaaaaaaa-2222-3333-4444-555555555555"_s);
    m_environment.jobs = {job};
    m_secrets->keepForSession(m_environment.name, u"a secret"_s);
}

ConnectionReport ConnectionCheckTest::check(std::shared_ptr<const Clock> clock) const
{
    HttpLog log;
    ConnectionCheck check(m_secrets.get(), &log, std::move(clock));
    return QCoro::waitFor(check.run(m_environment, {}, {}));
}

test::RawRequest ConnectionCheckTest::requestOf(const QByteArray &word) const
{
    for (const test::RawRequest &request : m_server->requests) {
        if (request.line().contains(word))
            return request;
    }
    return {};
}

/// The paths that were asked for, each with a mark where a token came with it.
QByteArray ConnectionCheckTest::calls() const
{
    QByteArrayList calls;
    for (const test::RawRequest &request : m_server->requests) {
        const QByteArray path = request.line().split(' ').value(1).split('?').first();
        calls.append(path.mid(path.lastIndexOf('/') + 1).left(8) +
                     (request.head.contains("Authorization: Bearer") ? "*" : ""));
    }
    return calls.join(' ');
}

void ConnectionCheckTest::goesTheWholeWay()
{
    const ConnectionReport report = check();
    QVERIFY2(report.ok(), qPrintable(reportText(report)));
    QCOMPARE(calls(), QByteArray("data openid-c token 00000000* data* aaaaaaaa*"));
}

void ConnectionCheckTest::asksForNoTokenWhereAnotherEnvironmentAnswers()
{
    m_answers["/data"] =
        RawServer::status("401 Unauthorized", {},
                          "WWW-Authenticate: Bearer "
                          "authorization_uri=\"https://login.windows.net/aaaaaaaa-8888-7777-6666-555555555555\"\r\n");
    const ConnectionReport report = check();
    QCOMPARE(state(report, u"service"), StepState::Failed);
    QCOMPARE(state(report, u"authority"), StepState::Passed);
    QCOMPARE(state(report, u"token"), StepState::Skipped);
    QCOMPARE(calls(), QByteArray("data openid-c"));
}

void ConnectionCheckTest::sendsNoFurtherTokenWhereAnotherEnvironmentAnswers()
{
    m_answers["/data+token"] =
        RawServer::status("302 Found", {}, "Location: https://fabrikam.operations.dynamics.com/data\r\n");
    const ConnectionReport report = check();
    QCOMPARE(state(report, u"odata"), StepState::Failed);
    QCOMPARE(state(report, u"job:Groups"), StepState::Skipped);
    QCOMPARE(calls(), QByteArray("data openid-c token 00000000* data*"));
}

void ConnectionCheckTest::knowsWhatIsNoAuthority_data()
{
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<bool>("isNone");
    const QByteArray page = "<html><body>Welcome</body></html>", nowhere = RawServer::status("404 Not Found", page);
    const QByteArray away = RawServer::status("302 Found", {}, "Location: https://www.example.com/\r\n");
    const QByteArray known = RawServer::ok(R"({"token_endpoint":"y"})");
    const QByteArray refused = RawServer::status("400 Bad Request", R"({"error":"invalid_client"})");
    QTest::newRow("no such pages") << nowhere << nowhere << true;
    QTest::newRow("a page for all") << RawServer::ok(page) << RawServer::ok(page) << true;
    QTest::newRow("redirects") << away << away << true;
    QTest::newRow("no document, but a refusal") << nowhere << refused << false;
    QTest::newRow("no document, and a fault") << nowhere << RawServer::status("500 Oops", page) << false;
    QTest::newRow("known, no such page") << known << nowhere << false;
}

void ConnectionCheckTest::knowsWhatIsNoAuthority()
{
    QFETCH(const QByteArray, document);
    QFETCH(const QByteArray, token);
    QFETCH(const bool, isNone);
    m_answers["openid-configuration"] = document;
    m_answers["/token"] = token;
    const ConnectionReport report = check();
    QCOMPARE(state(report, u"authority") == StepState::Failed, isNone);
    QCOMPARE(state(report, u"token"), isNone ? StepState::Skipped : StepState::Failed);
    QCOMPARE(state(report, u"claims"), StepState::Skipped);
    QCOMPARE(state(report, u"clock"), StepState::Warning); // asked all the same; there was no time in the answer
    QVERIFY(!report.step(isNone ? u"authority" : u"token")->finding.seen.isEmpty());
}

void ConnectionCheckTest::signsByTheClockOfTheService_data()
{
    QTest::addColumn<int>("ahead");
    QTest::newRow("ahead") << 3600;
    QTest::newRow("behind") << -3600;
}

void ConnectionCheckTest::signsByTheClockOfTheService()
{
    QFETCH(const int, ahead);
    test::MadeCertificate made;
    QVERIFY(made.make(u"rsa"_s));
    m_environment.grant = Grant::Certificate;
    m_environment.certificate = made.file(u"rsa.pem"_s);
    // An hour behind it, the certificate does not hold yet: that is asked of the service's clock too.
    QDateTime service = QDateTime::currentDateTimeUtc().addSecs(60);
    service.setTime(QTime(service.time().hour(), service.time().minute(), service.time().second()));
    m_answers["/data"] = RawServer::status("401 Unauthorized", {}, "Date: " + httpDateOf(service) + "\r\n");
    const ConnectionReport report = check(std::make_shared<FixedClock>(service.addSecs(ahead)));
    for (const CheckStep &step : report.steps)
        QCOMPARE(step.finding.state == StepState::Failed, step.id == "clock"_L1);

    const QByteArray assertion =
        QUrlQuery(QString::fromLatin1(requestOf("/token").body)).queryItemValue(u"client_assertion"_s).toLatin1();
    const QJsonObject claims =
        QJsonDocument::fromJson(QByteArray::fromBase64(assertion.split('.').value(1), QByteArray::Base64UrlEncoding))
            .object();
    const qint64 now = service.toSecsSinceEpoch();
    QCOMPARE(claims[u"iat"_s].toInteger(), now);
    QCOMPARE(claims[u"nbf"_s].toInteger(), now);
    QVERIFY(claims[u"exp"_s].toInteger() > now);
}

QTEST_GUILESS_MAIN(ConnectionCheckTest)
#include "ConnectionCheckTest.moc"
