#include "app/auth/ClientSecretGrant.h"
#include "app/auth/RenewingTokenSource.h"
#include "app/http/HttpClient.h"

#include "tests/app/auth/RawServer.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
class SetClock final : public Clock
{
public:
    QDateTime now = QDateTime(QDate(2026, 3, 1), QTime(8, 0), Qt::UTC);
    QDateTime utcNow() const override { return now; }
};

QByteArray token(const QByteArray &text, const QByteArray &expiresIn = "3599")
{
    return RawServer::http(200, R"({"token_type":"Bearer","expires_in":)" + expiresIn + R"(,"access_token":")" + text +
                                    "\"}");
}
} // namespace

class RenewingTokenSourceTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void asksWithTheClientSecretGrant();
    void keepsATokenUntilShortlyBeforeItsEnd();
    void renewsShortTokensATenthAhead();
    void readsEveryFormOfLife_data();
    void readsEveryFormOfLife();
    void asksOnceForManyCallers();
    void renewsOnceForAThousandRequests_data();
    void renewsOnceForAThousandRequests();
    void fetchesAnotherAfterARefusal();
    void servesTheOldTokenWhileRenewingAheadFails();
    void tellsRefusals_data();
    void tellsRefusals();
    void neverFollowsARedirect();
    void waitsWhenThrottled();
    void passesOnThatNobodyWasReached();
    void endsWhenEveryCallerStopped();
    void goesOnForTheCallersThatRemain();
    void saysThatThereIsNoSecret();
    void neverShowsTheSecret();
    void leavesSentencesWholeBesideAShortSecret();

private:
    Result<QString> fetch(std::stop_token stop = {}) { return QCoro::waitFor(m_tokens->token(stop)); }
    static QCoro::Task<void> collect(std::shared_ptr<RenewingTokenSource> tokens, std::stop_token stop,
                                     QList<Result<QString>> *results)
    {
        const auto result = co_await tokens->token(stop);
        results->append(result);
    }

    static QCoro::Task<void> call(std::shared_ptr<HttpClient> client, QList<int> *statuses)
    {
        HttpRequest request;
        request.url = client->at(u"/data"_s);
        const auto outcome = co_await client->send(request, {});
        statuses->append(outcome.answer ? outcome.answer->status : 0);
    }

    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<HttpLog> m_log;
    std::shared_ptr<SetClock> m_clock;
    Environment m_environment;
    std::shared_ptr<RenewingTokenSource> m_tokens;
    int m_changes = 0;
};

void RenewingTokenSourceTest::init()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "");
    m_server = std::make_unique<RawServer>();
    m_secrets = std::make_unique<SecretStore>(u"/profile"_s);
    m_secrets->keepForSession(u"Contoso"_s, u"s3cr&t=+ ü"_s);
    m_log = std::make_unique<HttpLog>();
    m_clock = std::make_shared<SetClock>();
    m_environment = {u"Contoso"_s,
                     QUrl(u"https://contoso.operations.dynamics.com"_s),
                     u"contoso.com"_s,
                     u"client-1"_s,
                     m_server->url(),
                     EnvironmentKind::Test,
                     10,
                     {}};
    m_changes = 0;
    m_tokens = std::make_shared<RenewingTokenSource>(
        m_environment, std::make_unique<ClientSecretGrant>(m_environment, m_secrets.get()),
        std::make_shared<Transport>(u"Contoso"_s, m_log.get()),
        std::make_shared<ThrottleGate>(std::make_shared<SystemClock>()), m_clock, [this] { ++m_changes; });
}

