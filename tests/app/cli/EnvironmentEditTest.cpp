#include "tests/app/cli/CliProcess.h"
#include "tests/app/support/Certificate.h"
#include "tests/app/support/MadeCertificate.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// environments edit of the built waybill-cli.
class EnvironmentEditTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_cli = std::make_unique<CliProcess>(); }
    void changesOnlyWhatIsGiven();
    void clearsWhatMayBeMissing();
    void looksIntoACertificate();
    void setsAndClearsTheRowCap();
    void setsWhatFollowsAFetch();
    void renamesWithJobs();
    void refusesBadEdits_data();
    void refusesBadEdits();
    void isExplained();

private:
    static QStringList add()
    {
        return {u"environments"_s, u"add"_s,         u"--name"_s,
                u"Test"_s,         u"--url"_s,       u"https://c.dynamics.com"_s,
                u"--tenant"_s,     u"contoso.com"_s, u"--client-id"_s,
                u"client-1"_s,     u"--kind"_s,      u"sandbox"_s};
    }
    std::unique_ptr<CliProcess> m_cli;
};

void EnvironmentEditTest::changesOnlyWhatIsGiven()
{
    QCOMPARE(m_cli->run(add()).exitCode, 0);
    QJsonObject expected = m_cli->run({u"environments"_s, u"show"_s, u"Test"_s, u"--json"_s}).object();
    const QStringList edit{u"environments"_s, u"edit"_s, u"Test"_s, u"--json"_s};
    const auto nothing = m_cli->run(edit);
    QCOMPARE(nothing.exitCode, 0);
    QCOMPARE(nothing.object(), expected);
    const auto some = m_cli->run(edit + QStringList{u"--url"_s, u"https://D.operations.dynamics.com/?cmp=x"_s,
                                                    u"--kind"_s, u"production"_s, u"--read-only"_s, u"--company"_s,
                                                    u"usmf"_s, u"--colour"_s, u"#2f7d4f"_s, u"--proxy"_s, u"none"_s});
    QVERIFY2(some.err.isEmpty(), some.err.constData()); // --company was given
    expected[u"url"_s] = u"https://d.operations.dynamics.com"_s;
    expected[u"kind"_s] = u"production"_s;
    expected[u"readOnly"_s] = true;
    expected[u"company"_s] = u"usmf"_s;
    expected[u"colour"_s] = u"#2f7d4f"_s;
    expected[u"proxy"_s] = u"none"_s;
    QCOMPARE(some.exitCode, 0);
    QCOMPARE(some.object(), expected);
    QCOMPARE(m_cli->run({u"environments"_s, u"show"_s, u"Test"_s, u"--json"_s}).object(), expected);
    const auto hinted = m_cli->run(edit + QStringList{u"--url"_s, u"https://d.operations.dynamics.com/?cmp=DEMF"_s});
    QVERIFY2(hinted.err.contains("--company demf"), hinted.err.constData());
    QCOMPARE(hinted.object(), expected); // said, not taken
    expected[u"readOnly"_s] = false;
    QCOMPARE(m_cli->run(edit + QStringList{u"--no-read-only"_s}).object(), expected);
    QVERIFY(m_cli->run({u"environments"_s, u"show"_s, u"Test"_s}).out.contains("usmf"));
}

void EnvironmentEditTest::looksIntoACertificate()
{
    test::MadeCertificate made;
    QVERIFY(made.make(u"client"_s) && made.makePfx(u"client"_s, u"open sesame"_s));
    const QString pfx = made.file(u"client.pfx"_s), none = m_cli->file(u"none.pem"_s, "no certificate");
    const auto with = [&](const QString &certificate) {
        return add() << u"--json"_s << u"--grant"_s << u"certificate"_s << u"--certificate"_s << certificate;
    };
    const auto refused = [&](const QStringList &words, const QByteArray &input) {
        const auto ran = m_cli->run(words, input);
        return ran.exitCode == 2 && ran.errorKind() == u"badInput"_s && !ran.err.contains("wrong one");
    };
    QVERIFY(refused(with(none), {}));
    QVERIFY(refused(with(pfx) << u"--passphrase-stdin"_s, "wrong one\n"));
    QCOMPARE(m_cli->run({u"environments"_s, u"list"_s, u"--json"_s}).array(), QJsonArray()); // nothing was saved
    QCOMPARE(m_cli->run(with(pfx)).exitCode, 0);                                             // it is asked for
    const QStringList edit{u"environments"_s, u"edit"_s, u"Test"_s, u"--json"_s};
    QVERIFY(refused(edit + QStringList{u"--passphrase-stdin"_s}, "wrong one\n"));
    QVERIFY(refused(edit + QStringList{u"--certificate"_s, none}, {}));
    QCOMPARE(m_cli->run(edit + QStringList{u"--passphrase-stdin"_s}, "open sesame\n").exitCode, 0);
    QCOMPARE(m_cli->run(edit).object()[u"certificate"_s].toString(), pfx);
}

