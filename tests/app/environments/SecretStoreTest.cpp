#include "app/base/Wakeup.h"
#include "app/environments/Keychain.h"
#include "app/auth/ClientSecretGrant.h"
#include "app/environments/OutdatedSecrets.h"
#include "app/environments/SecretOwner.h"
#include "app/environments/SecretStore.h"
#include "app/environments/SplitEntries.h"

#include "tests/app/environments/FakeEntries.h"

#include <QElapsedTimer>
#include <QLocalServer>
#include <QTemporaryDir>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// Without a keychain: the program that runs this test has no D-Bus session. With one: tests/journeys.
class SecretStoreTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void namesTheVariable();
    void takesTheVariable();
    void takesTheSessionsSecretFirst();
    void saysAtOnceThatThereIsNoKeychain();
    void takesABusThatNobodyServesForNone();
    void asksOnceASession();
    void asksAgainAfterARefusal();
    void saysWhatToDoWhenNobodyCanBeAsked();
    void refusesAnEmptySecret();
    void forgets();
    void saysWhyItAsks();
    void asksOnePersonOnce();
    void keepsForTheSessionWhatALockedKeychainDoesNot();
    void losesNothingInAnotherNameThatTheKeychainRefuses();
    void forgetsEverything();
    void showsASecretToNobodyElse_data();
    void showsASecretToNobodyElse();
    void isMissingWhereTheFileNamesAnotherOwner_data();
    void isMissingWhereTheFileNamesAnotherOwner();
    void bindsWhatWasKeptWithoutAnOwner();

private:
    int m_asked = 0;
    std::optional<QString> m_answer;
    SecretStore asking()
    {
        return SecretStore(u"/profile"_s, [this](QString, SecretKind) { return ask(this); });
    }
    static QCoro::Task<std::optional<QString>> askSlowly(SecretStoreTest *test, Wakeup *typed)
    {
        ++test->m_asked;
        co_await qCoro(typed, &Wakeup::woken);
        co_return std::optional<QString>(test->m_answer);
    }
    static QCoro::Task<void> collect(SecretStore *store, QList<Result<QString>> *got)
    {
        const auto secret = co_await store->secret(u"Contoso Test"_s);
        got->append(secret);
    }
    static QCoro::Task<std::optional<QString>> ask(SecretStoreTest *test)
    {
        ++test->m_asked;
        co_return std::optional<QString>(test->m_answer);
    }
};

void SecretStoreTest::init()
{
    m_asked = 0;
    m_answer.reset();
    qunsetenv("WAYBILL_SECRET_CONTOSO_TEST");
    qputenv("DBUS_SESSION_BUS_ADDRESS", ""); // nobody there, whatever this computer has
}

void SecretStoreTest::cleanup()
{
    qunsetenv("WAYBILL_SECRET_CONTOSO_TEST");
}

void SecretStoreTest::namesTheVariable()
{
    QCOMPARE(SecretStore::variableName(u"Contoso Test"_s), u"WAYBILL_SECRET_CONTOSO_TEST"_s);
    QCOMPARE(SecretStore::variableName(u"uat-2.eu"_s), u"WAYBILL_SECRET_UAT_2_EU"_s);
    QCOMPARE(SecretStore::variableName(u"Müller ß"_s), u"WAYBILL_SECRET_M_LLER__"_s);
}

void SecretStoreTest::takesTheVariable()
{
    SecretStore store = asking();
    qputenv("WAYBILL_SECRET_CONTOSO_TEST", "of the environment");
    QCOMPARE(*QCoro::waitFor(store.secret(u"Contoso Test"_s)), u"of the environment"_s);
    QVERIFY(QCoro::waitFor(store.has(u"Contoso Test"_s)));
    QCOMPARE(m_asked, 0);
}