void RenewingTokenSourceTest::asksWithTheClientSecretGrant()
{
    m_server->answer = [](int) { return token("abc"); };
    QCOMPARE(*fetch(), u"abc"_s);
    QCOMPARE(m_server->requests.size(), 1);
    const auto request = m_server->requests.first();
    QVERIFY(request.head.startsWith("POST /contoso.com/oauth2/v2.0/token HTTP/1.1"));
    QVERIFY(request.head.toLower().contains("content-type: application/x-www-form-urlencoded"));
    QCOMPARE(request.body,
             QByteArray("grant_type=client_credentials&client_id=client-1&client_secret=s3cr%26t%3D%2B%20%C3%BC"
                        "&scope=https%3A%2F%2Fcontoso.operations.dynamics.com%2F.default"));
    QCOMPARE(m_tokens->untilUtc(), m_clock->now.addSecs(3599));
    QCOMPARE(m_changes, 1);
}

void RenewingTokenSourceTest::keepsATokenUntilShortlyBeforeItsEnd()
{
    m_server->answer = [](int n) { return token("t" + QByteArray::number(n), "7200"); };
    QCOMPARE(*fetch(), u"t0"_s);
    m_clock->now = m_clock->now.addSecs(7200 - 301);
    QCOMPARE(*fetch(), u"t0"_s);
    m_clock->now = m_clock->now.addSecs(1);
    QCOMPARE(*fetch(), u"t1"_s);
    QCOMPARE(m_server->requests.size(), 2);
}

void RenewingTokenSourceTest::renewsShortTokensATenthAhead()
{
    m_server->answer = [](int n) { return token("t" + QByteArray::number(n), "60"); };
    QCOMPARE(*fetch(), u"t0"_s);
    m_clock->now = m_clock->now.addSecs(53);
    QCOMPARE(*fetch(), u"t0"_s);
    m_clock->now = m_clock->now.addSecs(1);
    QCOMPARE(*fetch(), u"t1"_s);
}

void RenewingTokenSourceTest::readsEveryFormOfLife_data()
{
    QTest::addColumn<QByteArray>("expiresIn");
    QTest::addColumn<int>("seconds");
    QTest::newRow("number") << QByteArray("100") << 100;
    QTest::newRow("string") << QByteArray("\"100\"") << 100;
    QTest::newRow("null") << QByteArray("null") << 600;
    QTest::newRow("word") << QByteArray("\"soon\"") << 600;
    QTest::newRow("nothing") << QByteArray("\"\"") << 600;
    QTest::newRow("zero") << QByteArray("0") << 60;
    QTest::newRow("negative") << QByteArray("-5") << 60;
    QTest::newRow("endless") << QByteArray("1e300") << 7 * 86400;
    QTest::newRow("a string that is no number") << QByteArray("\"nan\"") << 600;
}

void RenewingTokenSourceTest::readsEveryFormOfLife()
{
    QFETCH(QByteArray, expiresIn);
    QFETCH(int, seconds);
    m_server->answer = [&](int) { return token("abc", expiresIn); };
    QVERIFY(fetch());
    QCOMPARE(m_tokens->untilUtc(), m_clock->now.addSecs(seconds));
}

void RenewingTokenSourceTest::asksOnceForManyCallers()
{
    m_server->answer = [](int) { return token("abc"); };
    QList<Result<QString>> results;
    for (int i = 0; i < 50; ++i)
        collect(m_tokens, {}, &results);
    QTRY_COMPARE(results.size(), 50);
    for (const auto &result : results)
        QCOMPARE(*result, u"abc"_s);
    QCOMPARE(m_server->requests.size(), 1);
}

void RenewingTokenSourceTest::renewsOnceForAThousandRequests_data()
{
    QTest::addColumn<bool>("known");
    QTest::newRow("a token that ended by the clock") << true;
    QTest::newRow("a token that the service calls expired") << false;
}

