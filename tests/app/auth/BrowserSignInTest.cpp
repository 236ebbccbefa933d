#include "app/auth/BrowserSignIn.h"

#include "tests/app/auth/ContosoEnvironment.h"
#include "tests/app/auth/RawServer.h"

#include <QCryptographicHash>
#include <QNetworkInterface>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>
#include <QUrlQuery>

using namespace waybill;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
/// A browser that does nothing by itself.
class StillBrowser final : public BrowserOpener
{
public:
    bool isThere = true;
    QList<QUrl> opened;
    bool open(const QUrl &address) override
    {
        opened.append(address);
        return isThere;
    }
};

const QByteArray granted =
    RawServer::http(200, R"({"access_token":"abc","expires_in":3600,"refresh_token":"r1-of-ann","id_token":"x"})");
} // namespace

class BrowserSignInTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void signsInWithPkce();
    void listensOnThisComputerOnly();
    void saysThatThereIsNoBrowser();
    void turnsEverythingElseAway();
    void endsWithWhatIsNotItsOwn_data();
    void endsWithWhatIsNotItsOwn();
    void tellsMicrosoftsWords();
    void answersOneOfTwo();
    void letsNobodyKeepTheAnswerOut();
    void endsInTime();
    void canBeStopped();
    void keepsTheCodeOutOfErrorsAndLog();
    void sendsTheResourceToAdfs();

private:
    /// Begins to sign in and waits until the page is there.
    void begin(std::chrono::milliseconds limit = 30s, std::stop_token stop = {});
    static QCoro::Task<void> run(BrowserSignInTest *test, std::chrono::milliseconds limit, std::stop_token stop);
    QUrl redirect() const { return QUrl(value(u"redirect_uri"_s)); }
    QString value(const QString &name) const { return QUrlQuery(m_page).queryItemValue(name, QUrl::FullyDecoded); }
    /// Sends a request to the port that the browser comes back to; empty when nobody answers.
    QByteArray ask(const QByteArray &line, const QHostAddress &where = QHostAddress::LocalHost,
                   const QByteArray &host = {});
    QByteArray come(const QByteArray &query) { return ask("GET /?" + query + " HTTP/1.1"); }
    QByteArray state() const { return "state=" + value(u"state"_s).toLatin1(); }

    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<HttpLog> m_log;
    std::shared_ptr<StillBrowser> m_browser;
    Environment m_environment;
    QUrl m_page;
    int m_withoutBrowser = 0;
    std::optional<Result<TokenAnswer>> m_result;
    std::stop_source m_end; ///< of the case
};

void BrowserSignInTest::init()
{
    m_server = std::make_unique<RawServer>();
    m_server->answer = [](int) { return granted; };
    m_log = std::make_unique<HttpLog>();
    m_browser = std::make_shared<StillBrowser>();
    m_environment = contosoEnvironment(m_server->url(), Grant::Interactive);
    m_page.clear();
    m_withoutBrowser = 0;
    m_result.reset();
    m_end = std::stop_source();
}

void BrowserSignInTest::cleanup()
{
    m_end.request_stop();
    QTRY_VERIFY(m_page.isEmpty() || m_result);
}

QCoro::Task<void> BrowserSignInTest::run(BrowserSignInTest *test, std::chrono::milliseconds limit, std::stop_token stop)
{
    const BrowserSignIn signIn(test->m_environment, std::make_shared<Transport>(u"Contoso"_s, test->m_log.get()));
    BrowserSignIn::Listener listener;
    listener.open = [test](const QUrl &page) { test->m_page = page; };
    listener.noBrowser = [test] { ++test->m_withoutBrowser; };
    const auto result = co_await signIn.run(test->m_browser, listener, limit, stop);
    test->m_result = result;
}

void BrowserSignInTest::begin(std::chrono::milliseconds limit, std::stop_token stop)
{
    run(this, limit, stop.stop_possible() ? stop : m_end.get_token());
    QVERIFY(!m_page.isEmpty());
}

