#include "app/connection/ConnectionCheck.h"

#include "tests/app/connection/Answers.h"
#include "tests/app/environments/FakeEntries.h"
#include "tests/app/support/RawServer.h"

#include <QTemporaryDir>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;
using test::RawServer;

/// Whole checks over real sockets, of an environment and an authority that answer as a test wants.
class ConnectionCheckTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void goesTheWholeWay();
    void asksForNoTokenWhereAnotherEnvironmentAnswers();
    void sendsNoFurtherTokenWhereAnotherEnvironmentAnswers();

private:
    ConnectionReport check() const;
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

ConnectionReport ConnectionCheckTest::check() const
{
    HttpLog log;
    ConnectionCheck check(m_secrets.get(), &log, std::make_shared<SystemClock>());
    return QCoro::waitFor(check.run(m_environment, {}, {}));
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

QTEST_GUILESS_MAIN(ConnectionCheckTest)
#include "ConnectionCheckTest.moc"
