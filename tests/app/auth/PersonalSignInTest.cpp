#include "app/auth/Connections.h"

#include "app/auth/KeptSignIn.h"
#include "app/environments/SplitEntries.h"

#include "tests/app/auth/ContosoEnvironment.h"
#include "tests/app/auth/QuickBrowser.h"
#include "tests/app/auth/RawServer.h"
#include "tests/app/environments/FakeEntries.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QUrlQuery>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
QByteArray jwt(const QByteArray &claims)
{
    const auto part = [](const QByteArray &text) {
        return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    return part("{}") + '.' + part(claims) + '.' + part("x");
}

QByteArray granted(const QByteArray &token, const QByteArray &refresh, const QByteArray &person = "ann@contoso.com")
{
    return RawServer::http(200, R"({"expires_in":3600,"access_token":")" + token + R"(","refresh_token":")" + refresh +
                                    R"(","id_token":")" + jwt(R"({"preferred_username":")" + person + "\"}") + "\"}");
}
} // namespace

/// A person's sign-in from beginning to end, as Connections and the keychain see it.
class PersonalSignInTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void isKeptAndRenewed();
    void putsTheNewRefreshTokenInPlaceOfTheOld();
    void keepsTheOldOneWhereNoneComes();
    void asksForWhatWasGrantedWhereThatIsLess();
    void takesTheTokenThatAnotherProgramGot();
    void renewsInOneProgramAtATime();
    void saysSignInAgain_data();
    void saysSignInAgain();
    void showsItsTokenToItsOwnAuthorityOnly();
    void holdsForTheSessionWithoutAKeychain();
    void isForgotten();
    void bringsNothingAfterSigningOut();
    void keepsNothingAfterTheEnvironmentWasRemoved();
    void keepsNothingOfASignInThatOutlivesItsEnvironment_data();
    void keepsNothingOfASignInThatOutlivesItsEnvironment();
    void isNotForApplications();
    void keepsTokensOutOfLogAndErrors();

private:
    Result<SignedIn> signIn()
    {
        SignInGuide guide;
        guide.browser = std::make_shared<test::QuickBrowser>();
        return QCoro::waitFor(m_connections->signIn(u"Contoso"_s, guide, {}));
    }
    Result<QString> token(const QString &name = u"Contoso"_s)
    {
        const auto client = *m_connections->client(name);
        return QCoro::waitFor(client->tokens().token({}));
    }
    /// As another program of the same profile sees it.
    std::unique_ptr<Connections> anotherProgram()
    {
        return std::make_unique<Connections>(m_environments.get(), m_secrets.get(), &m_log,
                                             std::make_shared<SystemClock>());
    }
    QString sent(int request, const QString &field) const
    {
        return QUrlQuery(QString::fromLatin1(m_server->requests[request].body))
            .queryItemValue(field, QUrl::FullyDecoded);
    }
    QString kept() { return QCoro::waitFor(keptSignIn(m_secrets.get(), m_environment))->refreshToken; }

    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<test::FakeEntries> m_keychain;
    std::unique_ptr<SecretStore> m_secrets;
    std::unique_ptr<EnvironmentStore> m_environments;
    std::unique_ptr<Connections> m_connections;
    HttpLog m_log;
    Environment m_environment;
};

void PersonalSignInTest::init()
{
    m_server = std::make_unique<RawServer>();
    m_server->answer = [](int n) { return granted("t" + QByteArray::number(n), "refresh-" + QByteArray::number(n)); };
    m_folder = std::make_unique<QTemporaryDir>();
    m_keychain = std::make_shared<test::FakeEntries>();
    m_secrets =
        std::make_unique<SecretStore>(m_folder->path(), SecretStore::Ask(), std::make_shared<SplitEntries>(m_keychain));
    m_environments = std::make_unique<EnvironmentStore>(m_folder->path());
    m_environment = contosoEnvironment(m_server->url(), Grant::Interactive);
    QVERIFY(m_environments->add(m_environment));
    m_connections = anotherProgram();
}

void PersonalSignInTest::cleanup()
{
    m_connections.reset();
}

