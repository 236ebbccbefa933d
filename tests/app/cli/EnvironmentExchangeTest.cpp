#include "tests/app/cli/CliProcess.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// environments export and import of the built waybill-cli. What files hold: tests/app/environments/ImportTest.
class EnvironmentExchangeTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_cli = std::make_unique<CliProcess>(); }
    void carriesEnvironmentsToAnotherProfile();
    void carriesNothingToo();
    void exportsOnlyWhatIsNamed();
    void exportsNoSecret();
    void skipsOrRenamesWhatIsThere();
    void takesAPostmanSecretOutOfTheFile();
    void carriesFiveHundred();
    void refusesWhatCannotBeUsed_data();
    void refusesWhatCannotBeUsed();

private:
    QByteArray content(const QString &path) const
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QJsonArray listed(const QStringList &more = {}) const
    {
        return m_cli->run(QStringList{u"environments"_s, u"list"_s, u"--json"_s} + more).array();
    }
    CliProcess::Ran import(const QString &file, const QStringList &more = {}) const
    {
        return m_cli->run(QStringList{u"environments"_s, u"import"_s, file, u"--json"_s} + more);
    }
    std::unique_ptr<CliProcess> m_cli;
};

void EnvironmentExchangeTest::carriesEnvironmentsToAnotherProfile()
{
    QCOMPARE(m_cli->addEnvironment().exitCode, 0);
    QCOMPARE(m_cli->addJob().exitCode, 0);
    const QString file = m_cli->file(u"environments.json"_s, "what was there");
    const auto exported = m_cli->run({u"environments"_s, u"export"_s, file, u"--json"_s});
    QCOMPARE(exported.exitCode, 0);
    QCOMPARE(exported.object(), QJsonObject({{u"output"_s, file}, {u"environments"_s, 1}}));
    QCOMPARE(QJsonDocument::fromJson(content(file)).object().keys(), (QStringList{u"environments"_s, u"version"_s}));

    const QStringList elsewhere{u"--profile"_s, m_cli->profile() + u"2"_s};
    const auto imported = import(file, elsewhere);
    QCOMPARE(imported.exitCode, 0);
    QCOMPARE(imported.object().keys(), (QStringList{u"added"_s, u"notes"_s, u"skipped"_s, u"source"_s}));
    QCOMPARE(imported.object()[u"source"_s].toString(), u"waybill"_s);
    QCOMPARE(imported.object()[u"added"_s].toArray(),
             QJsonArray{m_cli->run({u"environments"_s, u"show"_s, u"Test"_s, u"--json"_s}).object()});
    QVERIFY(imported.object()[u"skipped"_s].toArray().isEmpty() && imported.object()[u"notes"_s].toArray().isEmpty());
    QCOMPARE(listed(elsewhere), listed());
    // Read as text too.
    const auto plain = m_cli->run(QStringList{u"environments"_s, u"import"_s, file, u"--rename"_s} + elsewhere);
    QVERIFY2(plain.exitCode == 0 && plain.out.contains("Test (2)"), plain.err.constData());
}

void EnvironmentExchangeTest::carriesNothingToo()
{
    const QString file = m_cli->file(u"empty.json"_s, {});
    const auto exported = m_cli->run({u"environments"_s, u"export"_s, file, u"--json"_s});
    QCOMPARE(exported.exitCode, 0);
    const auto imported = import(file);
    QCOMPARE(imported.exitCode, 0);
    QCOMPARE(imported.object()[u"added"_s], QJsonValue(QJsonArray()));
    const QString broken = m_cli->file(u"broken.json"_s, R"({"version":1,"environments":[{}]})");
    QCOMPARE(import(broken).exitCode, 2);
}

void EnvironmentExchangeTest::exportsOnlyWhatIsNamed()
{
    for (const QString &name : {u"A"_s, u"B"_s, u"C"_s})
        QCOMPARE(m_cli->addEnvironment(u"http://127.0.0.1:9"_s, name).exitCode, 0);
    const QString file = m_cli->file(u"some.json"_s, {});
    const auto count = [&](const QStringList &words) {
        const auto ran = m_cli->run(QStringList{u"environments"_s, u"export"_s, file, u"--json"_s} + words);
        return ran.exitCode == 0 ? ran.object()[u"environments"_s].toInt() : -1;
    };
    QCOMPARE(count({}), 3);
    QCOMPARE(count({u"--environment"_s, u"B"_s}), 1);
    QCOMPARE(count({u"--only"_s, u"C"_s, u"--only"_s, u"A"_s}), 2);
    QVERIFY(content(file).contains("\"C\"") && !content(file).contains("\"B\""));
    QCOMPARE(count({u"--only"_s, u"D"_s}), -1);
    QVERIFY(content(file).contains("\"C\"")); // left as it was
}

