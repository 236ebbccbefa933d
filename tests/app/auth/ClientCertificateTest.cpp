#include "app/auth/CertificateGrant.h"
#include "app/auth/ClientCertificate.h"

#include "tests/app/support/MadeCertificate.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
class SetClock final : public Clock
{
public:
    QDateTime now = QDateTime::currentDateTimeUtc();
    QDateTime utcNow() const override { return now; }
};

QByteArray decoded(const QByteArray &part)
{
    return QByteArray::fromBase64(part, QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}
} // namespace

class ClientCertificateTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void opensEveryForm_data();
    void opensEveryForm();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void signsWhatEntraWants();
    void asksForThePassphraseOnlyWhereItIsNeeded();
    void sendsAnAssertionAndNoSecret();
    void refusesAnExpiredOne();
    void refusesOneThatDoesNotHoldYet();

private:
    Environment environment(const QString &file) const
    {
        Environment made;
        made.name = u"Contoso"_s;
        made.url = QUrl(u"https://contoso.operations.dynamics.com"_s);
        made.tenant = u"contoso.com"_s;
        made.clientId = u"client-1"_s;
        made.authority = publicAuthority();
        made.grant = Grant::Certificate;
        made.certificate = m_made.file(file);
        return made;
    }
    test::MadeCertificate m_made;
};

void ClientCertificateTest::initTestCase()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "");
    QVERIFY(m_made.make(u"own"_s));
    QVERIFY(m_made.make(u"other"_s));
    QVERIFY(m_made.make(u"curve"_s, 365, u"ec"_s));
    QVERIFY(m_made.makePfx(u"own"_s, u"open sesame ü"_s));
    QVERIFY(QFile::rename(m_made.file(u"own.pfx"_s), m_made.file(u"locked.pfx"_s)));
    QVERIFY(m_made.makePfx(u"own"_s, {}));
    QVERIFY(QFile::rename(m_made.file(u"own.pfx"_s), m_made.file(u"open.pfx"_s)));
    QVERIFY(m_made.makePfx(u"own"_s, u"open sesame ü"_s, {u"-legacy"_s}));
    QVERIFY(QFile::rename(m_made.file(u"own.pfx"_s), m_made.file(u"older.pfx"_s)));
    QVERIFY(m_made.run({u"pkcs8"_s, u"-topk8"_s, u"-in"_s, m_made.file(u"own.key"_s), u"-out"_s,
                        m_made.file(u"locked.key"_s), u"-passout"_s, u"pass:open sesame ü"_s}));
    const QByteArray certificate = m_made.bytes(u"own.crt"_s);
    QVERIFY(m_made.write(u"locked.pem"_s, certificate + m_made.bytes(u"locked.key"_s)));
    QVERIFY(m_made.write(u"chain.pem"_s, m_made.bytes(u"other.crt"_s) + m_made.bytes(u"own.key"_s) + certificate));
    QVERIFY(m_made.write(u"strange key.pem"_s, m_made.bytes(u"other.key"_s) + certificate));
    QVERIFY(m_made.write(u"broken key.pem"_s,
                         certificate + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"));
    QVERIFY(m_made.write(u"text.pfx"_s, "no certificate at all"));
    QVERIFY(m_made.write(u"empty.pfx"_s, {}));
#ifdef Q_OS_UNIX
    QCOMPARE(::mkfifo(QFile::encodeName(m_made.file(u"pipe"_s)).constData(), 0600), 0);
#endif
    QVERIFY(m_made.write(u"large.pfx"_s, QByteArray(2 << 20, 'x')));
    QVERIFY(m_made.write(u"cut.pfx"_s, m_made.bytes(u"open.pfx"_s).left(600)));
}

void ClientCertificateTest::opensEveryForm_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("locked");
    QTest::newRow("PEM") << u"own.pem"_s << false;
    QTest::newRow("PEM with another certificate before it") << u"chain.pem"_s << false;
    QTest::newRow("PEM with a locked key") << u"locked.pem"_s << true;
    QTest::newRow("PFX") << u"locked.pfx"_s << true;
    QTest::newRow("PFX without a passphrase") << u"open.pfx"_s << false;
    QTest::newRow("PFX as older systems write it") << u"older.pfx"_s << true;
}