void PersonalSignInTest::isKeptAndRenewed()
{
    QCOMPARE(token().error().kind, ErrorKind::NotSignedIn);
    QVERIFY(m_server->requests.isEmpty());
    QVERIFY(!QCoro::waitFor(m_connections->lookUpSignIn(u"Contoso"_s)));
    QSignalSpy told(m_connections.get(), &Connections::stateChanged);
    const auto signedIn = signIn();
    QVERIFY2(signedIn, signedIn ? "" : qPrintable(signedIn.error().message));
    QCOMPARE(signedIn->person, u"ann@contoso.com"_s);
    QVERIFY(signedIn->note.isEmpty());
    QVERIFY(!told.isEmpty());
    QCOMPARE(m_connections->signedInAs(u"Contoso"_s), u"ann@contoso.com"_s);
    QVERIFY(m_connections->tokenUntilUtc(u"Contoso"_s).isValid());
    QCOMPARE(*token(), u"t0"_s); // that of the sign-in
    QCOMPARE(m_server->requests.size(), 1);

    const auto later = anotherProgram();
    QVERIFY(later->signedInAs(u"Contoso"_s).isEmpty());
    QVERIFY(QCoro::waitFor(later->lookUpSignIn(u"Contoso"_s)));
    QCOMPARE(later->signedInAs(u"Contoso"_s), u"ann@contoso.com"_s);
    const auto client = *later->client(u"Contoso"_s);
    QCOMPARE(*QCoro::waitFor(client->tokens().token({})), u"t1"_s);
    QCOMPARE(sent(1, u"grant_type"_s), u"refresh_token"_s);
    QCOMPARE(sent(1, u"refresh_token"_s), u"refresh-0"_s);
    QCOMPARE(sent(1, u"scope"_s), u"https://contoso.operations.dynamics.com/.default offline_access openid profile"_s);
    QVERIFY(!m_server->requests[1].body.contains("secret"));
}

void PersonalSignInTest::putsTheNewRefreshTokenInPlaceOfTheOld()
{
    m_server->answer = [](int n) {
        return granted("t" + QByteArray::number(n), QByteArray(3000, 'x') + QByteArray::number(n));
    };
    QVERIFY(signIn());
    QCOMPARE(kept(), QString(3000, u'x') + u'0');
    const auto entries = m_keychain->entries.size();
    QSignalSpy notKept(m_connections.get(), &Connections::signInNotKept);
    (*m_connections->client(u"Contoso"_s))->tokens().refused(u"t0"_s);
    QCOMPARE(*token(), u"t1"_s);
    QVERIFY(notKept.isEmpty());
    QCOMPARE(kept(), QString(3000, u'x') + u'1');
    QCOMPARE(m_keychain->entries.size(), entries);
}

void PersonalSignInTest::keepsTheOldOneWhereNoneComes()
{
    QVERIFY(signIn());
    m_server->answer = [](int n) {
        return n == 1 ? RawServer::http(200, R"({"access_token":"t1","expires_in":3600})") : granted("t2", "refresh-0");
    };
    for (const QString &before : {u"t0"_s, u"t1"_s}) {
        (*m_connections->client(u"Contoso"_s))->tokens().refused(before);
        QVERIFY(token());
        QCOMPARE(kept(), u"refresh-0"_s); // also where the answer repeats it
    }
}

void PersonalSignInTest::asksForWhatWasGrantedWhereThatIsLess()
{
    QVERIFY(signIn());
    m_server->answer = [this](int n) {
        return sent(n, u"scope"_s).isEmpty()
                   ? granted("t" + QByteArray::number(n), "refresh-" + QByteArray::number(n))
                   : RawServer::http(400, R"({"error":"invalid_scope","error_description":"not that much"})");
    };
    (*m_connections->client(u"Contoso"_s))->tokens().refused(u"t0"_s);
    QCOMPARE(*token(), u"t2"_s);
    QVERIFY(sent(1, u"scope"_s).contains("offline_access"_L1));
    QCOMPARE(kept(), u"refresh-2"_s);
    (*m_connections->client(u"Contoso"_s))->tokens().refused(u"t2"_s);
    QCOMPARE(*token(), u"t3"_s); // it knows now
}

void PersonalSignInTest::takesTheTokenThatAnotherProgramGot()
{
    QVERIFY(signIn());
    (*m_connections->client(u"Contoso"_s))->tokens().refused(u"t0"_s);
    m_server->answer = [this](int n) {
        if (n == 1) {
            // While this one asks with the old token, another has used it up and kept the next.
            const KeptSignIn other{u"ann@contoso.com"_s, u"refresh-other"_s};
            QCoro::waitFor(keepSignIn(m_secrets.get(), m_environment, other));
            return RawServer::http(400, R"({"error":"invalid_grant","error_description":"AADSTS70000: Used."})");
        }
        return granted("t2", "refresh-2");
    };
    QCOMPARE(*token(), u"t2"_s);
    QCOMPARE(sent(2, u"refresh_token"_s), u"refresh-other"_s);
    QCOMPARE(kept(), u"refresh-2"_s);
}

