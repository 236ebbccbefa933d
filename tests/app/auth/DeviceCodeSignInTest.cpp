#include "app/auth/DeviceCodeSignIn.h"

#include "tests/app/auth/ContosoEnvironment.h"
#include "tests/app/auth/RawServer.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
class SetClock final : public Clock
{
public:
    QDateTime now = QDateTime(QDate(2026, 3, 1), QTime(8, 0), Qt::UTC);
    QDateTime utcNow() const override { return now; }
};

QByteArray issued(const QByteArray &more = R"(,"expires_in":900,"interval":5)")
{
    return RawServer::http(200, R"({"user_code":"ABCD-EFGH","device_code":"d3vice-c0de",)"
                                R"("verification_uri":"https://microsoft.com/devicelogin","message":"m")" +
                                    more + '}');
}

QByteArray refusal(const QByteArray &word, const QByteArray &description = {})
{
    return RawServer::http(400, R"({"error":")" + word + R"(","error_description":")" + description + "\"}");
}

const QByteArray granted = RawServer::http(200, R"({"access_token":"abc","expires_in":3600,"refresh_token":"r1"})");
} // namespace

class DeviceCodeSignInTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void showsTheCodeAndAsksUntilItIsThere();
    void obeysSlowDown();
    void asksThroughTroubles();
    void endsWithTheCode();
    void doesNotWaitBeyondTheCode();
    void takesWhatTheLastQuestionBrings();
    void tellsRefusals_data();
    void tellsRefusals();
    void tellsWhatIsNoCode_data();
    void tellsWhatIsNoCode();
    void canBeStopped();
    void sendsTheResourceToAdfs();

private:
    Result<TokenAnswer> run(std::stop_token stop = {})
    {
        const DeviceCodeSignIn signIn(
            m_environment, std::make_shared<Transport>(u"Contoso"_s, m_log.get()), m_clock,
            [this](std::chrono::milliseconds time, std::stop_token) { return sleep(this, time); });
        return QCoro::waitFor(signIn.run([this](const DeviceCode &code) { m_shown.append(code); }, stop));
    }
    static QCoro::Task<bool> sleep(DeviceCodeSignInTest *test, std::chrono::milliseconds time)
    {
        test->m_waits.append(int(time / 1s));
        test->m_clock->now = test->m_clock->now.addMSecs(time.count());
        if (test->m_slept)
            test->m_slept();
        co_return !test->m_stop.stop_requested();
    }

    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<HttpLog> m_log;
    std::shared_ptr<SetClock> m_clock;
    Environment m_environment;
    QList<DeviceCode> m_shown;
    QList<int> m_waits; ///< seconds
    std::function<void()> m_slept;
    std::stop_source m_stop;
};

void DeviceCodeSignInTest::init()
{
    m_server = std::make_unique<RawServer>();
    m_log = std::make_unique<HttpLog>();
    m_clock = std::make_shared<SetClock>();
    m_environment = contosoEnvironment(m_server->url(), Grant::DeviceCode);
    m_shown.clear();
    m_waits.clear();
    m_slept = {};
    m_stop = {};
}

void DeviceCodeSignInTest::showsTheCodeAndAsksUntilItIsThere()
{
    m_server->answer = [](int n) {
        return n == 0 ? issued() : n < 3 ? refusal("authorization_pending", "AADSTS70016: Pending.") : granted;
    };
    const auto answer = run();
    QVERIFY(answer);
    QCOMPARE(answer->text, u"abc"_s);
    QCOMPARE(answer->refreshToken, u"r1"_s);
    QCOMPARE(m_shown.size(), 1);
    QCOMPARE(m_shown[0].userCode, u"ABCD-EFGH"_s);
    QCOMPARE(m_shown[0].verificationUri, QUrl(u"https://microsoft.com/devicelogin"_s));
    QCOMPARE(m_shown[0].expiresIn, 900s);
    QCOMPARE(m_waits, (QList<int>{5, 5, 5}));
    QVERIFY(m_server->requests[0].head.startsWith("POST /contoso.com/oauth2/v2.0/devicecode "));
    QCOMPARE(m_server->requests[0].body,
             QByteArray("client_id=client-1&scope=https%3A%2F%2Fcontoso.operations.dynamics.com%2F.default%20"
                        "offline_access%20openid%20profile"));
    QCOMPARE(m_server->requests[1].body,
             QByteArray("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&client_id=client-1"
                        "&device_code=d3vice-c0de"));
    for (const Exchange &exchange : m_log->exchanges())
        QVERIFY2(!exchange.answer.contains("d3vice-c0de"_L1), qPrintable(exchange.answer));
}

void DeviceCodeSignInTest::obeysSlowDown()
{
    m_server->answer = [](int n) {
        return n == 0             ? issued()
               : n == 1 || n == 3 ? refusal("slow_down")
               : n < 5            ? refusal("authorization_pending")
                                  : granted;
    };
    QVERIFY(run());
    QCOMPARE(m_waits, (QList<int>{5, 10, 10, 15, 15}));
}

void DeviceCodeSignInTest::asksThroughTroubles()
{
    m_server->answer = [this](int n) {
        if (n == 0)
            return issued(R"(,"expires_in":"900","interval":"1")"); // as text
        return n == 1 ? RawServer::http(503, "") : n == 2 ? RawServer::http(500, "<html>") : granted;
    };
    QVERIFY(run());
    QCOMPARE(m_waits, (QList<int>{1, 6, 11}));
}