void EnvironmentEditTest::clearsWhatMayBeMissing()
{
    const QString certificate = m_cli->file(u"client.pem"_s, "not read here");
    QCOMPARE(m_cli
                 ->run(add() << u"--company"_s << u"usmf"_s << u"--colour"_s << u"#ffffff"_s << u"--certificate"_s
                             << certificate << u"--ca"_s << m_cli->file(u"root.pem"_s, nobodysRoot))
                 .exitCode,
             0);
    const auto cleared = m_cli->run({u"environments"_s, u"edit"_s, u"Test"_s, u"--json"_s, u"--company"_s, u""_s,
                                     u"--colour"_s, u""_s, u"--certificate"_s, u""_s, u"--ca"_s, u""_s});
    QCOMPARE(cleared.exitCode, 0);
    for (const char *field : {"company", "colour", "certificate"})
        QVERIFY2(!cleared.object().contains(QLatin1StringView(field)), field);
    QFile saved(m_cli->profile() + u"/environments.json"_s);
    QVERIFY(saved.open(QIODevice::ReadOnly) && !saved.readAll().contains("CERTIFICATE"));
}

void EnvironmentEditTest::setsAndClearsTheRowCap()
{
    QCOMPARE(m_cli->run(add()).exitCode, 0);
    const QStringList edit{u"environments"_s, u"edit"_s, u"Test"_s, u"--json"_s, u"--row-cap"_s};
    QVERIFY(!m_cli->run({u"environments"_s, u"show"_s, u"Test"_s, u"--json"_s}).object().contains(u"rowCap"_s));
    QCOMPARE(m_cli->run(edit + QStringList{u"5000"_s}).object()[u"rowCap"_s].toInteger(), 5000);
    QVERIFY(m_cli->run({u"environments"_s, u"show"_s, u"Test"_s}).out.contains("5000"));
    for (const QString &bad : {u"0"_s, u"-1"_s, u"many"_s, u"1.5"_s}) {
        const auto ran =
            m_cli->run(QStringList{u"environments"_s, u"edit"_s, u"Test"_s, u"--json"_s, u"--row-cap="_s + bad});
        QCOMPARE(ran.exitCode, 2);
        QCOMPARE(ran.errorKind(), u"badInput"_s);
    }
    QCOMPARE(m_cli->run({u"environments"_s, u"show"_s, u"Test"_s, u"--json"_s}).object()[u"rowCap"_s].toInteger(),
             5000);
    QVERIFY(!m_cli->run(edit + QStringList{u"none"_s}).object().contains(u"rowCap"_s));
}

void EnvironmentEditTest::setsWhatFollowsAFetch()
{
    QCOMPARE(m_cli->run(add()).exitCode, 0);
    const QStringList edit{u"environments"_s, u"edit"_s, u"Test"_s, u"--json"_s};
    const QString program = QCoreApplication::applicationFilePath();
    const QJsonObject set =
        m_cli
            ->run(edit + QStringList{u"--package-name"_s, u"{job}/{key}"_s, u"--after-fetch-copy"_s, m_cli->profile(),
                                     u"--after-fetch-run"_s, program, u"--after-fetch-argument=--in={file}"_s,
                                     u"--after-fetch-argument"_s, u"a b;$(c)"_s, u"--after-fetch-limit"_s, u"5"_s})
            .object();
    QCOMPARE(set[u"packageName"_s].toString(), u"{job}/{key}"_s);
    const QJsonObject after{{u"copyTo"_s, m_cli->profile()},
                            {u"program"_s, program},
                            {u"arguments"_s, QJsonArray{u"--in={file}"_s, u"a b;$(c)"_s}},
                            {u"limit"_s, 5}};
    QCOMPARE(set[u"afterFetch"_s].toObject(), after);
    for (const QString &bad :
         {u"--package-name={day}"_s, u"--package-name=../{job}"_s, u"--after-fetch-copy=/not/there"_s,
          u"--after-fetch-run=/not/there"_s, u"--after-fetch-argument={zip}"_s, u"--after-fetch-limit=soon"_s}) {
        const auto ran = m_cli->run(edit + QStringList{bad});
        QCOMPARE(ran.exitCode, 2);
        QCOMPARE(ran.errorKind(), u"badInput"_s);
    }
    QCOMPARE(m_cli->run({u"environments"_s, u"show"_s, u"Test"_s, u"--json"_s}).object()[u"afterFetch"_s], after);
    const QJsonObject cleared =
        m_cli->run(edit + QStringList{u"--package-name="_s, u"--after-fetch-copy="_s, u"--after-fetch-run="_s})
            .object();
    QVERIFY(!cleared.contains(u"packageName"_s) && !cleared.contains(u"afterFetch"_s));
}

