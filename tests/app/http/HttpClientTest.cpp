#include "app/http/HttpClient.h"
#include "tests/app/support/RawServer.h"

#include <QElapsedTimer>
#include <QTest>

#include <qcorotask.h>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

namespace {

class CountingTokens final : public TokenSource
{
public:
    QCoro::Task<Result<QString>> token(std::stop_token) override { co_return u"a-token-%1"_s.arg(generation); }
    void refused(const QString &token) override
    {
        if (token == u"a-token-%1"_s.arg(generation))
            ++generation;
    }
    QDateTime untilUtc() const override { return {}; }
    int generation = 1;
};

} // namespace

class HttpClientTest : public QObject
{
    Q_OBJECT
    HttpLog m_log;
    std::shared_ptr<CountingTokens> m_tokens;

    std::shared_ptr<HttpClient> clientOf(const QUrl &origin, HttpClient::Rules rules = {u"Test"_s, 1000})
    {
        m_tokens = std::make_shared<CountingTokens>();
        return std::make_shared<HttpClient>(origin, std::make_shared<Transport>(u"Test"_s, &m_log), m_tokens,
                                            std::make_shared<ThrottleGate>(std::make_shared<SystemClock>()), rules);
    }
    static HttpRequest get(const QUrl &url, Repeat repeat = Repeat::Safe)
    {
        HttpRequest request;
        request.url = url;
        request.repeat = repeat;
        if (repeat == Repeat::Once) {
            request.method = "POST";
            request.body = "file";
        }
        return request;
    }

private slots:
    void sendsTheTokenToItsOwnOriginOnly()
    {
        RawServer own([](const RawRequest &, QTcpSocket *socket) { socket->write(RawServer::ok("{}")); });
        RawServer other([](const RawRequest &, QTcpSocket *socket) { socket->write(RawServer::ok("{}")); });
        const auto client = clientOf(own.url());
        QVERIFY(QCoro::waitFor(client->send(get(own.url()), {})).answer);
        QVERIFY(QCoro::waitFor(client->send(get(other.url()), {})).answer);
        QCOMPARE(own.requests.first().header("Authorization"), "Bearer a-token-1");
        QVERIFY(other.requests.first().header("Authorization").isEmpty());
    }

    void tellsARedirectAsNotSignedIn()
    {
        RawServer own([](const RawRequest &, QTcpSocket *socket) {
            socket->write(RawServer::status("302 Found", {}, "Location: https://login.example/signin?state=hush\r\n"));
        });
        const auto outcome = QCoro::waitFor(clientOf(own.url())->send(get(own.url(), Repeat::Once), {}));
        QVERIFY(!outcome.answer);
        QCOMPARE(outcome.error.kind, ErrorKind::NotSignedIn);
        QVERIFY(!outcome.bodyBegan);
        QVERIFY(outcome.error.message.contains("login.example"_L1));
        QVERIFY(!outcome.error.message.contains("hush"_L1));
    }

    void bringsNotModifiedAsAnAnswer()
    {
        RawServer own(
            [](const RawRequest &, QTcpSocket *socket) { socket->write(RawServer::status("304 Not Modified")); });
        const auto outcome = QCoro::waitFor(clientOf(own.url())->send(get(own.url()), {}));
        QVERIFY(outcome.answer);
        QCOMPARE(outcome.answer->status, 304);
    }

    void sendsNothingToAnEnvironmentThatIsOnlyRead()
    {
        RawServer own([](const RawRequest &, QTcpSocket *socket) { socket->write(RawServer::ok("{}")); });
        const auto client = clientOf(own.url(), {u"Live"_s, 1000, {}, true});
        HttpRequest upload = get(own.url().resolved(QUrl(u"/api/connector/enqueue/x"_s)), Repeat::Once);
        const auto refused = QCoro::waitFor(client->send(upload, {}));
        QVERIFY(!refused.answer && !refused.bodyBegan);
        QCOMPARE(refused.error.kind, ErrorKind::Conflict);
        QVERIFY(refused.error.message.contains(u"“Live” is read-only"_s));
        QVERIFY(own.requests.isEmpty());
        QCOMPARE(m_tokens->generation, 1);
        QVERIFY(QCoro::waitFor(client->send(get(own.url()), {})).answer);
        QCOMPARE(own.requests.size(), 1);
    }

