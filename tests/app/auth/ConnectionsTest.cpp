#include "app/auth/Connections.h"

#include <QTemporaryDir>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

class ConnectionsTest : public QObject
{
    Q_OBJECT
private slots:
    void opensOneClientAnEnvironment();
    void opensAnotherWhenTheIdentityChanges();
    void letsGoOfARemovedEnvironment();
    void takesTheSessionsSecretsToANewName();
};

namespace {
Environment sample(const QString &name)
{
    return {name,
            QUrl(u"https://contoso.operations.dynamics.com"_s),
            u"contoso.com"_s,
            u"client"_s,
            publicAuthority(),
            EnvironmentKind::Test,
            10,
            {}};
}
} // namespace

void ConnectionsTest::opensOneClientAnEnvironment()
{
    QTemporaryDir folder;
    EnvironmentStore environments(folder.path());
    SecretStore secrets(folder.path());
    HttpLog log;
    Connections connections(&environments, &secrets, &log, std::make_shared<SystemClock>());
    QVERIFY(environments.add(sample(u"A"_s)));
    QVERIFY(environments.add(sample(u"B"_s)));
    QVERIFY(!connections.openClient(u"A"_s));
    const auto a = connections.client(u"A"_s);
    const auto b = connections.client(u"B"_s);
    QVERIFY(a && b);
    QCOMPARE(*connections.client(u"A"_s), *a);
    QCOMPARE(connections.openClient(u"A"_s), *a);
    QVERIFY(*a != *b);
    QVERIFY(&(*a)->tokens() != &(*b)->tokens());
    QCOMPARE(connections.client(u"C"_s).error().kind, ErrorKind::NotFound);
}

void ConnectionsTest::letsGoOfARemovedEnvironment()
{
    QTemporaryDir folder;
    EnvironmentStore environments(folder.path());
    SecretStore secrets(folder.path());
    HttpLog log;
    Connections connections(&environments, &secrets, &log, std::make_shared<SystemClock>());
    for (const QString &name : {u"A"_s, u"B"_s}) {
        QVERIFY(environments.add(sample(name)));
        secrets.keepForSession(name, u"hush"_s);
        QVERIFY(connections.client(name));
    }
    EnvironmentStore another(folder.path()); // that of another program
    QVERIFY(another.remove(u"A"_s));
    QVERIFY(environments.loadIfChanged());
    QVERIFY(!connections.openClient(u"A"_s)); // and with it the token
    QVERIFY(connections.openClient(u"B"_s));
    qputenv("DBUS_SESSION_BUS_ADDRESS", ""); // no keychain
    QVERIFY(!QCoro::waitFor(secrets.has(u"A"_s)));
    QVERIFY(QCoro::waitFor(secrets.has(u"B"_s)));
}

void ConnectionsTest::takesTheSessionsSecretsToANewName()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", ""); // no keychain
    QTemporaryDir folder;
    EnvironmentStore environments(folder.path());
    SecretStore secrets(folder.path());
    HttpLog log;
    Connections connections(&environments, &secrets, &log, std::make_shared<SystemClock>());
    QVERIFY(environments.add(sample(u"A"_s)));
    environments.setTransient(sample(u"In memory"_s));
    for (const auto &[before, after] : {std::pair(u"A"_s, u"B"_s), std::pair(u"In memory"_s, u"Elsewhere"_s)}) {
        secrets.keepForSession(before, u"hush"_s);
        secrets.keepForSession(before, u"open sesame"_s, SecretKind::ProxyPassword);
        QVERIFY(connections.client(before));
        QVERIFY(environments.replace(before, sample(after)));
        QVERIFY(!connections.openClient(before)); // it was that of the old name
        (void)QCoro::waitFor(secrets.rename(before, after));
        QCOMPARE(*QCoro::waitFor(secrets.secret(after)), u"hush"_s);
        QCOMPARE(*QCoro::waitFor(secrets.secret(after, SecretKind::ProxyPassword)), u"open sesame"_s);
        QVERIFY(!QCoro::waitFor(secrets.has(before)));
    }
}

void ConnectionsTest::opensAnotherWhenTheIdentityChanges()
{
    QTemporaryDir folder;
    EnvironmentStore environments(folder.path());
    SecretStore secrets(folder.path());
    HttpLog log;
    Connections connections(&environments, &secrets, &log, std::make_shared<SystemClock>());
    Environment environment = sample(u"A"_s);
    QVERIFY(environments.add(environment));
    const auto before = *connections.client(u"A"_s);
    environment.kind = EnvironmentKind::Sandbox;
    QVERIFY(environments.replace(u"A"_s, environment));
    QCOMPARE(*connections.client(u"A"_s), before);
    environment.clientId = u"another"_s;
    QVERIFY(environments.replace(u"A"_s, environment));
    QVERIFY(*connections.client(u"A"_s) != before);
}

QTEST_GUILESS_MAIN(ConnectionsTest)
#include "ConnectionsTest.moc"