void EnvironmentExchangeTest::exportsNoSecret()
{
    m_cli->set(u"WAYBILL_SECRET_TEST"_s, u"hunter2-of-the-variable"_s);
    QCOMPARE(m_cli->addEnvironment().exitCode, 0);
    const QString file = m_cli->file(u"shared %2.json"_s, {});
    const auto exported = m_cli->run({u"environments"_s, u"export"_s, file});
    QCOMPARE(exported.exitCode, 0);
    QVERIFY2(exported.out.contains("shared %2.json: 1 environment."), exported.out.constData());
    QVERIFY(content(file).contains("\"Test\"") && !content(file).contains("hunter2"));
}

void EnvironmentExchangeTest::skipsOrRenamesWhatIsThere()
{
    QCOMPARE(m_cli->addEnvironment().exitCode, 0);
    const QString file = m_cli->file(u"shared.json"_s, {});
    QCOMPARE(m_cli->run({u"environments"_s, u"export"_s, file}).exitCode, 0);
    const QByteArray before = content(m_cli->profile() + u"/environments.json"_s);
    const auto skipped = import(file);
    QCOMPARE(skipped.exitCode, 0);
    QCOMPARE(skipped.object()[u"skipped"_s].toArray(), QJsonArray{u"Test"_s});
    QVERIFY(skipped.err.contains("--rename"));
    QCOMPARE(content(m_cli->profile() + u"/environments.json"_s), before);
    QCOMPARE(import(file, {u"--rename"_s}).object()[u"added"_s].toArray().size(), 1);
    QCOMPARE(import(file, {u"--rename"_s}).object()[u"added"_s][0][u"name"_s].toString(), u"Test (3)"_s);
    QCOMPARE(listed().size(), 3);
}

void EnvironmentExchangeTest::takesAPostmanSecretOutOfTheFile()
{
    const QString file = m_cli->file(u"uat.postman_environment.json"_s, R"({"name":"UAT","values":[
        {"key":"tenant_id","value":"contoso.com"},{"key":"client_id","value":"app"},
        {"key":"client_secret","value":"hunter2-of-postman","type":"secret"},
        {"key":"url","value":"https://c.sandbox.operations.dynamics.com"}]})");
    const auto imported = import(file); // no keychain here: it is said, and kept nowhere
    QCOMPARE(imported.exitCode, 0);
    QCOMPARE(imported.object()[u"source"_s].toString(), u"postman-environment"_s);
    QCOMPARE(imported.object()[u"added"_s][0][u"hasSecret"_s].toBool(true), false);
    QVERIFY2(imported.err.contains("WAYBILL_SECRET_UAT"), imported.err.constData());
    QVERIFY(!imported.out.contains("hunter2") && !imported.err.contains("hunter2"));
    QVERIFY(!content(m_cli->profile() + u"/environments.json"_s).contains("hunter2"));
}

void EnvironmentExchangeTest::carriesFiveHundred()
{
    QJsonArray many;
    for (int i = 0; i < 500; ++i) {
        many.append(QJsonObject{{u"name"_s, u"Nr. %1 “ÄÖ” \\ %2 😀"_s.arg(i)},
                                {u"url"_s, u"https://c%1.operations.dynamics.com"_s.arg(i)},
                                {u"tenant"_s, u"contoso.com"_s},
                                {u"clientId"_s, u"app"_s},
                                {u"kind"_s, u"test"_s},
                                {u"jobs"_s, QJsonArray()}});
    }
    const QString file =
        m_cli->file(u"many.json"_s, QJsonDocument(QJsonObject{{u"version"_s, 1}, {u"environments"_s, many}}).toJson());
    QCOMPARE(import(file).object()[u"added"_s].toArray().size(), 500);
    QCOMPARE(listed().size(), 500);
    // One change of the file, not five hundred.
    QVERIFY(!QFile::exists(m_cli->profile() + u"/environments-backups"_s));
}

void EnvironmentExchangeTest::refusesWhatCannotBeUsed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("cut in the middle") << QByteArray(R"({"version":2,"environments":[{"name":"A","url":"htt)");
    QTest::newRow("newer") << QByteArray(R"({"version":3,"environments":[]})");
    QTest::newRow("binary") << QByteArray(5000, '\0');
}

void EnvironmentExchangeTest::refusesWhatCannotBeUsed()
{
    QFETCH(QByteArray, bytes);
    const auto ran = import(m_cli->file(u"x.json"_s, bytes));
    QCOMPARE(ran.exitCode, 2);
    QCOMPARE(ran.errorKind(), u"badInput"_s);
    QVERIFY2(ran.err.contains("x.json"), ran.err.constData());
    QCOMPARE(import(u"/nowhere/x.json"_s).errorKind(), u"badInput"_s);
    QCOMPARE(m_cli->run({u"environments"_s, u"export"_s, u"/nowhere/x.json"_s, u"--json"_s}).errorKind(),
             u"badInput"_s);
    QVERIFY(listed().isEmpty());
}

QTEST_GUILESS_MAIN(EnvironmentExchangeTest)
#include "EnvironmentExchangeTest.moc"