void PersonalSignInTest::renewsInOneProgramAtATime()
{
    QVERIFY(signIn());
    const auto one = anotherProgram();
    const auto two = anotherProgram();
    auto first = (*one->client(u"Contoso"_s))->tokens().token({});
    auto second = (*two->client(u"Contoso"_s))->tokens().token({});
    QVERIFY(QCoro::waitFor(first));
    QVERIFY(QCoro::waitFor(second));
    QCOMPARE(m_server->requests.size(), 3);
    QCOMPARE(sent(1, u"refresh_token"_s), u"refresh-0"_s);
    QCOMPARE(sent(2, u"refresh_token"_s), u"refresh-1"_s); // the old one is used up
    QCOMPARE(kept(), u"refresh-2"_s);
    QVERIFY(QDir(m_folder->path()).entryList({u"*.lock"_s}).isEmpty());
}

void PersonalSignInTest::saysSignInAgain_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("too old") << QByteArray(R"({"error":"invalid_grant","error_description":"AADSTS700082: Expired."})");
    QTest::newRow("unknown number") << QByteArray(
        R"({"error":"invalid_grant","error_description":"AADSTS999999: Something."})");
    QTest::newRow("AD FS") << QByteArray(R"({"error":"invalid_grant","error_description":"MSIS9615: The refresh."})");
    QTest::newRow("MFA") << QByteArray(R"({"error":"interaction_required","error_description":"AADSTS50076: MFA."})");
}

void PersonalSignInTest::saysSignInAgain()
{
    QFETCH(QByteArray, body);
    QVERIFY(signIn());
    (*m_connections->client(u"Contoso"_s))->tokens().refused(u"t0"_s);
    m_server->answer = [&](int) { return RawServer::http(400, body); };
    const auto refused = token();
    QCOMPARE(refused.error().kind, ErrorKind::NotSignedIn);
    QVERIFY2(refused.error().message.contains("sign in again"_L1, Qt::CaseInsensitive) ||
                 refused.error().message.contains("signs in again"_L1),
             qPrintable(refused.error().message));
    QCOMPARE(m_server->requests.size(), 2);
}

void PersonalSignInTest::showsItsTokenToItsOwnAuthorityOnly()
{
    QVERIFY(signIn());
    RawServer elsewhere;
    elsewhere.answer = [](int) { return granted("x", "y"); };
    Environment moved = m_environment;
    moved.authority = elsewhere.url();
    QVERIFY(m_environments->replace(u"Contoso"_s, moved));
    QCOMPARE(token().error().kind, ErrorKind::NotSignedIn);
    QVERIFY(elsewhere.requests.isEmpty());
    moved = m_environment;
    moved.clientId = u"client-2"_s;
    QVERIFY(m_environments->replace(u"Contoso"_s, moved));
    QCOMPARE(token().error().kind, ErrorKind::NotSignedIn);
    QCOMPARE(m_server->requests.size(), 1);

    Environment second = m_environment; // the same in all but its name: a sign-in of its own
    second.name = u"Second"_s;
    QVERIFY(m_environments->add(second));
    QCOMPARE(token(u"Second"_s).error().kind, ErrorKind::NotSignedIn);
}

void PersonalSignInTest::holdsForTheSessionWithoutAKeychain()
{
    m_keychain->locked = true;
    const auto signedIn = signIn();
    QVERIFY(signedIn);
    QVERIFY2(signedIn->note.contains("session only"_L1), qPrintable(signedIn->note));
    QSignalSpy notKept(m_connections.get(), &Connections::signInNotKept);
    (*m_connections->client(u"Contoso"_s))->tokens().refused(u"t0"_s);
    QCOMPARE(*token(), u"t1"_s);
    QCOMPARE(notKept.size(), 1);
    QVERIFY(notKept[0][0].toString().contains("session only"_L1) && !notKept[0][0].toString().contains("refresh-1"_L1));
    QVERIFY(m_keychain->entries.isEmpty());
    SecretStore ofAnotherProgram(m_folder->path(), {}, m_keychain);
    const auto none = QCoro::waitFor(keptSignIn(&ofAnotherProgram, m_environment));
    QCOMPARE(none.error().kind, ErrorKind::NotSignedIn);
    QVERIFY2(none.error().message.contains("locked"_L1), qPrintable(none.error().message));
}

void PersonalSignInTest::isForgotten()
{
    QVERIFY(signIn());
    const auto client = *m_connections->client(u"Contoso"_s);
    QVERIFY(QCoro::waitFor(m_connections->signOut(u"Contoso"_s)));
    QVERIFY(m_keychain->entries.isEmpty());
    QVERIFY(m_connections->signedInAs(u"Contoso"_s).isEmpty());
    QVERIFY(!m_connections->tokenUntilUtc(u"Contoso"_s).isValid());
    QCOMPARE(QCoro::waitFor(client->tokens().token({})).error().kind, ErrorKind::NotSignedIn);
    QCOMPARE(m_server->requests.size(), 1);
    QCOMPARE(QCoro::waitFor(m_connections->signOut(u"Nowhere"_s)).error().kind, ErrorKind::NotFound);
    m_keychain->locked = true;
    QCOMPARE(QCoro::waitFor(m_connections->signOut(u"Contoso"_s)).error().kind, ErrorKind::Secret);
}

