#include "SignInScript.h"

#include <QFile>
#include <QJsonDocument>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;

/// The address over TLS, as a client sees it that trusts the profile's authority file and nobody else.
class TlsPortTest : public QObject
{
    Q_OBJECT
private slots:
    void answersWhoTrustsItsAuthority_data();
    void answersWhoTrustsItsAuthority();
    void keepsItsAuthorityAcrossARestart();
    void isRefusedByWhoDoesNot_data();
    void isRefusedByWhoDoesNot();
    void takesTls12AndNothingOlder();
    void givesAndTakesTokensOfBothAddresses();
    void namesItselfInWhatItAnswers();
    void takesAndGivesLargeBodies();
    void letsFaultsThrough();
    void outlivesClientsThatGoAway();

private:
    static Practice &practice()
    {
        static Practice running;
        if (!running.settings.tls) {
            running.settings.tls = true;
            running.restart(1000);
        }
        return running;
    }
    static QSslConfiguration trusting(const QString &file, QSsl::SslProtocol protocol = QSsl::TlsV1_2OrLater)
    {
        QSslConfiguration configuration;
        configuration.setCaCertificates(QSslCertificate::fromPath(file));
        configuration.setProtocol(protocol);
        return configuration;
    }
    static QUrl tlsUrl() { return QUrl(practice().ready()["tlsUrl"_L1].toString()); }
    /// True when the handshake went well; otherwise the socket's errors say why.
    static bool connectTo(QSslSocket &socket, const QString &host = u"127.0.0.1"_s,
                          QSsl::SslProtocol protocol = QSsl::TlsV1_2OrLater)
    {
        socket.setSslConfiguration(trusting(practice().ready()["caFile"_L1].toString(), protocol));
        socket.connectToHostEncrypted(u"127.0.0.1"_s, quint16(tlsUrl().port()), host);
        return socket.waitForEncrypted(20000);
    }
    /// All that comes until the peer closes.
    static QByteArray exchange(QSslSocket &socket, const QByteArray &request)
    {
        socket.write(request);
        while (socket.bytesToWrite() > 0 && socket.waitForBytesWritten(20000)) {
        }
        QByteArray answer = socket.readAll();
        while (socket.waitForReadyRead(20000))
            answer += socket.readAll();
        return answer + socket.readAll();
    }
    static QByteArray ask(const QByteArray &method, const QByteArray &target, const QByteArray &headers = {},
                          const QByteArray &body = {})
    {
        QSslSocket socket;
        if (!connectTo(socket))
            return socket.errorString().toUtf8();
        return exchange(socket, method + ' ' + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + headers +
                                    "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
    }
    static int statusIn(const QByteArray &answer) { return answer.split(' ').value(1).toInt(); }
    static QJsonObject bodyOf(const QByteArray &answer)
    {
        return QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4)).object();
    }
    static QByteArray form(const QString &scope)
    {
        return "grant_type=client_credentials&client_id=" + practice().ready()["clientId"_L1].toString().toUtf8() +
               "&client_secret=" + practice().ready()["secret"_L1].toString().toUtf8() + "&scope=" + scope.toUtf8();
    }
};

void TlsPortTest::answersWhoTrustsItsAuthority_data()
{
    QTest::addColumn<QString>("host");
    QTest::newRow("number") << u"127.0.0.1"_s;
    QTest::newRow("name") << u"localhost"_s;
    QTest::newRow("IPv6") << u"::1"_s;
}

void TlsPortTest::answersWhoTrustsItsAuthority()
{
    QFETCH(QString, host);
    QSslSocket socket;
    QVERIFY2(connectTo(socket, host), qPrintable(socket.errorString()));
    QCOMPARE(socket.peerCertificate().issuerInfo(QSslCertificate::CommonName).value(0),
             u"Waybill practice authority"_s);
    QVERIFY(exchange(socket, "GET /practice/health HTTP/1.1\r\nConnection: close\r\n\r\n").startsWith("HTTP/1.1 200"));
}

