#include "app/http/Transport.h"

#include "tests/app/support/RawServer.h"

#include <QNetworkProxy>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;
using test::RawRequest;
using test::RawServer;

class ProxyTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void goesThroughTheProxyOfItsOwn_data();
    void goesThroughTheProxyOfItsOwn();
    void asksForThePasswordOnceAndSignsIn_data();
    void asksForThePasswordOnceAndSignsIn();
    void saysThatThePasswordIsWrong();
    void saysThatItWantsASignIn();
    void sendsNothingWithoutThePassword();
    void saysThatTheProxyIsNotThere();
    void saysThatTheProxyRefusesOrDrops_data();
    void saysThatTheProxyRefusesOrDrops();
    void goesStraightOnWhereThatIsSaid();

private:
    ProxyUse own(const QString &user = {})
    {
        return {
            {ProxyChoice::Kind::Own, m_proxy->url(), user}, [this] { return password(this); }, [this] { ++m_refused; }};
    }
    static QCoro::Task<Result<QString>> password(ProxyTest *test)
    {
        ++test->m_asked;
        co_return test->m_password;
    }
    HttpOutcome send(const std::shared_ptr<Transport> &transport, const QString &url, Repeat repeat = Repeat::Safe)
    {
        HttpRequest request;
        request.url = QUrl(url);
        request.repeat = repeat;
        request.timeout = std::chrono::seconds(20);
        return QCoro::waitFor(transport->send(request, {}));
    }
    std::shared_ptr<Transport> through(const ProxyUse &proxy)
    {
        return std::make_shared<Transport>(u"Test"_s, m_log.get(), Trust(), proxy);
    }

    std::unique_ptr<RawServer> m_proxy;
    QByteArray m_expected; ///< the Proxy-Authorization that it wants; empty: none
    Result<QString> m_password = u"open sesame"_s;
    int m_asked = 0;
    int m_refused = 0;
    std::unique_ptr<HttpLog> m_log;
};

void ProxyTest::init()
{
    m_expected.clear();
    m_password = u"open sesame"_s;
    m_asked = m_refused = 0;
    m_log = std::make_unique<HttpLog>();
    m_proxy = std::make_unique<RawServer>([this](const RawRequest &request, QTcpSocket *socket) {
        if (!m_expected.isEmpty() && request.header("Proxy-Authorization") != m_expected)
            socket->write(RawServer::status("407 Proxy Authentication Required", {},
                                            "Proxy-Authenticate: Basic realm=\"office\"\r\n"));
        else
            socket->write(RawServer::ok("{}"));
    });
}

void ProxyTest::goesThroughTheProxyOfItsOwn_data()
{
    QTest::addColumn<Repeat>("repeat");
    QTest::newRow("what may go again") << Repeat::Safe;
    QTest::newRow("what must not") << Repeat::Once;
}

void ProxyTest::goesThroughTheProxyOfItsOwn()
{
    QFETCH(Repeat, repeat);
    const auto outcome = send(through(own()), u"http://service.invalid/data"_s, repeat);
    QVERIFY2(outcome.answer, qPrintable(outcome.error.message));
    QCOMPARE(m_proxy->requests.size(), 1);
    QCOMPARE(m_proxy->requests[0].line(), QByteArray("GET http://service.invalid/data HTTP/1.1"));
    QCOMPARE(m_asked, 0);
}

void ProxyTest::asksForThePasswordOnceAndSignsIn_data()
{
    goesThroughTheProxyOfItsOwn_data();
}

void ProxyTest::asksForThePasswordOnceAndSignsIn()
{
    QFETCH(Repeat, repeat);
    m_expected = "Basic " + QByteArray("ann:open sesame").toBase64();
    const auto transport = through(own(u"ann"_s));
    for (int i = 0; i < 2; ++i) {
        const auto outcome = send(transport, u"http://service.invalid/data"_s, repeat);
        QVERIFY2(outcome.answer, qPrintable(outcome.error.message));
        QCOMPARE(outcome.answer->status, 200);
    }
    QCOMPARE(m_asked, 1);
    QCOMPARE(m_refused, 0);
    for (const Exchange &exchange : m_log->exchanges()) {
        for (const auto &[name, value] : exchange.requestHeaders)
            QVERIFY(!value.contains("sesame") && !value.contains(m_expected.mid(6)));
    }
}