void SecretStoreTest::takesTheSessionsSecretFirst()
{
    SecretStore store = asking();
    qputenv("WAYBILL_SECRET_CONTOSO_TEST", "of the environment");
    store.keepForSession(u"Contoso Test"_s, u"of the session"_s);
    QCOMPARE(*QCoro::waitFor(store.secret(u"Contoso Test"_s)), u"of the session"_s);
    QVERIFY(QCoro::waitFor(store.has(u"Contoso Test"_s)));
    qunsetenv("WAYBILL_SECRET_CONTOSO_TEST"); // whose name does not tell capitals apart
    QVERIFY(!QCoro::waitFor(store.has(u"contoso test"_s)));
    QCOMPARE(m_asked, 0);
}

void SecretStoreTest::saysAtOnceThatThereIsNoKeychain()
{
    QElapsedTimer time;
    time.start();
    QVERIFY(!Keychain().isPossible());
    SecretStore store(u"/profile"_s);
    const auto kept = QCoro::waitFor(store.keep(u"Contoso Test"_s, u"secret"_s));
    QCOMPARE(kept.error().kind, ErrorKind::Secret);
    QVERIFY(kept.error().message.contains("no keychain"_L1));
    QVERIFY(!QCoro::waitFor(store.has(u"Contoso Test"_s)));
    QVERIFY2(time.elapsed() < 5000, "it waited for a keychain that cannot be");
}

void SecretStoreTest::takesABusThatNobodyServesForNone()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"a bus"_s);
    const QByteArray gone = "unix:path=" + path.toUtf8().replace(' ', "%20") + ",guid=1";
    qputenv("DBUS_SESSION_BUS_ADDRESS", gone);
    QVERIFY(!Keychain().isPossible());
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    QVERIFY(!Keychain().isPossible());
    qputenv("DBUS_SESSION_BUS_ADDRESS", gone);
    SecretStore store(folder.path());
    QVERIFY(QCoro::waitFor(store.forget(u"Contoso"_s, SecretKind::RefreshToken))); // nothing can be kept there
    const auto secret = QCoro::waitFor(store.secret(u"Contoso"_s, SecretKind::Passphrase));
    QVERIFY2(secret.error().message.contains("There is no keychain"_L1), qPrintable(secret.error().message));

    QLocalServer server;
    QVERIFY(server.listen(path));
    QVERIFY(Keychain().isPossible());
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere;" + gone);
    QVERIFY(Keychain().isPossible());
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:abstract=/tmp/x"); // cannot be judged
    QVERIFY(Keychain().isPossible());
}

void SecretStoreTest::asksOnceASession()
{
    SecretStore store = asking();
    m_answer = u"typed"_s;
    QCOMPARE(*QCoro::waitFor(store.secret(u"Contoso Test"_s)), u"typed"_s);
    QCOMPARE(*QCoro::waitFor(store.secret(u"Contoso Test"_s)), u"typed"_s);
    QCOMPARE(m_asked, 1);
    QVERIFY(QCoro::waitFor(store.secret(u"Other"_s)));
    QCOMPARE(m_asked, 2);
}

void SecretStoreTest::asksAgainAfterARefusal()
{
    SecretStore store = asking();
    m_answer = u"wrong"_s;
    QVERIFY(QCoro::waitFor(store.secret(u"Contoso Test"_s)));
    store.refused(u"Contoso Test"_s);
    m_answer = u"right"_s;
    QCOMPARE(*QCoro::waitFor(store.secret(u"Contoso Test"_s)), u"right"_s);
    QCOMPARE(m_asked, 2);
    store.keepForSession(u"Practice"_s, u"given by the program"_s);
    store.refused(u"Practice"_s);
    QCOMPARE(*QCoro::waitFor(store.secret(u"Practice"_s)), u"given by the program"_s);
}

void SecretStoreTest::saysWhatToDoWhenNobodyCanBeAsked()
{
    SecretStore store = asking();
    const auto secret = QCoro::waitFor(store.secret(u"Contoso Test"_s));
    QCOMPARE(m_asked, 1);
    QCOMPARE(secret.error().kind, ErrorKind::Secret);
    QVERIFY(secret.error().message.contains("WAYBILL_SECRET_CONTOSO_TEST"_L1));
}

