#include "app/auth/Connections.h"

#include "tests/app/environments/FakeEntries.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
const QString operatorName = u"operator@practice.example"_s;

/// A person at a browser: opens pages, signs in or cancels, and follows redirects.
class Person final : public BrowserOpener
{
public:
    explicit Person(QString user) : m_user(std::move(user)) {}

    bool open(const QUrl &address) override
    {
        QUrl chosen = address;
        chosen.setQuery(address.query(QUrl::FullyEncoded) + u'&' + choice());
        m_network.get(QNetworkRequest(chosen));
        return true;
    }
    void type(const DeviceCode &code)
    {
        QNetworkRequest request(code.verificationUri);
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
        m_network.post(request, (u"user_code="_s + code.userCode + u'&' + choice()).toLatin1());
    }

private:
    QString choice() const { return m_user.isEmpty() ? u"cancel=1"_s : u"user="_s + m_user; }
    QString m_user;
    QNetworkAccessManager m_network;
};
} // namespace

/// Every grant from the environment to a call that F&O answers, against the practice environment over real sockets.
class GrantsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void letsIn_data();
    void letsIn();
    void saysWhyNot_data();
    void saysWhyNot();
    void keepsEnvironmentsApart();

private:
    QJsonObject application(const QString &name) const
    {
        for (const auto &one : m_info[u"applications"_s].toArray()) {
            if (one[u"name"_s].toString() == name)
                return one.toObject();
        }
        return {};
    }
    Environment environment(Grant grant, bool adfs, const QString &applicationName) const
    {
        Environment made;
        made.name = u"Practice"_s;
        made.url = QUrl(m_info[u"url"_s].toString());
        made.tenant = m_info[u"tenant"_s].toString();
        made.authority = QUrl(adfs ? m_info[u"url"_s].toString() + u"/adfs"_s : m_info[u"authority"_s].toString());
        made.clientId = application(applicationName)[u"clientId"_s].toString();
        made.kind = EnvironmentKind::Practice;
        made.grant = grant;
        made.certificate = m_info[u"clientCertificate"_s][u"pemFile"_s].toString();
        return made;
    }
    /// Signs in where a person must; the answer of F&O then.
    HttpOutcome use(const Environment &environment, const QString &user = operatorName);
    HttpOutcome call()
    {
        const auto client = *m_connections->client(u"Practice"_s);
        HttpRequest request;
        request.url = client->at(u"/data"_s);
        return QCoro::waitFor(client->send(request, {}));
    }

    QTemporaryDir m_profile;
    QProcess m_practice;
    QJsonObject m_info;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<EnvironmentStore> m_environments;
    std::unique_ptr<Connections> m_connections;
    std::unique_ptr<HttpLog> m_log;
};