void ProxyTest::saysThatThePasswordIsWrong()
{
    m_expected = "Basic another";
    const auto transport = through(own(u"ann"_s));
    const auto outcome = send(transport, u"http://service.invalid/data"_s);
    QVERIFY(!outcome.answer);
    QCOMPARE(outcome.error.kind, ErrorKind::Unreachable);
    QVERIFY2(outcome.error.message.contains("did not accept the user ann"_L1), qPrintable(outcome.error.message));
    QVERIFY(!outcome.error.message.contains("sesame"_L1) && !outcome.error.detail.contains("sesame"_L1));
    QVERIFY(!outcome.bodyBegan);
    QCOMPARE(m_refused, 1);
    send(transport, u"http://service.invalid/data"_s);
    QCOMPARE(m_asked, 2); // another one may have been saved
}

void ProxyTest::saysThatItWantsASignIn()
{
    m_expected = "Basic another";
    const auto outcome = send(through(own()), u"http://service.invalid/data"_s);
    QVERIFY(!outcome.answer);
    QVERIFY2(outcome.error.message.contains("wants a user name"_L1), qPrintable(outcome.error.message));
}

void ProxyTest::sendsNothingWithoutThePassword()
{
    m_password = fail(ErrorKind::Secret, u"There is none."_s);
    const auto outcome = send(through(own(u"ann"_s)), u"http://service.invalid/data"_s);
    QCOMPARE(outcome.error.kind, ErrorKind::Secret);
    QCOMPARE(m_proxy->connections, 0);
}

void ProxyTest::saysThatTheProxyIsNotThere()
{
    const ProxyUse gone = own();
    m_proxy->close();
    const auto outcome = send(through(gone), u"http://service.invalid/data"_s);
    QCOMPARE(outcome.error.kind, ErrorKind::Unreachable);
    QVERIFY2(outcome.error.message.contains("The environment's proxy 127.0.0.1:"_L1),
             qPrintable(outcome.error.message));
}

void ProxyTest::saysThatTheProxyRefusesOrDrops_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("403") << RawServer::status("403 Forbidden");
    QTest::newRow("502") << RawServer::status("502 Bad Gateway");
    QTest::newRow("no answer") << QByteArray();
    QTest::newRow("nonsense") << QByteArray("nonsense\r\n\r\n");
}

void ProxyTest::saysThatTheProxyRefusesOrDrops()
{
    QFETCH(QByteArray, answer);
    RawServer proxy([&answer](const RawRequest &, QTcpSocket *socket) {
        socket->write(answer);
        socket->disconnectFromHost();
    });
    const auto outcome = send(through({{ProxyChoice::Kind::Own, proxy.url(), {}}}), u"https://service.invalid/data"_s);
    QVERIFY(!outcome.answer);
    QVERIFY(proxy.requests[0].line().startsWith("CONNECT service.invalid:443 "));
    QCOMPARE(outcome.error.kind, ErrorKind::Unreachable);
    QVERIFY2(outcome.error.message.contains("The environment's proxy 127.0.0.1:"_L1),
             qPrintable(outcome.error.message));
}

void ProxyTest::goesStraightOnWhereThatIsSaid()
{
    RawServer service([](const RawRequest &, QTcpSocket *socket) { socket->write(RawServer::ok("{}")); });
    QNetworkProxy::setApplicationProxy(
        QNetworkProxy(QNetworkProxy::HttpProxy, u"127.0.0.1"_s, quint16(m_proxy->serverPort())));
    const auto outcome = send(through({{ProxyChoice::Kind::None}}), service.url().toString());
    const auto once = send(through({{ProxyChoice::Kind::None}}), service.url().toString(), Repeat::Once);
    QNetworkProxy::setApplicationProxy(QNetworkProxy::NoProxy);
    QVERIFY(outcome.answer && once.answer);
    QCOMPARE(service.requests.size(), 2);
    QCOMPARE(m_proxy->connections, 0);
}

QTEST_GUILESS_MAIN(ProxyTest)
#include "ProxyTest.moc"