void RenewingTokenSourceTest::renewsOnceForAThousandRequests()
{
    QFETCH(bool, known);
    int tokens = 0, calls = 0;
    m_server->answer = [&](int n) {
        const QByteArray head = m_server->requests[n].head;
        if (head.startsWith("POST "))
            return token("t" + QByteArray::number(tokens++));
        ++calls;
        return RawServer::http(head.contains("Bearer t0") ? 401 : 200, "{}");
    };
    const auto gate = std::make_shared<ThrottleGate>(std::make_shared<SystemClock>());
    const auto client =
        std::make_shared<HttpClient>(m_server->url(), std::make_shared<Transport>(u"Contoso"_s, m_log.get()), m_tokens,
                                     gate, HttpClient::Rules{u"Contoso"_s});
    QCOMPARE(*fetch(), u"t0"_s);
    if (known)
        m_clock->now = m_clock->now.addSecs(3600);
    QList<int> statuses;
    for (int i = 0; i < 1000; ++i)
        call(client, &statuses);
    QTRY_COMPARE_WITH_TIMEOUT(statuses.size(), 1000, 60'000);
    QCOMPARE(statuses.count(200), 1000);
    QCOMPARE(tokens, 2);
    QCOMPARE(calls, known ? 1000 : 2000);
}

void RenewingTokenSourceTest::fetchesAnotherAfterARefusal()
{
    m_server->answer = [](int n) { return token("t" + QByteArray::number(n)); };
    QCOMPARE(*fetch(), u"t0"_s);
    m_tokens->refused(u"t0"_s);
    QVERIFY(!m_tokens->untilUtc().isValid());
    QCOMPARE(*fetch(), u"t1"_s);
    m_tokens->refused(u"t0"_s); // late news of the old one
    QCOMPARE(*fetch(), u"t1"_s);
    QCOMPARE(m_server->requests.size(), 2);
}

void RenewingTokenSourceTest::servesTheOldTokenWhileRenewingAheadFails()
{
    m_server->answer = [](int n) { return n == 0 ? token("abc") : RawServer::http(500, ""); };
    QCOMPARE(*fetch(), u"abc"_s);
    m_clock->now = m_clock->now.addSecs(3599 - 60);
    QCOMPARE(*fetch(), u"abc"_s);
    m_clock->now = m_clock->now.addSecs(60);
    QCOMPARE(fetch().error().kind, ErrorKind::ServerFault);
    QCOMPARE(m_server->requests.size(), 3);
}

void RenewingTokenSourceTest::tellsRefusals_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("says");
    QTest::newRow("wrong secret")
        << RawServer::http(
               401,
               R"({"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided."})")
        << ErrorKind::NotSignedIn << u"secret is wrong"_s;
    QTest::newRow("nothing with a 401") << RawServer::http(401, "") << ErrorKind::NotSignedIn << u"HTTP 401"_s;
    QTest::newRow("a page") << RawServer::http(200, "<!DOCTYPE html><html>") << ErrorKind::ServerFault << u"web page"_s;
    QTest::newRow("nothing") << RawServer::http(200, "") << ErrorKind::ServerFault << u"nothing"_s;
    QTest::newRow("no token") << RawServer::http(200, R"({"expires_in":1})") << ErrorKind::ServerFault << u"no token"_s;
    QTest::newRow("cut JSON") << RawServer::http(200, R"({"access_token":"abc)") << ErrorKind::ServerFault
                              << u"no token"_s;
    QTest::newRow("a token that would break a header")
        << RawServer::http(200, R"({"access_token":"a\r\nX: y"})") << ErrorKind::ServerFault << u"no token"_s;
    QTest::newRow("500") << RawServer::http(500, "<html>") << ErrorKind::ServerFault << u"HTTP 500"_s;
}

void RenewingTokenSourceTest::tellsRefusals()
{
    QFETCH(QByteArray, answer);
    QFETCH(ErrorKind, kind);
    QFETCH(QString, says);
    m_server->answer = [&](int) { return answer; };
    const auto result = fetch();
    QVERIFY(!result);
    QCOMPARE(result.error().kind, kind);
    QVERIFY2(result.error().message.contains(says), qPrintable(result.error().message));
    QVERIFY(result.error().httpStatus != 0);
}

