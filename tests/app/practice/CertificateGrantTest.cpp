#include "KeyPair.h"
#include "PracticeClient.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QTest>
#include <QUuid>

using namespace Qt::StringLiterals;

/// An application that proves itself with a signed assertion.
class CertificateGrantTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void takesAnAssertion_data();
    void takesAnAssertion();
    void refusesWithTheNumberPeopleSearchFor_data();
    void refusesWithTheNumberPeopleSearchFor();
    void takesAnAssertionOnce();
    void judgesTimesByItsOwnClock();
    void needsNoClientIdBesideIt();

private:
    Reply ask(const KeyPair &key, const QString &algorithm = u"PS256"_s, QHash<QString, QString> changes = {})
    {
        changes.insert(u"client_secret"_s, QString());
        if (!changes.contains(u"client_assertion_type"_s))
            changes.insert(u"client_assertion_type"_s, u"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"_s);
        changes.insert(u"client_assertion"_s, key.sign(m_header, m_claims, algorithm));
        return m_practice.requestToken(changes);
    }
    static int numberIn(const Reply &reply) { return reply.json()["error_codes"_L1][0].toInt(); }

    Practice m_practice;
    const KeyPair m_key;
    const KeyPair m_expired{-7200, -3600};
    QJsonObject m_header;
    QJsonObject m_claims;
};

void CertificateGrantTest::initTestCase()
{
    const QString path = m_practice.settings.profile + "/identity.json"_L1;
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QJsonObject identity = QJsonDocument::fromJson(file.readAll()).object();
    QJsonArray applications = identity["applications"_L1].toArray();
    QJsonObject main = applications.at(0).toObject();
    main["certificates"_L1] = QString::fromLatin1(m_expired.certificate() + m_key.certificate());
    applications.replace(0, main);
    identity["applications"_L1] = applications;
    file.resize(0);
    QVERIFY(file.seek(0) && file.write(QJsonDocument(identity).toJson()) > 0);
    file.close();
    m_practice.restart(1000);
}

void CertificateGrantTest::init()
{
    m_practice.setFaults({});
    const QString clientId = m_practice.ready()["clientId"_L1].toString();
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    m_header = {{u"alg"_s, u"PS256"_s}, {u"typ"_s, u"JWT"_s}, {u"x5t#S256"_s, QString::fromLatin1(m_key.sha256())}};
    m_claims = {{u"aud"_s, m_practice.url() + m_practice.realm() + "/oauth2/v2.0/token"_L1},
                {u"iss"_s, clientId},
                {u"sub"_s, clientId},
                {u"jti"_s, QUuid::createUuid().toString()},
                {u"nbf"_s, now},
                {u"exp"_s, now + 600}};
}

void CertificateGrantTest::takesAnAssertion_data()
{
    QTest::addColumn<QString>("algorithm");
    QTest::addColumn<bool>("sha1");
    QTest::newRow("PS256, SHA-256") << u"PS256"_s << false;
    QTest::newRow("PS256, SHA-1") << u"PS256"_s << true;
    QTest::newRow("RS256, SHA-256") << u"RS256"_s << false;
    QTest::newRow("RS256, SHA-1") << u"RS256"_s << true;
}

void CertificateGrantTest::takesAnAssertion()
{
    QFETCH(QString, algorithm);
    QFETCH(bool, sha1);
    m_header["alg"_L1] = algorithm;
    if (sha1) {
        m_header.remove("x5t#S256"_L1);
        m_header["x5t"_L1] = QString::fromLatin1(m_key.sha1());
    }
    const Reply reply = ask(m_key, algorithm);
    QCOMPARE(reply.status, 200);
    const QByteArray token = reply.json()["access_token"_L1].toString().toLatin1();
    QCOMPARE(m_practice.call("GET", "/data", {}, "Authorization: Bearer " + token + "\r\n").status, 200);
}

void CertificateGrantTest::refusesWithTheNumberPeopleSearchFor_data()
{
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    QTest::addColumn<QString>("part"); // header, claims, form, or the key that signs
    QTest::addColumn<QString>("name");
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<int>("number");
    const auto row = [](const char *title, const QString &part, const QString &name, const QJsonValue &value,
                        int number) { QTest::newRow(title) << part << name << value << number; };
    row("unknown certificate", u"header"_s, u"x5t#S256"_s, u"AAAA"_s, 700027);
    row("no certificate", u"header"_s, u"x5t#S256"_s, QJsonValue(), 50027);
    row("expired certificate", u"expired"_s, u"x5t#S256"_s, QString::fromLatin1(m_expired.sha256()), 700027);
    row("another key", u"expired"_s, {}, {}, 700027);
    row("another padding than it says", u"header"_s, u"alg"_s, u"RS256"_s, 700027);
    row("no algorithm", u"header"_s, u"alg"_s, u"none"_s, 50027);
    row("audience", u"claims"_s, u"aud"_s, u"https://login.example/token"_s, 700023);
    row("issuer", u"claims"_s, u"iss"_s, u"somebody"_s, 700021);
    row("subject", u"claims"_s, u"sub"_s, u"somebody"_s, 700021);
    row("no id", u"claims"_s, u"jti"_s, QJsonValue(), 50027);
    row("over", u"claims"_s, u"exp"_s, now - 400, 700024);
    row("not yet", u"claims"_s, u"nbf"_s, now + 4000, 700024);
    row("no end", u"claims"_s, u"exp"_s, QJsonValue(), 700024);
    row("too long", u"claims"_s, u"exp"_s, now + 1300, 700024);
    row("type", u"form"_s, u"client_assertion_type"_s, u"password"_s, 900023);
    row("no type", u"form"_s, u"client_assertion_type"_s, QString(), 900144);
}

void CertificateGrantTest::refusesWithTheNumberPeopleSearchFor()
{
    QFETCH(QString, part);
    QFETCH(QString, name);
    QFETCH(QJsonValue, value);
    QHash<QString, QString> form;
    if (part == "form"_L1)
        form.insert(name, value.toString());
    else if (!name.isEmpty() && value.isNull())
        (part == "claims"_L1 ? m_claims : m_header).remove(name);
    else if (!name.isEmpty())
        (part == "claims"_L1 ? m_claims : m_header)[name] = value;
    const Reply reply = ask(part == "expired"_L1 ? m_expired : m_key, u"PS256"_s, form);
    QVERIFY(reply.status == 400 || reply.status == 401);
    QTEST(numberIn(reply), "number");
}

void CertificateGrantTest::takesAnAssertionOnce()
{
    QCOMPARE(ask(m_key).status, 200);
    const Reply again = ask(m_key);
    QCOMPARE(again.status, 401);
    QCOMPARE(numberIn(again), 50013);
}

void CertificateGrantTest::judgesTimesByItsOwnClock()
{
    m_practice.setFaults({{u"clockSkewSeconds"_s, 1800}});
    QCOMPARE(numberIn(ask(m_key)), 700024);
}

void CertificateGrantTest::needsNoClientIdBesideIt()
{
    QCOMPARE(ask(m_key, u"PS256"_s, {{u"client_id"_s, QString()}}).status, 200);
}

QTEST_GUILESS_MAIN(CertificateGrantTest)
#include "CertificateGrantTest.moc"