QByteArray BrowserSignInTest::ask(const QByteArray &line, const QHostAddress &where, const QByteArray &host)
{
    QTcpSocket socket;
    QByteArray answer;
    connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
    QSignalSpy over(&socket, &QTcpSocket::disconnected);
    socket.connectToHost(where, quint16(redirect().port()));
    if (!socket.waitForConnected())
        return {};
    socket.write(line + "\r\nHost: " + (host.isEmpty() ? redirect().authority().toLatin1() : host) + "\r\n\r\n");
    if (socket.state() != QAbstractSocket::UnconnectedState)
        over.wait(30'000);
    return answer;
}

void BrowserSignInTest::signsInWithPkce()
{
    begin();
    QCOMPARE(m_browser->opened, QList<QUrl>{m_page});
    QVERIFY(m_page.toString().startsWith(m_server->url().toString() + u"/contoso.com/oauth2/v2.0/authorize?"_s));
    QCOMPARE(value(u"response_type"_s), u"code"_s);
    QCOMPARE(value(u"client_id"_s), u"client-1"_s);
    QCOMPARE(value(u"scope"_s), u"https://contoso.operations.dynamics.com/.default offline_access openid profile"_s);
    QCOMPARE(value(u"code_challenge_method"_s), u"S256"_s);
    QCOMPARE(redirect(), QUrl(u"http://localhost:%1"_s.arg(redirect().port())));
    QVERIFY(value(u"state"_s).size() >= 32);

    const QByteArray page = come(state() + "&code=c0de-of-ann%2B1&session_state=x");
    QVERIFY(page.startsWith("HTTP/1.1 200 "));
    QVERIFY(page.contains("You may close this"));
    QVERIFY(page.contains("Cache-Control: no-store") && page.contains("Content-Security-Policy: default-src 'none'"));
    QVERIFY(!page.contains("c0de-of-ann") && !page.contains(value(u"state"_s).toLatin1()));
    QTRY_VERIFY(m_result);
    QVERIFY(*m_result);
    QCOMPARE((*m_result)->refreshToken, u"r1-of-ann"_s);

    QCOMPARE(m_server->requests.size(), 1);
    const QUrlQuery form(QString::fromLatin1(m_server->requests[0].body));
    const auto sent = [&form](const QString &name) { return form.queryItemValue(name, QUrl::FullyDecoded); };
    QCOMPARE(sent(u"grant_type"_s), u"authorization_code"_s);
    QCOMPARE(sent(u"code"_s), u"c0de-of-ann+1"_s);
    QCOMPARE(sent(u"redirect_uri"_s), redirect().toString());
    QVERIFY(!form.hasQueryItem(u"client_secret"_s));
    const QByteArray verifier = sent(u"code_verifier"_s).toLatin1();
    QVERIFY(verifier.size() >= 43);
    QCOMPARE(QCryptographicHash::hash(verifier, QCryptographicHash::Sha256)
                 .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals),
             value(u"code_challenge"_s).toLatin1());
    QVERIFY(ask("GET / HTTP/1.1").isEmpty()); // closed
}

void BrowserSignInTest::listensOnThisComputerOnly()
{
    begin();
    for (const QHostAddress &address : QNetworkInterface::allAddresses()) {
        if (address.isLoopback() || address.protocol() != QAbstractSocket::IPv4Protocol)
            continue;
        QVERIFY2(ask("GET / HTTP/1.1", address).isEmpty(), qPrintable(address.toString()));
    }
    QTcpServer six;
    if (six.listen(QHostAddress::LocalHostIPv6))
        QVERIFY(ask("GET / HTTP/1.1", QHostAddress(QHostAddress::LocalHostIPv6)).startsWith("HTTP/1.1 404 "));
    QVERIFY(!m_result);
}

void BrowserSignInTest::saysThatThereIsNoBrowser()
{
    m_browser->isThere = false;
    begin();
    QCOMPARE(m_withoutBrowser, 1);
    QVERIFY(come(state() + "&code=abc").startsWith("HTTP/1.1 200 ")); // opened by hand
    QTRY_VERIFY(m_result && *m_result);
}