void ClientCertificateTest::opensEveryForm()
{
    QFETCH(QString, file);
    QFETCH(bool, locked);
    bool wants = false;
    const auto without = ClientCertificate::load(m_made.file(file), std::nullopt, &wants);
    QCOMPARE(without.has_value(), !locked);
    QCOMPARE(wants, locked);
    const auto with = ClientCertificate::load(m_made.file(file), locked ? u"open sesame ü"_s : u""_s, &wants);
    QVERIFY2(with, with ? "" : qPrintable(with.error().message));
    QByteArray print;
    QVERIFY(m_made.run({u"x509"_s, u"-in"_s, m_made.file(u"own.crt"_s), u"-outform"_s, u"DER"_s}, &print));
    QCOMPARE(with->thumbprint(), QCryptographicHash::hash(print, QCryptographicHash::Sha256));
    const qint64 days = QDateTime::currentDateTimeUtc().daysTo(with->untilUtc());
    QVERIFY(days >= 364 && days <= 365);
    if (locked) {
        const auto wrong = ClientCertificate::load(m_made.file(file), u"close sesame"_s, &wants);
        QVERIFY(!wrong && wants);
        QVERIFY2(wrong.error().message.contains("passphrase does not open"_L1), qPrintable(wrong.error().message));
        QVERIFY(!wrong.error().message.contains("close sesame"_L1));
    }
}

void ClientCertificateTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("says");
    QTest::newRow("missing") << u"nowhere.pfx"_s << u"missing on this computer"_s;
    QTest::newRow("a folder") << u"."_s << u"is no file"_s;
#ifdef Q_OS_UNIX
    QTest::newRow("a pipe") << u"pipe"_s << u"is no file"_s; // whose reader would wait for ever
#endif
    QTest::newRow("text") << u"text.pfx"_s << u"no client certificate"_s;
    QTest::newRow("empty") << u"empty.pfx"_s << u"no client certificate"_s;
    QTest::newRow("cut") << u"cut.pfx"_s << u"no client certificate"_s;
    QTest::newRow("large") << u"large.pfx"_s << u"larger than 1 MB"_s;
    QTest::newRow("certificate alone") << u"own.crt"_s << u"no private key"_s;
    QTest::newRow("key alone") << u"own.key"_s << u"no certificate"_s;
    QTest::newRow("another's key") << u"strange key.pem"_s << u"does not belong"_s;
    QTest::newRow("a broken key") << u"broken key.pem"_s << u"cannot be read"_s;
    QTest::newRow("an elliptic curve") << u"curve.pem"_s << u"no RSA key"_s;
}

void ClientCertificateTest::saysWhatIsWrong()
{
    QFETCH(QString, file);
    QFETCH(QString, says);
    bool wants = true;
    const auto loaded = ClientCertificate::load(m_made.file(file), std::nullopt, &wants);
    QVERIFY(!loaded && !wants);
    QCOMPARE(loaded.error().kind, ErrorKind::Secret);
    QVERIFY2(loaded.error().message.contains(says), qPrintable(loaded.error().message));
    QVERIFY(loaded.error().message.contains(m_made.file(file)));
}