void EnvironmentEditTest::renamesWithJobs()
{
    QCOMPARE(m_cli->addEnvironment().exitCode, 0);
    QCOMPARE(m_cli->addJob().exitCode, 0);
    QCOMPARE(m_cli->run({u"push"_s, m_cli->file(u"a.csv"_s, "a"), u"--job"_s, u"Groups"_s, u"--timeout"_s, u"0.2"_s})
                 .exitCode,
             3);
    const auto renamed = m_cli->run({u"environments"_s, u"edit"_s, u"Test"_s, u"--name"_s, u"A & B"_s, u"--json"_s});
    QCOMPARE(renamed.exitCode, 0);
    QCOMPARE(renamed.object()[u"name"_s].toString(), u"A & B"_s);
    QCOMPARE(renamed.object()[u"jobs"_s].toArray().size(), 1);
    QVERIFY2(renamed.err.contains("1 message that has not"), renamed.err.constData());
    const QJsonArray all = m_cli->run({u"environments"_s, u"list"_s, u"--json"_s}).array();
    QCOMPARE(all.size(), 1);
    QCOMPARE(all.first()[u"name"_s].toString(), u"A & B"_s);
}

void EnvironmentEditTest::refusesBadEdits_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("kind");
    QTest::newRow("unknown") << QStringList{u"Nobody"_s, u"--kind"_s, u"test"_s} << u"notFound"_s;
    QTest::newRow("a name that is there") << QStringList{u"Test"_s, u"--name"_s, u"Other"_s} << u"conflict"_s;
    QTest::newRow("no name") << QStringList{u"Test"_s, u"--name"_s, u""_s} << u"badInput"_s;
    QTest::newRow("no address") << QStringList{u"Test"_s, u"--url"_s, u""_s} << u"badInput"_s;
    QTest::newRow("no tenant") << QStringList{u"Test"_s, u"--tenant"_s, u""_s} << u"badInput"_s;
    QTest::newRow("no colour") << QStringList{u"Test"_s, u"--colour"_s, u"red"_s} << u"badInput"_s;
    QTest::newRow("no grant") << QStringList{u"Test"_s, u"--grant"_s, u"password"_s} << u"badInput"_s;
    QTest::newRow("no certificate") << QStringList{u"Test"_s, u"--grant"_s, u"certificate"_s} << u"badInput"_s;
    QTest::newRow("no secret") << QStringList{u"Test"_s, u"--secret-stdin"_s} << u"badInput"_s;
}

void EnvironmentEditTest::refusesBadEdits()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, kind);
    QCOMPARE(m_cli->addEnvironment().exitCode, 0);
    QCOMPARE(m_cli->addEnvironment(u"http://127.0.0.1:9"_s, u"Other"_s).exitCode, 0);
    const QJsonArray before = m_cli->run({u"environments"_s, u"list"_s, u"--json"_s}).array();
    const auto ran = m_cli->run(QStringList{u"environments"_s, u"edit"_s, u"--json"_s} + arguments);
    QCOMPARE(ran.exitCode, 2);
    QCOMPARE(ran.errorKind(), kind);
    QCOMPARE(m_cli->run({u"environments"_s, u"list"_s, u"--json"_s}).array(), before);
}

void EnvironmentEditTest::isExplained()
{
    for (const char *verb : {"environments edit", "environments export", "environments import"}) {
        const auto help = m_cli->run(QString::fromLatin1(verb).split(u' ') + QStringList{u"--help"_s});
        QVERIFY2(help.exitCode == 0 && help.out.contains(QByteArray("waybill-cli ") + verb), verb);
        QVERIFY2(m_cli->run({u"environments"_s, u"--help"_s}).out.contains(verb + 13), verb);
    }
}

QTEST_GUILESS_MAIN(EnvironmentEditTest)
#include "EnvironmentEditTest.moc"