void SecretStoreTest::refusesAnEmptySecret()
{
    SecretStore store = asking();
    QCOMPARE(QCoro::waitFor(store.keep(u"Contoso Test"_s, {})).error().kind, ErrorKind::BadInput);
}

void SecretStoreTest::forgets()
{
    SecretStore store = asking();
    store.keepForSession(u"Contoso Test"_s, u"secret"_s);
    QVERIFY(QCoro::waitFor(store.forget(u"Contoso Test"_s)));
    QVERIFY(!QCoro::waitFor(store.has(u"Contoso Test"_s)));
}

void SecretStoreTest::saysWhyItAsks()
{
    const auto keychain = std::make_shared<test::FakeEntries>();
    QString why;
    std::unique_ptr<SecretStore> store;
    const SecretStore::Ask hear = [&](QString environment, SecretKind kind) {
        why = store->whyAsked(environment, kind);
        return ask(this);
    };
    store = std::make_unique<SecretStore>(u"/profile"_s, hear, keychain);
    const auto missing = QCoro::waitFor(store->secret(u"Contoso Test"_s)); // as after copying a profile
    QVERIFY2(why.contains("missing on this computer"_L1), qPrintable(why));
    QVERIFY(missing.error().message.contains("missing on this computer"_L1));
    keychain->locked = true;
    const auto locked = QCoro::waitFor(store->secret(u"Contoso Test"_s, SecretKind::Passphrase));
    QVERIFY2(why.contains("locked"_L1), qPrintable(why));
    QVERIFY(locked.error().message.contains("locked"_L1));
    QVERIFY(store->whyAsked(u"Contoso Test"_s, SecretKind::Passphrase).isEmpty());
}

void SecretStoreTest::asksOnePersonOnce()
{
    Wakeup typed;
    const auto slowly = [&](QString, SecretKind) { return askSlowly(this, &typed); };
    SecretStore store(u"/profile"_s, slowly, std::make_shared<test::FakeEntries>());
    m_answer = u"typed"_s;
    QList<Result<QString>> got;
    for (int i = 0; i < 3; ++i)
        collect(&store, &got);
    QTRY_COMPARE(m_asked, 1);
    typed.wake();
    QTRY_COMPARE(got.size(), 3);
    for (const auto &secret : got)
        QCOMPARE(*secret, u"typed"_s);
    QCOMPARE(m_asked, 1);
}

void SecretStoreTest::showsASecretToNobodyElse_data()
{
    QTest::addColumn<QString>("authority");
    QTest::addColumn<QString>("tenant");
    QTest::addColumn<QString>("clientId");
    QTest::addColumn<QString>("proxy");
    QTest::addColumn<QList<SecretKind>>("gone");
    const QString authority = publicAuthority().toString(), proxy = u"http://ann@proxy:8080"_s;
    const QList<SecretKind> none, secret{SecretKind::ClientSecret}, password{SecretKind::ProxyPassword};
    QTest::newRow("only another name and address") << authority << u"a.example"_s << u"client-1"_s << proxy << none;
    QTest::newRow("authority") << u"https://x.example"_s << u"a.example"_s << u"client-1"_s << proxy << secret;
    QTest::newRow("tenant") << authority << u"b.example"_s << u"client-1"_s << proxy << secret;
    QTest::newRow("client id") << authority << u"a.example"_s << u"client-2"_s << proxy << secret;
    QTest::newRow("proxy") << authority << u"a.example"_s << u"client-1"_s << u"http://ann@other:8080"_s << password;
    QTest::newRow("its user") << authority << u"a.example"_s << u"client-1"_s << u"http://bob@proxy:8080"_s << password;
    QTest::newRow("no proxy") << authority << u"a.example"_s << u"client-1"_s << u"none"_s << none;
    QTest::newRow("all") << u"https://x.example"_s << u"b.example"_s << u"client-2"_s << u"socks5://ann@proxy:8080"_s
                         << secret + password;
}