void RenewingTokenSourceTest::neverFollowsARedirect()
{
    RawServer elsewhere;
    m_server->answer = [&](int) {
        return RawServer::http(307, "", "Location: " + elsewhere.url().toEncoded() + "/token\r\n");
    };
    const auto result = fetch();
    QCOMPARE(result.error().kind, ErrorKind::NotSignedIn);
    QCOMPARE(result.error().httpStatus, 307);
    QCOMPARE(elsewhere.requests.size(), 0);
}

void RenewingTokenSourceTest::waitsWhenThrottled()
{
    m_server->answer = [](int n) {
        return n == 0   ? RawServer::http(429, "", "Retry-After: 0\r\n")
               : n == 1 ? RawServer::http(503, "", "Retry-After: 0\r\n")
                        : token("abc");
    };
    QCOMPARE(*fetch(), u"abc"_s);
    QCOMPARE(m_server->requests.size(), 3);
    m_server->answer = [](int) { return RawServer::http(429, "", "Retry-After: 0\r\n"); };
    m_tokens->refused(u"abc"_s);
    QCOMPARE(fetch().error().kind, ErrorKind::Throttled);
}

void RenewingTokenSourceTest::passesOnThatNobodyWasReached()
{
    m_server->close();
    QCOMPARE(fetch().error().kind, ErrorKind::Unreachable);
}

void RenewingTokenSourceTest::endsWhenEveryCallerStopped()
{
    std::stop_source one, two;
    QList<Result<QString>> results;
    collect(m_tokens, one.get_token(), &results);
    collect(m_tokens, two.get_token(), &results);
    QTRY_COMPARE(m_server->requests.size(), 1);
    one.request_stop();
    two.request_stop();
    QTRY_COMPARE(results.size(), 2);
    QCOMPARE(results.at(0).error().kind, ErrorKind::Cancelled);
    m_server->answer = [](int) { return token("abc"); };
    QCOMPARE(*fetch(), u"abc"_s);
}

void RenewingTokenSourceTest::goesOnForTheCallersThatRemain()
{
    std::stop_source one;
    QList<Result<QString>> stopped, served;
    m_server->answer = [&](int) {
        one.request_stop();
        return token("abc");
    };
    collect(m_tokens, one.get_token(), &stopped);
    collect(m_tokens, {}, &served);
    QTRY_COMPARE(served.size(), 1);
    QCOMPARE(*served.first(), u"abc"_s);
    QTRY_COMPARE(stopped.size(), 1);
    QCOMPARE(m_server->requests.size(), 1);
}

void RenewingTokenSourceTest::saysThatThereIsNoSecret()
{
    QVERIFY(QCoro::waitFor(m_secrets->forget(u"Contoso"_s)));
    QCOMPARE(fetch().error().kind, ErrorKind::Secret);
    QCOMPARE(m_server->requests.size(), 0);
}

void RenewingTokenSourceTest::leavesSentencesWholeBesideAShortSecret()
{
    m_secrets->keepForSession(u"Contoso"_s, u"is"_s);
    m_server->answer = [](int) {
        return RawServer::http(401, R"({"error":"x","error_description":"AADSTS7000215: This is wrong."})");
    };
    QCOMPARE(fetch().error().detail, u"This is wrong."_s);
}

void RenewingTokenSourceTest::neverShowsTheSecret()
{
    m_secrets->keepForSession(u"Contoso"_s, u"hunter2"_s);
    m_server->answer = [](int) {
        return RawServer::http(401, R"({"error":"x","error_description":"AADSTS7000215: hunter2 is wrong."})");
    };
    const auto result = fetch();
    QVERIFY(!result.error().detail.contains("hunter2"_L1));
    QVERIFY(!result.error().message.contains("hunter2"_L1));
    m_server->answer = [](int) { return token("t0psecret"); };
    QVERIFY(fetch());
    for (const Exchange &exchange : m_log->exchanges()) {
        QVERIFY(!exchange.answer.contains("t0psecret"_L1));
        QVERIFY(!exchange.url.contains("hunter2"_L1));
    }
}

QTEST_GUILESS_MAIN(RenewingTokenSourceTest)
#include "RenewingTokenSourceTest.moc"