void ClientCertificateTest::signsWhatEntraWants()
{
    bool wants = false;
    const auto certificate = ClientCertificate::load(m_made.file(u"own.pem"_s), std::nullopt, &wants);
    QVERIFY(certificate);
    const QUrl audience(u"https://login.microsoftonline.com/contoso.com/oauth2/v2.0/token"_s);
    const QDateTime now(QDate(2026, 3, 1), QTime(8, 0), Qt::UTC);
    const auto assertion = clientAssertion(*certificate, u"client-1"_s, audience, now);
    QVERIFY(assertion);
    const QByteArrayList parts = assertion->split('.');
    QCOMPARE(parts.size(), 3);
    const QJsonObject head = QJsonDocument::fromJson(decoded(parts[0])).object();
    QCOMPARE(head[u"alg"_s].toString(), u"PS256"_s);
    QCOMPARE(head[u"typ"_s].toString(), u"JWT"_s);
    QCOMPARE(decoded(head[u"x5t#S256"_s].toString().toLatin1()), certificate->thumbprint());
    const QJsonObject claims = QJsonDocument::fromJson(decoded(parts[1])).object();
    QCOMPARE(claims[u"aud"_s].toString(), audience.toString());
    QCOMPARE(claims[u"iss"_s].toString(), u"client-1"_s);
    QCOMPARE(claims[u"sub"_s].toString(), u"client-1"_s);
    QCOMPARE(claims[u"nbf"_s].toInteger(), now.toSecsSinceEpoch());
    const qint64 life = claims[u"exp"_s].toInteger() - claims[u"nbf"_s].toInteger();
    QVERIFY(life > 0 && life <= 600);
    const auto another = clientAssertion(*certificate, u"client-1"_s, audience, now);
    const auto idOf = [](const QByteArray &jwt) {
        return QJsonDocument::fromJson(decoded(jwt.split('.')[1])).object()[u"jti"_s].toString();
    };
    QVERIFY(!idOf(*assertion).isEmpty() && idOf(*assertion) != idOf(*another));

    QVERIFY(m_made.write(u"text"_s, parts[0] + '.' + parts[1]) && m_made.write(u"signature"_s, decoded(parts[2])));
    QByteArray key, said;
    QVERIFY(m_made.run({u"x509"_s, u"-in"_s, m_made.file(u"own.crt"_s), u"-pubkey"_s, u"-noout"_s}, &key));
    QVERIFY(m_made.write(u"public"_s, key));
    QVERIFY(m_made.run({u"dgst"_s, u"-sha256"_s, u"-verify"_s, m_made.file(u"public"_s), u"-sigopt"_s,
                        u"rsa_padding_mode:pss"_s, u"-sigopt"_s, u"rsa_pss_saltlen:digest"_s, u"-signature"_s,
                        m_made.file(u"signature"_s), m_made.file(u"text"_s)},
                       &said));
    QVERIFY(said.contains("Verified OK"));
}

void ClientCertificateTest::asksForThePassphraseOnlyWhereItIsNeeded()
{
    SecretStore secrets(u"/profile"_s);
    const auto form = [&](const QString &file) {
        CertificateGrant grant(environment(file), &secrets, std::make_shared<SetClock>());
        return QCoro::waitFor(grant.form());
    };
    QVERIFY(form(u"own.pem"_s));
    const auto locked = form(u"locked.pfx"_s);
    QCOMPARE(locked.error().kind, ErrorKind::Secret);
    QVERIFY2(locked.error().message.contains("passphrase"_L1), qPrintable(locked.error().message));
    secrets.keepForSession(u"Contoso"_s, u"open sesame ü"_s, SecretKind::Passphrase);
    QVERIFY(form(u"locked.pfx"_s));
}

void ClientCertificateTest::sendsAnAssertionAndNoSecret()
{
    SecretStore secrets(u"/profile"_s);
    const auto clock = std::make_shared<SetClock>();
    CertificateGrant grant(environment(u"own.pem"_s), &secrets, clock);
    const auto form = QCoro::waitFor(grant.form());
    QVERIFY(form);
    QStringList names;
    for (const auto &[name, value] : form->fields)
        names.append(name);
    QCOMPARE(names.join(u' '), u"grant_type client_id client_assertion_type client_assertion scope"_s);
    QCOMPARE(form->secrets, QStringList{form->fields[3].second});
    QVERIFY(grant.credentialUntilUtc() > clock->now.addDays(363));
    const auto again = QCoro::waitFor(grant.form());
    QVERIFY(again->fields[3].second != form->fields[3].second);
}

void ClientCertificateTest::refusesAnExpiredOne()
{
    SecretStore secrets(u"/profile"_s);
    const auto clock = std::make_shared<SetClock>();
    clock->now = clock->now.addDays(366);
    CertificateGrant grant(environment(u"own.pem"_s), &secrets, clock);
    const auto form = QCoro::waitFor(grant.form());
    QVERIFY(!form);
    QVERIFY2(form.error().message.contains("expired on"_L1), qPrintable(form.error().message));
}

void ClientCertificateTest::refusesOneThatDoesNotHoldYet()
{
    SecretStore secrets(u"/profile"_s);
    const auto clock = std::make_shared<SetClock>();
    clock->now = clock->now.addDays(-1);
    CertificateGrant grant(environment(u"own.pem"_s), &secrets, clock);
    const auto form = QCoro::waitFor(grant.form());
    QVERIFY(!form);
    QCOMPARE(form.error().kind, ErrorKind::Secret);
    QVERIFY2(form.error().message.contains("holds only from"_L1), qPrintable(form.error().message));
}

QTEST_GUILESS_MAIN(ClientCertificateTest)
#include "ClientCertificateTest.moc"