void SecretStoreTest::showsASecretToNobodyElse()
{
    QFETCH(QString, authority);
    QFETCH(QString, tenant);
    QFETCH(QString, clientId);
    QFETCH(QString, proxy);
    QFETCH(QList<SecretKind>, gone);
    Environment before;
    before.name = u"Contoso Test"_s;
    before.url = QUrl(u"https://a.example"_s);
    before.tenant = u"a.example"_s;
    before.clientId = u"client-1"_s;
    before.authority = publicAuthority();
    before.proxy = *proxyChoiceFrom(u"http://ann@proxy:8080"_s);
    Environment after = before;
    after.name = u"Another"_s;
    after.url = QUrl(u"https://b.example"_s);
    after.authority = QUrl(authority);
    after.tenant = tenant;
    after.clientId = clientId;
    after.proxy = *proxyChoiceFrom(proxy);
    const auto keychain = std::make_shared<test::FakeEntries>();
    SecretStore store(u"/profile"_s, {}, keychain);
    const QList kinds{SecretKind::ClientSecret, SecretKind::ProxyPassword, SecretKind::Passphrase};
    for (const SecretKind kind : kinds)
        QVERIFY(QCoro::waitFor(store.keep(before.name, u"a secret"_s, kind)));
    QCOMPARE(*QCoro::waitFor(forgetOutdatedSecrets(&store, before, after)), gone);
    for (const SecretKind kind : kinds)
        QCOMPARE(QCoro::waitFor(store.has(before.name, kind)), !gone.contains(kind));
    QCOMPARE(*QCoro::waitFor(forgetOutdatedSecrets(&store, before, after)), QList<SecretKind>()); // nothing left
    keychain->locked = true;
    QCOMPARE(bool(QCoro::waitFor(forgetOutdatedSecrets(&store, before, after))), gone.isEmpty());
}

void SecretStoreTest::keepsForTheSessionWhatALockedKeychainDoesNot()
{
    const auto keychain = std::make_shared<test::FakeEntries>();
    keychain->locked = true;
    SecretStore store(
        u"/profile"_s, [this](QString, SecretKind) { return ask(this); }, keychain);
    m_answer = u"typed"_s;
    QCOMPARE(*QCoro::waitFor(store.secret(u"Contoso Test"_s, SecretKind::ProxyPassword)), u"typed"_s);
    QCOMPARE(*QCoro::waitFor(store.secret(u"Contoso Test"_s, SecretKind::ProxyPassword)), u"typed"_s);
    QCOMPARE(m_asked, 1);
    QVERIFY(keychain->entries.isEmpty());
}

void SecretStoreTest::losesNothingInAnotherNameThatTheKeychainRefuses()
{
    const auto keychain = std::make_shared<test::FakeEntries>();
    SecretStore store(u"/profile"_s, {}, keychain);
    QVERIFY(QCoro::waitFor(store.keep(u"Test"_s, u"from the keychain"_s)));
    keychain->writesLeft = 0;
    QVERIFY(!QCoro::waitFor(store.rename(u"Test"_s, u"Renamed"_s)));
    QCOMPARE(*QCoro::waitFor(store.secret(u"Renamed"_s)), u"from the keychain"_s);
    QVERIFY(keychain->entries.isEmpty());
}

void SecretStoreTest::forgetsEverything()
{
    const auto keychain = std::make_shared<test::FakeEntries>();
    SecretStore store(u"/profile"_s, {}, std::make_shared<SplitEntries>(keychain));
    for (const QString &name : {u"A"_s, u"B"_s}) {
        QVERIFY(QCoro::waitFor(store.keep(name, u"secret"_s)));
        QVERIFY(QCoro::waitFor(store.keep(name, QString(6000, u'x'), SecretKind::RefreshToken)));
    }
    store.keepForSession(u"C"_s, u"of the session"_s);
    QVERIFY(QCoro::waitFor(store.forgetAll({u"A"_s, u"B"_s, u"C"_s})));
    QVERIFY(keychain->entries.isEmpty());
    QVERIFY(!QCoro::waitFor(store.has(u"C"_s)));
    keychain->locked = true;
    QCOMPARE(QCoro::waitFor(store.forgetAll({u"A"_s})).error().kind, ErrorKind::Secret);
}