void GrantsTest::initTestCase()
{
    m_practice.start(QStringLiteral(PRACTICE_PROGRAM),
                     {u"--profile"_s, m_profile.path(), u"--port"_s, u"0"_s, u"--client-certificate"_s,
                      u"--device-interval"_s, u"1"_s, u"--parent-pipe"_s});
    while (!m_practice.canReadLine())
        QVERIFY2(m_practice.waitForReadyRead(30'000), m_practice.readAllStandardError().constData());
    m_info = QJsonDocument::fromJson(m_practice.readLine()).object();
}

void GrantsTest::init()
{
    m_connections.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_secrets =
        std::make_unique<SecretStore>(m_folder->path(), SecretStore::Ask(), std::make_shared<test::FakeEntries>());
    m_environments = std::make_unique<EnvironmentStore>(m_folder->path());
    m_log = std::make_unique<HttpLog>();
    m_connections = std::make_unique<Connections>(m_environments.get(), m_secrets.get(), m_log.get(),
                                                  std::make_shared<SystemClock>());
}

HttpOutcome GrantsTest::use(const Environment &environment, const QString &user)
{
    HttpOutcome outcome;
    if (const auto added = m_environments->add(environment); !added) {
        outcome.error = added.error();
        return outcome;
    }
    const auto person = std::make_shared<Person>(user);
    if (isPersonal(environment.grant)) {
        SignInGuide guide;
        guide.browser = person;
        guide.code = [person](const DeviceCode &code) { person->type(code); };
        const auto signedIn = QCoro::waitFor(m_connections->signIn(environment.name, guide, {}));
        if (!signedIn) {
            outcome.error = signedIn.error();
            return outcome;
        }
        if (signedIn->person != user || !signedIn->note.isEmpty()) {
            outcome.error.message = u"signed in as "_s + signedIn->person + u' ' + signedIn->note;
            return outcome;
        }
    }
    return call();
}

void GrantsTest::letsIn_data()
{
    QTest::addColumn<Grant>("grant");
    QTest::addColumn<bool>("adfs");
    QTest::addColumn<bool>("pfx");
    for (const bool adfs : {false, true}) {
        const auto row = [adfs](const char *name, Grant grant, bool pfx = false) {
            QTest::addRow("%s, %s", name, adfs ? "AD FS" : "Entra") << grant << adfs << pfx;
        };
        row("client secret", Grant::ClientSecret);
        row("certificate (PEM)", Grant::Certificate);
        row("certificate (PFX)", Grant::Certificate, true);
        row("interactive", Grant::Interactive);
        row("device code", Grant::DeviceCode);
    }
}

void GrantsTest::letsIn()
{
    QFETCH(Grant, grant);
    QFETCH(bool, adfs);
    QFETCH(bool, pfx);
    Environment wanted = environment(grant, adfs, u"Waybill"_s);
    const QJsonObject certificate = m_info[u"clientCertificate"_s].toObject();
    if (pfx)
        wanted.certificate = certificate[u"pfxFile"_s].toString();
    m_secrets->keepForSession(u"Practice"_s, application(u"Waybill"_s)[u"secret"_s].toString());
    m_secrets->keepForSession(u"Practice"_s, certificate[u"passphrase"_s].toString(), SecretKind::Passphrase);
    const HttpOutcome first = use(wanted);
    QVERIFY2(first.answer, qPrintable(first.error.message + u' ' + first.error.detail));
    QCOMPARE(first.answer->status, 200);

    // Renewed, twice: a refresh token is good for once there.
    for (int i = 0; i < 2; ++i) {
        auto &tokens = (*m_connections->client(u"Practice"_s))->tokens();
        const QString before = *QCoro::waitFor(tokens.token({}));
        tokens.refused(before);
        const HttpOutcome again = call();
        QVERIFY2(again.answer, qPrintable(again.error.message + u' ' + again.error.detail));
        QCOMPARE(again.answer->status, 200);
        QVERIFY(*QCoro::waitFor(tokens.token({})) != before);
    }
    for (const Exchange &exchange : m_log->exchanges())
        QVERIFY2(!exchange.answer.contains("eyJ"_L1), qPrintable(exchange.answer));
}

void GrantsTest::saysWhyNot_data()
{
    QTest::addColumn<Grant>("grant");
    QTest::addColumn<QString>("applicationName");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, Grant grant, const QString &applicationName, const QString &code,
                        const QString &user = operatorName) {
        QTest::newRow(name) << grant << applicationName << user << code;
    };
    row("expired secret", Grant::ClientSecret, u"Expired secret"_s, u"AADSTS7000222"_s);
    row("no such application", Grant::ClientSecret, u"nobody"_s, u"AADSTS700016"_s);
    row("certificate of another", Grant::Certificate, u"Not in F&O"_s, u"AADSTS700027"_s);
    row("no consent", Grant::Interactive, u"No consent"_s, u"AADSTS65001"_s);
    row("blocked", Grant::Interactive, u"Blocked by Conditional Access"_s, u"AADSTS53003"_s);
    row("confidential application", Grant::Interactive, u"Confidential only"_s, u"AADSTS7000218"_s);
    row("MFA for an application", Grant::ClientSecret, u"MFA demanded"_s, u"AADSTS50076"_s);
    row("cancelled in the browser", Grant::Interactive, u"Waybill for people"_s, u"AADSTS65004"_s, {});
    row("declined at the device page", Grant::DeviceCode, u"Waybill for people"_s, u"authorization_declined"_s, {});
    row("device code, confidential application", Grant::DeviceCode, u"Confidential only"_s, u"AADSTS7000218"_s);
    row("not listed in F&O", Grant::ClientSecret, u"Not in F&O"_s, u"401"_s);
    row("a person without a user in F&O", Grant::Interactive, u"Waybill for people"_s, u"401"_s,
        u"visitor@practice.example"_s);
}

void GrantsTest::saysWhyNot()
{
    QFETCH(Grant, grant);
    QFETCH(QString, applicationName);
    QFETCH(QString, user);
    QFETCH(QString, code);
    Environment wanted = environment(grant, false, applicationName);
    if (wanted.clientId.isEmpty())
        wanted.clientId = u"11111111-2222-3333-4444-555555555555"_s;
    const QString secret = application(applicationName)[u"secret"_s].toString(u"some secret"_s);
    m_secrets->keepForSession(u"Practice"_s, secret);
    const HttpOutcome outcome = use(wanted, user);
    const QString got = outcome.answer ? QString::number(outcome.answer->status) : outcome.error.serviceCode;
    QVERIFY2(got == code || outcome.error.message.contains("declined"_L1),
             qPrintable(got + u' ' + outcome.error.message + u' ' + outcome.error.detail));
    if (!outcome.answer) {
        QCOMPARE(outcome.error.kind, ErrorKind::NotSignedIn);
        QVERIFY(!outcome.error.message.contains(secret) && !outcome.error.detail.contains(secret));
    }
}

void GrantsTest::keepsEnvironmentsApart()
{
    const Environment one = environment(Grant::Interactive, false, u"Waybill"_s);
    QVERIFY(use(one).answer);
    Environment two = one;
    two.name = u"Twin"_s;
    QVERIFY(m_environments->add(two));
    auto &tokens = (*m_connections->client(u"Twin"_s))->tokens();
    QCOMPARE(QCoro::waitFor(tokens.token({})).error().kind, ErrorKind::NotSignedIn);
    QVERIFY(m_connections->signedInAs(u"Twin"_s).isEmpty());
}

QTEST_GUILESS_MAIN(GrantsTest)
#include "GrantsTest.moc"