void BrowserSignInTest::turnsEverythingElseAway()
{
    begin();
    const QByteArray good = state() + "&code=abc";
    for (const QByteArray &line : {QByteArray("GET /favicon.ico HTTP/1.1"), QByteArray("GET / HTTP/1.1"),
                                   QByteArray("GET /?x=y HTTP/1.1"), "POST /?" + good + " HTTP/1.1",
                                   "GET /elsewhere?" + good + " HTTP/1.1", QByteArray("nonsense"), "GET /?" + good})
        QVERIFY2(ask(line).startsWith("HTTP/1.1 404 "), line.constData());
    // A page of somebody else's, whose name was made to point to this computer.
    QVERIFY(ask("GET /?" + good + " HTTP/1.1", QHostAddress::LocalHost, "evil.example").startsWith("HTTP/1.1 404 "));
    QVERIFY(ask("GET /?" + QByteArray(40'000, 'x') + " HTTP/1.1").startsWith("HTTP/1.1 404 "));
    QVERIFY(!m_result);
    QVERIFY(come(good).startsWith("HTTP/1.1 200 "));
    QTRY_VERIFY(m_result && *m_result);
}

void BrowserSignInTest::endsWithWhatIsNotItsOwn_data()
{
    QTest::addColumn<QByteArray>("query");
    QTest::newRow("another state") << QByteArray("state=another&code=abc");
    QTest::newRow("no state") << QByteArray("code=abc");
    QTest::newRow("an error without a state") << QByteArray("error=access_denied");
    QTest::newRow("the state twice") << QByteArray("STATE&STATE&code=abc");
    QTest::newRow("a second state") << QByteArray("STATE&state=another&code=abc");
    QTest::newRow("no code") << QByteArray("STATE");
    QTest::newRow("an empty code") << QByteArray("STATE&code=");
    QTest::newRow("two codes") << QByteArray("STATE&code=abc&code=def");
}

void BrowserSignInTest::endsWithWhatIsNotItsOwn()
{
    QFETCH(QByteArray, query);
    begin();
    const QByteArray page = come(query.replace("STATE", state()));
    QVERIFY(page.startsWith("HTTP/1.1 400 ") && page.contains("You may close this"));
    QTRY_VERIFY(m_result);
    QCOMPARE(m_result->error().kind, ErrorKind::NotSignedIn);
    QCOMPARE(m_server->requests.size(), 0);
    QVERIFY(ask("GET / HTTP/1.1").isEmpty()); // closed
}

void BrowserSignInTest::tellsMicrosoftsWords()
{
    begin();
    come(state() +
         "&error=access_denied&error_description=AADSTS65004%3a+User+declined+to+consent.%0d%0aTrace+ID%3a+x");
    QTRY_VERIFY(m_result);
    QCOMPARE(m_result->error().kind, ErrorKind::NotSignedIn);
    QCOMPARE(m_result->error().serviceCode, u"AADSTS65004"_s);
    QCOMPARE(m_result->error().detail, u"User declined to consent."_s);
    QVERIFY(m_result->error().message.contains("did not consent"_L1));
    QCOMPARE(m_server->requests.size(), 0);
}

void BrowserSignInTest::answersOneOfTwo()
{
    begin();
    QTcpSocket one, two;
    QByteArray answers;
    for (QTcpSocket *socket : {&one, &two}) {
        connect(socket, &QTcpSocket::readyRead, this, [socket, &answers] { answers += socket->readAll(); });
        socket->connectToHost(QHostAddress::LocalHost, quint16(redirect().port()));
        QVERIFY(socket->waitForConnected());
    }
    for (QTcpSocket *socket : {&one, &two})
        socket->write("GET /?" + state() +
                      "&code=abc HTTP/1.1\r\nHost: localhost:" + QByteArray::number(redirect().port()) + "\r\n\r\n");
    QTRY_VERIFY(m_result && *m_result);
    QTRY_COMPARE(one.state(), QAbstractSocket::UnconnectedState);
    QTRY_COMPARE(two.state(), QAbstractSocket::UnconnectedState);
    QCOMPARE(answers.count("HTTP/1.1 "), 1);
    QCOMPARE(m_server->requests.size(), 1);
}

void BrowserSignInTest::letsNobodyKeepTheAnswerOut()
{
    begin();
    std::vector<std::unique_ptr<QTcpSocket>> idle;
    for (int i = 0; i < 40; ++i) { // more than are kept at a time
        idle.push_back(std::make_unique<QTcpSocket>());
        idle.back()->connectToHost(QHostAddress::LocalHost, quint16(redirect().port()));
        QVERIFY(idle.back()->waitForConnected());
        idle.back()->write("GET /?");
    }
    QTRY_COMPARE(idle.front()->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(come(state() + "&code=c0de-of-ann").startsWith("HTTP/1.1 200 "));
    QTRY_VERIFY(m_result);
    QVERIFY(*m_result);
}

void BrowserSignInTest::endsInTime()
{
    begin(50ms);
    QTRY_VERIFY(m_result);
    QCOMPARE(m_result->error().kind, ErrorKind::TimedOut);
    QVERIFY(ask("GET / HTTP/1.1").isEmpty());
    QCOMPARE(m_server->requests.size(), 0);
}

void BrowserSignInTest::canBeStopped()
{
    std::stop_source stop;
    begin(30s, stop.get_token());
    stop.request_stop();
    QTRY_VERIFY(m_result);
    QCOMPARE(m_result->error().kind, ErrorKind::Cancelled);
    QVERIFY(ask("GET / HTTP/1.1").isEmpty());
}

void BrowserSignInTest::keepsTheCodeOutOfErrorsAndLog()
{
    m_server->answer = [](int) {
        return RawServer::http(400,
                               R"({"error":"invalid_grant","error_description":"AADSTS54005: c0de-of-ann again."})");
    };
    begin();
    come(state() + "&code=c0de-of-ann");
    QTRY_VERIFY(m_result);
    QCOMPARE(m_result->error().serviceCode, u"AADSTS54005"_s);
    QVERIFY(!m_result->error().detail.contains("c0de-of-ann"_L1));
    QCOMPARE(m_log->exchanges().size(), 1);
    for (const Exchange &exchange : m_log->exchanges())
        QVERIFY(!exchange.answer.contains("c0de-of-ann"_L1) && !exchange.url.contains("c0de"_L1));
}

void BrowserSignInTest::sendsTheResourceToAdfs()
{
    m_environment.authority = QUrl(m_server->url().toString() + u"/adfs"_s);
    begin();
    QVERIFY(m_page.path() == u"/adfs/oauth2/authorize"_s);
    QCOMPARE(value(u"resource"_s), u"https://contoso.operations.dynamics.com"_s);
    come(state() + "&code=abc");
    QTRY_VERIFY(m_result && *m_result);
    QVERIFY(m_server->requests[0].head.startsWith("POST /adfs/oauth2/token "));
    QVERIFY(m_server->requests[0].body.endsWith("&resource=https%3A%2F%2Fcontoso.operations.dynamics.com"));
}

QTEST_GUILESS_MAIN(BrowserSignInTest)
#include "BrowserSignInTest.moc"