void SecretStoreTest::isMissingWhereTheFileNamesAnotherOwner_data()
{
    QTest::addColumn<bool>("keptInKeychain");
    QTest::newRow("in the keychain") << true;
    QTest::newRow("of the session") << false;
}

void SecretStoreTest::isMissingWhereTheFileNamesAnotherOwner()
{
    QFETCH(bool, keptInKeychain);
    const auto keychain = std::make_shared<test::FakeEntries>();
    SecretStore store(u"/profile"_s, {}, keychain);
    Environment environment;
    environment.name = u"Contoso Test"_s;
    environment.tenant = u"a.example"_s;
    environment.clientId = u"client-1"_s;
    environment.authority = publicAuthority();
    environment.proxy = *proxyChoiceFrom(u"http://ann@proxy:8080"_s);
    for (const SecretKind kind : {SecretKind::ClientSecret, SecretKind::ProxyPassword}) {
        const QString owner = secretOwner(environment, kind);
        if (keptInKeychain)
            QVERIFY(QCoro::waitFor(store.keep(environment.name, u"hush"_s, kind, owner)));
        else
            store.keepForSession(environment.name, u"hush"_s, kind, owner);
    }
    const auto formOf = [&store](const Environment &one) {
        return QCoro::waitFor(ClientSecretGrant(one, &store).form());
    };
    QVERIFY(formOf(environment)->secrets == QStringList{u"hush"_s});
    Environment elsewhere[] = {environment, environment, environment}; // as somebody may edit the file
    elsewhere[0].authority = QUrl(u"https://evil.example"_s);
    elsewhere[1].tenant = u"b.example"_s;
    elsewhere[2].clientId = u"client-2"_s;
    for (const Environment &other : elsewhere) {
        const auto form = formOf(other);
        QVERIFY(!form);
        QCOMPARE(form.error().kind, ErrorKind::Secret);
        if (keptInKeychain)
            QVERIFY2(form.error().message.contains("saved for another authority"_L1), qPrintable(form.error().message));
        QVERIFY(!QCoro::waitFor(store.has(other.name, SecretKind::ClientSecret, secretOwner(other))));
    }
    Environment behind = environment;
    behind.proxy = *proxyChoiceFrom(u"http://ann@evil:8080"_s);
    const QString other = secretOwner(behind, SecretKind::ProxyPassword);
    QVERIFY(!QCoro::waitFor(store.secret(behind.name, SecretKind::ProxyPassword, other)));
    QVERIFY(formOf(environment)); // it is still there for whom it was kept

    QVERIFY(QCoro::waitFor(store.rename(environment.name, u"Renamed"_s)));
    environment.name = elsewhere[0].name = u"Renamed"_s;
    QVERIFY(formOf(environment)->secrets == QStringList{u"hush"_s});
    QVERIFY(!formOf(elsewhere[0]));
}

void SecretStoreTest::bindsWhatWasKeptWithoutAnOwner()
{
    const auto keychain = std::make_shared<test::FakeEntries>();
    SecretStore store(u"/profile"_s, {}, std::make_shared<SplitEntries>(keychain));
    QVERIFY(QCoro::waitFor(store.keep(u"Kept"_s, QString(6000, u'x'))));
    store.keepForSession(u"Session"_s, u"hush"_s);
    for (const QString &name : {u"Kept"_s, u"Session"_s}) {
        const auto first = QCoro::waitFor(store.secret(name, SecretKind::ClientSecret, u"owner-1"_s));
        QVERIFY(first);
        QCOMPARE(QCoro::waitFor(store.secret(name, SecretKind::ClientSecret, u"owner-1"_s)), first);
        QVERIFY(!QCoro::waitFor(store.secret(name, SecretKind::ClientSecret, u"owner-2"_s)));
    }
}

QTEST_GUILESS_MAIN(SecretStoreTest)
#include "SecretStoreTest.moc"