void DeviceCodeSignInTest::endsWithTheCode()
{
    m_server->answer = [](int n) {
        return n == 0 ? issued(R"(,"expires_in":12,"interval":5)") : refusal("authorization_pending");
    };
    const auto answer = run();
    QCOMPARE(answer.error().kind, ErrorKind::NotSignedIn);
    QVERIFY2(answer.error().message.contains("expired"_L1), qPrintable(answer.error().message));
    QCOMPARE(m_server->requests.size(), 4); // after 5 and 10 seconds, and a last time before the code ends
    QCOMPARE(m_waits, (QList<int>{5, 5, 1}));
}

void DeviceCodeSignInTest::doesNotWaitBeyondTheCode()
{
    m_server->answer = [](int n) {
        return n == 0 ? issued(R"(,"expires_in":30,"interval":1e9)") : refusal("authorization_pending");
    };
    const auto answer = run();
    QVERIFY2(answer.error().message.contains("expired"_L1), qPrintable(answer.error().message));
    QCOMPARE(m_waits, (QList<int>{29}));
    QCOMPARE(m_server->requests.size(), 2);
}

void DeviceCodeSignInTest::takesWhatTheLastQuestionBrings()
{
    m_server->answer = [](int n) {
        return n == 0 ? issued(R"(,"expires_in":12,"interval":5)") : n < 3 ? refusal("authorization_pending") : granted;
    };
    QVERIFY(run()); // they signed in in the last seconds
    QCOMPARE(m_waits, (QList<int>{5, 5, 1}));
}

void DeviceCodeSignInTest::tellsRefusals_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("says");
    QTest::newRow("declined") << refusal("authorization_declined") << u"declined"_s;
    QTest::newRow("expired") << refusal("expired_token") << u"expired"_s;
    QTest::newRow("not public") << refusal("invalid_client", "AADSTS7000218: x.") << u"public client flows"_s;
    QTest::newRow("a page") << RawServer::http(200, "<html>") << u"web page"_s;
    QTest::newRow("echo") << refusal("x", "AADSTS1: d3vice-c0de is unknown.") << u"AADSTS1"_s;
}

void DeviceCodeSignInTest::tellsRefusals()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, says);
    m_server->answer = [&](int n) { return n == 0 ? issued() : answer; };
    const auto result = run();
    QVERIFY(!result);
    QVERIFY2(result.error().message.contains(says), qPrintable(result.error().message));
    QVERIFY(!result.error().detail.contains("d3vice-c0de"_L1));
}

void DeviceCodeSignInTest::tellsWhatIsNoCode_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("refused") << refusal("invalid_client", "AADSTS700016: x.") << ErrorKind::NotSignedIn;
    QTest::newRow("nothing") << RawServer::http(200, "") << ErrorKind::ServerFault;
    QTest::newRow("a page") << RawServer::http(200, "<html>") << ErrorKind::ServerFault;
    QTest::newRow("an address that is none")
        << RawServer::http(200, R"({"user_code":"A","device_code":"B","verification_uri":"javascript:x"})")
        << ErrorKind::ServerFault;
    for (const QByteArray page :
         {"file:///etc/passwd", "http://microsoft.com/devicelogin", "https://microsoft.com@contoso.example/login"}) {
        QTest::addRow("%s", page.constData())
            << RawServer::http(200, R"({"user_code":"A","device_code":"B","verification_uri":")" + page + "\"}")
            << ErrorKind::ServerFault;
    }
    QTest::newRow("redirect") << RawServer::http(302, "", "Location: https://x\r\n") << ErrorKind::ServerFault;
}

void DeviceCodeSignInTest::tellsWhatIsNoCode()
{
    QFETCH(QByteArray, answer);
    QFETCH(ErrorKind, kind);
    m_server->answer = [&](int) { return answer; };
    QCOMPARE(run().error().kind, kind);
    QVERIFY(m_shown.isEmpty());
    QCOMPARE(m_server->requests.size(), 1);
}

void DeviceCodeSignInTest::canBeStopped()
{
    m_server->answer = [](int n) { return n == 0 ? issued() : refusal("authorization_pending"); };
    m_slept = [this] {
        if (m_waits.size() == 2)
            m_stop.request_stop();
    };
    QCOMPARE(run(m_stop.get_token()).error().kind, ErrorKind::Cancelled);
    QCOMPARE(m_server->requests.size(), 2);
}

void DeviceCodeSignInTest::sendsTheResourceToAdfs()
{
    m_environment.authority = QUrl(m_server->url().toString() + u"/adfs"_s);
    m_server->answer = [](int n) { return n == 0 ? issued() : granted; };
    QVERIFY(run());
    QVERIFY(m_server->requests[0].head.startsWith("POST /adfs/oauth2/devicecode "));
    QVERIFY(m_server->requests[0].body.endsWith("&resource=https%3A%2F%2Fcontoso.operations.dynamics.com"));
    QVERIFY(m_server->requests[1].head.startsWith("POST /adfs/oauth2/token "));
}

QTEST_GUILESS_MAIN(DeviceCodeSignInTest)
#include "DeviceCodeSignInTest.moc"