void TlsPortTest::keepsItsAuthorityAcrossARestart()
{
    const auto authority = [] {
        QFile file(practice().ready()["caFile"_L1].toString());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    const QByteArray before = authority();
    practice().restart(1000);
    QVERIFY(before.startsWith("-----BEGIN CERTIFICATE-----"));
    QCOMPARE(authority(), before);
    QVERIFY(!before.contains("PRIVATE"));
    const auto others = QFileDevice::ReadGroup | QFileDevice::ReadOther;
    QVERIFY(!(QFile::permissions(practice().settings.profile + "/tls-authority.key"_L1) & others));
}

void TlsPortTest::isRefusedByWhoDoesNot_data()
{
    using practice::TlsCertificate;
    QTest::addColumn<TlsCertificate>("certificate");
    QTest::addColumn<QSslError::SslError>("error");
    QTest::newRow("expired") << TlsCertificate::Expired << QSslError::CertificateExpired;
    QTest::newRow("by itself") << TlsCertificate::SelfSigned << QSslError::SelfSignedCertificate;
    QTest::newRow("another host") << TlsCertificate::OtherHost << QSslError::HostNameMismatch;
}

void TlsPortTest::isRefusedByWhoDoesNot()
{
    QFETCH(practice::TlsCertificate, certificate);
    QFETCH(QSslError::SslError, error);
    practice().settings.tlsCertificate = certificate;
    practice().restart(1000);
    QSslSocket socket;
    QVERIFY(!connectTo(socket));
    QList<QSslError::SslError> errors;
    for (const QSslError &one : socket.sslHandshakeErrors())
        errors.append(one.error());
    QVERIFY2(errors.contains(error), qPrintable(socket.errorString()));
    practice().settings.tlsCertificate = practice::TlsCertificate::Good;
    practice().restart(1000);
}

void TlsPortTest::takesTls12AndNothingOlder()
{
    QSslSocket current;
    QVERIFY(connectTo(current, u"127.0.0.1"_s, QSsl::TlsV1_3));
    QSslSocket older;
    QVERIFY(connectTo(older, u"127.0.0.1"_s, QSsl::TlsV1_2));
    // A hello of TLS 1.1: two cipher suites, no compression, no extensions.
    const QByteArray hello =
        QByteArray::fromHex("160301002f0100002b0302") + QByteArray(32, 'r') + QByteArray::fromHex("000004c009c0130100");
    RawConnection oldest(quint16(tlsUrl().port()));
    QVERIFY(oldest.send(hello));
    const QByteArray alert = oldest.receive().raw;
    QCOMPARE(alert.left(1).toHex(), QByteArray("15"));
    QCOMPARE(alert.mid(5).toHex(), QByteArray("0246")); // fatal, protocol_version
}

void TlsPortTest::givesAndTakesTokensOfBothAddresses()
{
    const QByteArray path = practice().realm().toUtf8() + "/oauth2/v2.0/token";
    const QByteArray type = "Content-Type: application/x-www-form-urlencoded\r\n";
    const auto tokenFor = [&](const QString &origin) {
        const QByteArray answer = ask("POST", path, type, form(origin + "/.default"_L1));
        return "Authorization: Bearer " + bodyOf(answer)["access_token"_L1].toString().toUtf8() + "\r\n";
    };
    const QString named = tlsUrl().toString().replace("127.0.0.1"_L1, "localhost"_L1);
    for (const QString &origin : {tlsUrl().toString(), named, practice().url()}) {
        const QByteArray header = tokenFor(origin);
        QCOMPARE(statusIn(ask("GET", "/data", header)), 200);
        QCOMPARE(practice().call("GET", "/data", {}, header).status, 200);
    }
}

void TlsPortTest::namesItselfInWhatItAnswers()
{
    QCOMPARE(practice().ready()["tlsAuthority"_L1].toString(), tlsUrl().toString() + "/authority"_L1);
    const QByteArray signIn = ask("GET", "/data");
    QCOMPARE(statusIn(signIn), 302);
    QVERIFY(signIn.contains("Location: " + tlsUrl().toString().toUtf8() + "/authority/"));
    const QByteArray about = ask("GET", practice().realm().toUtf8() + "/v2.0/.well-known/openid-configuration");
    QVERIFY(bodyOf(about)["token_endpoint"_L1].toString().startsWith(tlsUrl().toString()));
}

void TlsPortTest::takesAndGivesLargeBodies()
{
    const QByteArray job = practice().activityId(u"Customer groups"_s).toUtf8();
    const QByteArray header = "Authorization: Bearer " + practice().token() + "\r\n";
    const QByteArray large(5'000'000, 'x');
    const QByteArray answer = ask("POST", "/api/connector/enqueue/" + job + "?entity=Customer%20groups", header, large);
    QCOMPARE(statusIn(answer), 200);
    QCOMPARE(practice().deliveries().last().toObject()["bytes"_L1].toInteger(), large.size());
    practice().setFault(u"status"_s, u"hugeBody"_s, {{u"bytes"_s, 5'000'000}});
    const QByteArray body =
        "{\"messageId\":\"" + Practice::guidIn(answer.mid(answer.indexOf("\r\n\r\n"))).toUtf8() + "\"}";
    const QByteArray huge = ask(
        "POST", "/data/DataManagementDefinitionGroups/Microsoft.Dynamics.DataEntities.GetMessageStatus", header, body);
    practice().setFaults({});
    QCOMPARE(statusIn(huge), 200);
    QVERIFY(huge.size() > 5'000'000);
}

void TlsPortTest::letsFaultsThrough()
{
    const QByteArray header = "Authorization: Bearer " + practice().token() + "\r\n";
    const QByteArray path = "/api/connector/dequeue/00000000-0000-0000-0000-000000000000";
    practice().setFault(u"dequeue"_s, u"cutAfterBody"_s);
    QCOMPARE(ask("GET", path, header), QByteArray());
    practice().setFault(u"dequeue"_s, u"cutInHeaders"_s);
    const QByteArray cut = ask("GET", path, header);
    QVERIFY(cut.startsWith("HTTP/1.1 500") && !cut.contains("\r\n\r\n"));
    practice().setFault(u"dequeue"_s, u"status503"_s);
    QCOMPARE(statusIn(ask("GET", path, header)), 503);
    practice().setFaults({});
}

void TlsPortTest::outlivesClientsThatGoAway()
{
    practice().setFault(u"dequeue"_s, u"noAnswer"_s);
    for (int i = 0; i < 5; ++i) {
        QSslSocket socket;
        QVERIFY(connectTo(socket));
        socket.write("GET /api/connector/dequeue/x HTTP/1.1\r\n\r\n");
        QVERIFY(socket.waitForBytesWritten(20000));
        socket.abort();
        RawConnection noise(quint16(tlsUrl().port()));
        QVERIFY(noise.send("GET / HTTP/1.1\r\n\r\n")); // no TLS at all
        noise.receive();
    }
    practice().setFaults({});
    QCOMPARE(statusIn(ask("GET", "/practice/health")), 200);
}

QTEST_GUILESS_MAIN(TlsPortTest)
#include "TlsPortTest.moc"