    void sendsNothingMoreWhenAnotherEnvironmentAnswers()
    {
        RawServer own([](const RawRequest &, QTcpSocket *socket) {
            socket->write(RawServer::status("302 Found", {}, "Location: https://fabrikam.example/data\r\n"));
        });
        const auto client = clientOf(own.url(), {u"Live"_s, 1000});
        for (int i = 0; i < 2; ++i) {
            const auto outcome = QCoro::waitFor(client->send(get(own.url(), Repeat::Once), {}));
            QVERIFY(!outcome.answer && !outcome.bodyBegan);
            QCOMPARE(outcome.error.kind, ErrorKind::NotSignedIn);
            QVERIFY(outcome.error.message.contains(u"“Live”: it sends on to fabrikam.example."_s));
        }
        QCOMPARE(own.requests.size(), 1);
        QVERIFY(client->halted());
    }

    void asksBelowThePathOfItsBase()
    {
        const auto client = clientOf(QUrl(u"https://ax.contoso.com/namespaces/AXSF"_s));
        QCOMPARE(client->at(u"/data/X y"_s).toString(QUrl::FullyEncoded),
                 u"https://ax.contoso.com/namespaces/AXSF/data/X%20y"_s);
    }

    void blanksTheTokenWhereverTheAnswerRepeatsIt()
    {
        QByteArray status = "500 Server Error";
        RawServer own([&status](const RawRequest &request, QTcpSocket *socket) {
            const QByteArray token = request.header("Authorization").mid(7);
            socket->write(RawServer::status(status, "{\"Message\":\"who is " + token + "?\"}",
                                            "x-ms-request-id: " + token + "\r\nX-Echo: " + token +
                                                "\r\nLocation: https://login.example/a?x=" + token +
                                                "#access_token=" + token + "\r\n"));
        });
        for (const QByteArray answer : {"500 Server Error", "200 OK", "302 Found", "401 Unauthorized"}) {
            status = answer;
            const auto outcome = QCoro::waitFor(clientOf(own.url())->send(get(own.url(), Repeat::Once), {}));
            QString all = outcome.error.message + outcome.error.detail;
            if (outcome.answer) {
                all += QString::fromUtf8(outcome.answer->body) + outcome.answer->requestIds.join(u' ');
                QVERIFY(outcome.answer->body.contains("who is (hidden)?"));
            }
            const Exchange &exchange = m_log.exchanges().back();
            all += exchange.url + exchange.answer + exchange.error + exchange.requestIds.join(u' ');
            for (const auto &[name, value] : exchange.requestHeaders + exchange.answerHeaders)
                all += QString::fromLatin1(value);
            QVERIFY2(!all.contains("a-token-1"_L1), qPrintable(all));
        }
    }

    void renewsARefusedTokenOnceForSafeCallsOnly()
    {
        RawServer own([](const RawRequest &request, QTcpSocket *socket) {
            const bool good = request.header("Authorization") == "Bearer a-token-2";
            socket->write(good ? RawServer::ok("{}") : RawServer::status("401 Unauthorized"));
        });
        auto client = clientOf(own.url());
        QCOMPARE(QCoro::waitFor(client->send(get(own.url()), {})).answer->status, 200);
        QCOMPARE(own.requests.size(), 2);

        own.requests.clear();
        client = clientOf(own.url());
        QCOMPARE(QCoro::waitFor(client->send(get(own.url(), Repeat::Once), {})).answer->status, 401);
        QCOMPARE(own.requests.size(), 1);
        QCOMPARE(m_tokens->generation, 2);
    }

    void waitsAsLongAsRetryAfterSays()
    {
        int calls = 0;
        RawServer own([&calls](const RawRequest &, QTcpSocket *socket) {
            socket->write(++calls == 1 ? RawServer::status("429 Too Many Requests", {}, "Retry-After: 1\r\n")
                                       : RawServer::ok("{}"));
        });
        const auto client = clientOf(own.url());
        QElapsedTimer time;
        time.start();
        QCOMPARE(QCoro::waitFor(client->send(get(own.url()), {})).answer->status, 200);
        QVERIFY(time.elapsed() >= 1000);
        QCOMPARE(calls, 2);
    }

    void sendsAOnceCallOnceWhateverTheAnswer()
    {
        for (const QByteArray status : {"429 Too Many Requests", "503 Unavailable", "408 Timeout", "500 Error"}) {
            RawServer own([&status](const RawRequest &, QTcpSocket *socket) {
                socket->write(RawServer::status(status, {}, "Retry-After: 0\r\n"));
            });
            const auto outcome = QCoro::waitFor(clientOf(own.url())->send(get(own.url(), Repeat::Once), {}));
            QCOMPARE(outcome.answer->status, status.left(3).toInt());
            QCOMPARE(own.requests.size(), 1);
        }
    }
};

QTEST_GUILESS_MAIN(HttpClientTest)
#include "HttpClientTest.moc"