void PersonalSignInTest::bringsNothingAfterSigningOut()
{
    QVERIFY(signIn());
    const auto client = *m_connections->client(u"Contoso"_s);
    client->tokens().refused(u"t0"_s);
    m_server->answer = [](int) { return QByteArray(); }; // never
    std::optional<Result<QString>> result;
    const auto wait = [](std::shared_ptr<HttpClient> asked, std::optional<Result<QString>> *into) -> QCoro::Task<void> {
        const auto got = co_await asked->tokens().token({});
        *into = got;
    };
    wait(client, &result);
    QTRY_COMPARE(m_server->requests.size(), 2);
    QVERIFY(QCoro::waitFor(m_connections->signOut(u"Contoso"_s)));
    QTRY_VERIFY(result);
    QCOMPARE(result->error().kind, ErrorKind::NotSignedIn);
    QVERIFY(m_keychain->entries.isEmpty());
}

void PersonalSignInTest::keepsNothingAfterTheEnvironmentWasRemoved()
{
    QVERIFY(signIn());
    const auto client = *m_connections->client(u"Contoso"_s);
    client->tokens().refused(u"t0"_s);
    m_server->answer = [this](int) {
        // While the renewal is under way.
        if (!m_environments->remove(u"Contoso"_s) || !QCoro::waitFor(m_secrets->forget(u"Contoso"_s)))
            return QByteArray();
        return granted("t1", "refresh-1");
    };
    const auto result = QCoro::waitFor(client->tokens().token({}));
    QVERIFY2(!result, result ? qPrintable(*result) : "");
    QCOMPARE(result.error().kind, ErrorKind::NotSignedIn);
    QCOMPARE(m_server->requests.size(), 2);
    QVERIFY(m_keychain->entries.isEmpty());
    QVERIFY(m_connections->signedInAs(u"Contoso"_s).isEmpty());
}

void PersonalSignInTest::keepsNothingOfASignInThatOutlivesItsEnvironment_data()
{
    QTest::addColumn<bool>("isRemoved");
    QTest::newRow("removed") << true;
    QTest::newRow("changed") << false;
}

void PersonalSignInTest::keepsNothingOfASignInThatOutlivesItsEnvironment()
{
    QFETCH(bool, isRemoved);
    m_server->answer = [&](int) {
        Environment other = m_environment;
        other.tenant = u"fabrikam.com"_s;
        const auto done =
            isRemoved ? m_environments->remove(u"Contoso"_s) : m_environments->replace(u"Contoso"_s, other);
        return done ? granted("t0", "refresh-0") : QByteArray();
    };
    const auto signedIn = signIn();
    QVERIFY(!signedIn);
    QCOMPARE(signedIn.error().kind, ErrorKind::NotSignedIn);
    QVERIFY2(signedIn.error().message.contains("removed or changed"_L1), qPrintable(signedIn.error().message));
    QVERIFY(m_keychain->entries.isEmpty());
    QVERIFY(m_connections->signedInAs(u"Contoso"_s).isEmpty());
}

void PersonalSignInTest::isNotForApplications()
{
    Environment application = m_environment;
    application.grant = Grant::ClientSecret;
    QVERIFY(m_environments->replace(u"Contoso"_s, application));
    QCOMPARE(signIn().error().kind, ErrorKind::BadInput);
    QVERIFY(m_server->requests.isEmpty());
}

void PersonalSignInTest::keepsTokensOutOfLogAndErrors()
{
    QVERIFY(signIn());
    (*m_connections->client(u"Contoso"_s))->tokens().refused(u"t0"_s);
    m_server->answer = [](int) {
        return RawServer::http(400,
                               R"({"error":"invalid_grant","error_description":"AADSTS70000: refresh-0 is used."})");
    };
    const auto refused = token();
    QVERIFY(!refused.error().detail.contains("refresh-0"_L1) && !refused.error().message.contains("refresh-0"_L1));
    for (const Exchange &exchange : m_log.exchanges())
        QVERIFY2(!exchange.answer.contains("refresh-0"_L1), qPrintable(exchange.answer));
}

QTEST_GUILESS_MAIN(PersonalSignInTest)
#include "PersonalSignInTest.moc"
