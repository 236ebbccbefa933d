#include "tests/app/cli/CliProcess.h"
#include "tests/app/support/MadeCertificate.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// environments and jobs of the built waybill-cli: every exit code and every shape of JSON.
class EnvironmentVerbsTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_cli = std::make_unique<CliProcess>(); }
    void addsAndListsAnEnvironment();
    void showsAndRemovesAnEnvironment();
    void refusesBadEnvironments_data();
    void refusesBadEnvironments();
    void refusesANameThatIsThere();
    void takesTheSecretFromStandardInputOnly();
    void keepsTheEnvironmentWithoutAKeychain();
    void knowsASecretInAVariable();
    void addsGrantProxyAndReadOnly();
    void readsOneLineForEachSecret();
    void addsListsAndRemovesJobs();
    void refusesBadJobs_data();
    void refusesBadJobs();
    void wantsToKnowWhichEnvironment();
    void takesGlobalOptionsAnywhere();
    void leavesAnUnusableFileAlone();
    void saysWhatIsWrongWithTheCommandLine_data();
    void saysWhatIsWrongWithTheCommandLine();
    void helpsWithEveryVerb();
    void completesVerbsAndOptions();
    void endsWithFourWhenInterrupted();

private:
    QStringList add(const QString &changed = {}, const QString &value = {}) const
    {
        QStringList all{u"environments"_s, u"add"_s, u"--json"_s};
        for (auto [name, given] :
             {std::pair(u"--name"_s, u"Test"_s), std::pair(u"--url"_s, u"https://c.operations.dynamics.com/"_s),
              std::pair(u"--tenant"_s, u"contoso.com"_s), std::pair(u"--client-id"_s, u"client-1"_s),
              std::pair(u"--kind"_s, u"sandbox"_s)}) {
            all << name << (name == changed ? value : given);
        }
        if (!changed.isEmpty() && !all.contains(changed))
            all << changed << value;
        return all;
    }
    std::unique_ptr<CliProcess> m_cli;
};

void EnvironmentVerbsTest::addsAndListsAnEnvironment()
{
    const auto empty = m_cli->run({u"environments"_s, u"list"_s, u"--json"_s});
    QCOMPARE(empty.exitCode, 0);
    QVERIFY(QJsonDocument::fromJson(empty.out).isArray() && empty.array().isEmpty());

    const auto added = m_cli->run(add());
    QCOMPARE(added.exitCode, 0);
    QCOMPARE(added.object()[u"name"_s].toString(), u"Test"_s);
    const auto listed = m_cli->run({u"environments"_s, u"list"_s, u"--json"_s});
    QCOMPARE(listed.exitCode, 0);
    QCOMPARE(listed.array(), QJsonArray{QJsonObject({{u"name"_s, u"Test"_s},
                                                     {u"url"_s, u"https://c.operations.dynamics.com"_s},
                                                     {u"tenant"_s, u"contoso.com"_s},
                                                     {u"clientId"_s, u"client-1"_s},
                                                     {u"authority"_s, u"https://login.microsoftonline.com"_s},
                                                     {u"kind"_s, u"sandbox"_s},
                                                     {u"requestsPerSecond"_s, 10},
                                                     {u"grant"_s, u"client-secret"_s},
                                                     {u"readOnly"_s, false},
                                                     {u"proxy"_s, u"system"_s},
                                                     {u"hasSecret"_s, false}})});
    QVERIFY(m_cli->run({u"environments"_s, u"list"_s}).out.contains("https://c.operations.dynamics.com"));
}

void EnvironmentVerbsTest::showsAndRemovesAnEnvironment()
{
    QCOMPARE(m_cli->run(add(u"--requests-per-second"_s, u"3"_s)).exitCode, 0);
    const auto shown = m_cli->run({u"environments"_s, u"show"_s, u"Test"_s, u"--json"_s});
    QCOMPARE(shown.exitCode, 0);
    QCOMPARE(shown.object()[u"requestsPerSecond"_s].toInt(), 3);
    QCOMPARE(m_cli->run({u"environments"_s, u"show"_s, u"Other"_s, u"--json"_s}).errorKind(), u"notFound"_s);
    QCOMPARE(m_cli->run({u"environments"_s, u"remove"_s, u"Test"_s}).exitCode, 0);
    const auto again = m_cli->run({u"environments"_s, u"remove"_s, u"Test"_s, u"--json"_s});
    QCOMPARE(again.exitCode, 2);
    QCOMPARE(again.errorKind(), u"notFound"_s);
    QVERIFY(again.err.contains("Test"));
}

void EnvironmentVerbsTest::refusesBadEnvironments_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("value");
    QTest::newRow("no address") << u"--url"_s << u"contoso"_s;
    QTest::newRow("plain http") << u"--url"_s << u"http://contoso.com"_s;
    QTest::newRow("another scheme") << u"--url"_s << u"ftp://contoso.com"_s;
    QTest::newRow("plain authority") << u"--authority"_s << u"http://login.contoso.com"_s;
    QTest::newRow("unknown kind") << u"--kind"_s << u"prod"_s;
    QTest::newRow("empty name") << u"--name"_s << u""_s;
    QTest::newRow("empty tenant") << u"--tenant"_s << u""_s;
    QTest::newRow("no requests") << u"--requests-per-second"_s << u"0"_s;
    QTest::newRow("a fraction of a request") << u"--requests-per-second"_s << u"1.5"_s;
}

void EnvironmentVerbsTest::refusesBadEnvironments()
{
    QFETCH(QString, option);
    QFETCH(QString, value);
    const auto ran = m_cli->run(add(option, value));
    QCOMPARE(ran.exitCode, 2);
    QCOMPARE(ran.errorKind(), u"badInput"_s);
    QCOMPARE(ran.object().keys(), QStringList{u"error"_s});
    QCOMPARE(ran.object()[u"error"_s].toObject().keys(),
             (QStringList{u"detail"_s, u"httpStatus"_s, u"kind"_s, u"message"_s, u"serviceCode"_s}));
    QVERIFY(!ran.err.trimmed().isEmpty() && !ran.err.trimmed().contains('\n'));
    QVERIFY(m_cli->run({u"environments"_s, u"list"_s, u"--json"_s}).array().isEmpty());
}

void EnvironmentVerbsTest::refusesANameThatIsThere()
{
    QCOMPARE(m_cli->run(add()).exitCode, 0);
    const auto again = m_cli->run(add());
    QCOMPARE(again.exitCode, 2);
    QCOMPARE(again.errorKind(), u"conflict"_s);
}

void EnvironmentVerbsTest::takesTheSecretFromStandardInputOnly()
{
    const QStringList withSecret = add() << u"--secret-stdin"_s;
    for (const QByteArray &wrong :
         {QByteArray(), QByteArray("\n"), QByteArray("\r\n"), QByteArray("hunter2\nopen sesame\n")}) {
        const auto ran = m_cli->run(withSecret, wrong);
        QCOMPARE(ran.exitCode, 2);
        QCOMPARE(ran.errorKind(), u"badInput"_s);
    }
    QCOMPARE(m_cli->run(withSecret, QByteArray("a\xff", 2)).exitCode, 2);
    QCOMPARE(m_cli->run(withSecret, QByteArray(100'000, 'x')).exitCode, 2);
    QVERIFY(m_cli->run({u"environments"_s, u"list"_s, u"--json"_s}).array().isEmpty());
    QCOMPARE(m_cli->run(add(u"--secret"_s, u"hunter2"_s)).exitCode, 2);
}

void EnvironmentVerbsTest::keepsTheEnvironmentWithoutAKeychain()
{
    const auto ran = m_cli->run(add() << u"--secret-stdin"_s, "hunter2\n");
    QCOMPARE(ran.exitCode, 0);
    QVERIFY(ran.err.contains("no keychain"));
    QCOMPARE(ran.object()[u"hasSecret"_s].toBool(true), false);
    QVERIFY(!ran.out.contains("hunter2") && !ran.err.contains("hunter2"));
    QProcess grep;
    grep.start(u"grep"_s, {u"-r"_s, u"hunter2"_s, m_cli->profile()});
    QVERIFY(grep.waitForFinished());
    QCOMPARE(grep.exitCode(), 1); // nowhere in the profile
}

void EnvironmentVerbsTest::knowsASecretInAVariable()
{
    m_cli->set(u"WAYBILL_SECRET_TEST"_s, u"hunter2"_s);
    const auto added = m_cli->run(add());
    QCOMPARE(added.object()[u"hasSecret"_s].toBool(), true);
    QVERIFY(added.err.isEmpty());
    QVERIFY(!m_cli->run({u"environments"_s, u"show"_s, u"Test"_s}).out.contains("hunter2"));
}

void EnvironmentVerbsTest::addsGrantProxyAndReadOnly()
{
    test::MadeCertificate made;
    QVERIFY(made.make(u"client"_s));
    const QString certificate = made.file(u"client.pem"_s);
    const auto added =
        m_cli->run(add(u"--grant"_s, u"certificate"_s) << u"--certificate"_s << certificate << u"--proxy"_s
                                                       << u"http://ann@proxy:8080"_s << u"--read-only"_s);
    QCOMPARE(added.exitCode, 0);
    QCOMPARE(added.object()[u"grant"_s].toString(), u"certificate"_s);
    QCOMPARE(added.object()[u"certificate"_s].toString(), certificate);
    QCOMPARE(added.object()[u"proxy"_s].toString(), u"http://ann@proxy:8080"_s);
    QCOMPARE(added.object()[u"readOnly"_s].toBool(), true);
    for (const QStringList &wrong :
         {add(u"--grant"_s, u"password"_s), add(u"--certificate"_s, u"/no/such.pfx"_s),
          add(u"--proxy"_s, u"http://ann:pw@proxy:8080"_s), add() << u"--read-only"_s << u"--no-read-only"_s}) {
        const auto ran = m_cli->run(wrong);
        QCOMPARE(ran.exitCode, 2);
        QCOMPARE(ran.errorKind(), u"badInput"_s);
    }
}

void EnvironmentVerbsTest::readsOneLineForEachSecret()
{
    const QStringList both = add() << u"--secret-stdin"_s << u"--passphrase-stdin"_s;
    for (const QByteArray &wrong : {QByteArray("one\n"), QByteArray("one\n\n"), QByteArray("one\ntwo\nthree\n")})
        QCOMPARE(m_cli->run(both, wrong).errorKind(), u"badInput"_s);
    const auto ran = m_cli->run(both, "hunter2\r\nopen sesame");
    QCOMPARE(ran.exitCode, 0);
    QVERIFY(ran.err.contains("without its secret") && ran.err.contains("passphrase was not kept")); // no keychain
    QVERIFY(!ran.err.contains("hunter2") && !ran.err.contains("sesame"));
}

void EnvironmentVerbsTest::addsListsAndRemovesJobs()
{
    QCOMPARE(m_cli->addEnvironment().exitCode, 0);
    QVERIFY(m_cli->run({u"jobs"_s, u"list"_s, u"--json"_s}).array().isEmpty());
    const QJsonObject first{{u"name"_s, u"Groups"_s},      {u"activityId"_s, u"8f3c0000-1111-2222-3333-444455556666"_s},
                            {u"direction"_s, u"import"_s}, {u"entity"_s, u"Customer groups"_s},
                            {u"company"_s, QJsonValue()},  {u"package"_s, false}};
    const auto added = m_cli->addJob();
    QCOMPARE(added.exitCode, 0);
    QCOMPARE(added.object(), first);
    QCOMPARE(m_cli
                 ->run({u"jobs"_s, u"add"_s, u"--name"_s, u"list"_s, u"--activity-id"_s,
                        u"{8F3C0000-1111-2222-3333-444455556667}"_s, u"--direction"_s, u"export"_s, u"--company"_s,
                        u"usmf"_s, u"--package"_s})
                 .exitCode,
             0);
    const QJsonArray jobs = m_cli->run({u"jobs"_s, u"list"_s, u"--json"_s}).array();
    QCOMPARE(jobs.size(), 2);
    QCOMPARE(jobs[0].toObject(), first);
    QCOMPARE(jobs[1][u"activityId"_s].toString(), u"8f3c0000-1111-2222-3333-444455556667"_s);
    QCOMPARE(jobs[1][u"direction"_s].toString(), u"export"_s);
    QCOMPARE(jobs[1][u"package"_s].toBool(), true);
    QCOMPARE(m_cli->addJob().errorKind(), u"conflict"_s);
    QCOMPARE(m_cli->run({u"jobs"_s, u"remove"_s, u"list"_s}).exitCode, 0); // a job that is named like a verb
    QCOMPARE(m_cli->run({u"jobs"_s, u"remove"_s, u"list"_s}).exitCode, 2);
    QCOMPARE(m_cli->run({u"jobs"_s, u"list"_s, u"--json"_s}).array().size(), 1);
}

void EnvironmentVerbsTest::refusesBadJobs_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString guid = u"8f3c0000-1111-2222-3333-444455556666"_s;
    QTest::newRow("no GUID") << QStringList{u"--name"_s, u"J"_s, u"--activity-id"_s, u"8f3c"_s};
    QTest::newRow("no activity id") << QStringList{u"--name"_s, u"J"_s};
    QTest::newRow("unknown direction") << QStringList{u"--name"_s, u"J"_s,           u"--activity-id"_s,
                                                      guid,        u"--direction"_s, u"sideways"_s};
    QTest::newRow("package with an entity")
        << QStringList{u"--name"_s, u"J"_s, u"--activity-id"_s, guid, u"--package"_s, u"--entity"_s, u"E"_s};
    QTest::newRow("empty name") << QStringList{u"--name"_s, u""_s, u"--activity-id"_s, guid};
    QTest::newRow("unknown environment") << QStringList{u"--name"_s,        u"J"_s,    u"--activity-id"_s, guid,
                                                        u"--environment"_s, u"Other"_s};
}

void EnvironmentVerbsTest::refusesBadJobs()
{
    QFETCH(QStringList, arguments);
    QCOMPARE(m_cli->addEnvironment().exitCode, 0);
    const auto ran = m_cli->run(QStringList{u"jobs"_s, u"add"_s, u"--json"_s} + arguments);
    QCOMPARE(ran.exitCode, 2);
    QVERIFY(!ran.errorKind().isEmpty());
    QVERIFY(m_cli->run({u"jobs"_s, u"list"_s, u"--json"_s}).array().isEmpty());
}

void EnvironmentVerbsTest::wantsToKnowWhichEnvironment()
{
    const auto none = m_cli->run({u"jobs"_s, u"list"_s, u"--json"_s});
    QCOMPARE(none.exitCode, 2);
    QCOMPARE(m_cli->addEnvironment().exitCode, 0);
    QCOMPARE(m_cli->run({u"jobs"_s, u"list"_s}).exitCode, 0);
    QCOMPARE(m_cli->addEnvironment(u"http://127.0.0.1:9"_s, u"Other"_s).exitCode, 0);
    const auto two = m_cli->run({u"jobs"_s, u"list"_s, u"--json"_s});
    QCOMPARE(two.exitCode, 2);
    QVERIFY(two.err.contains("Test") && two.err.contains("Other"));
    QCOMPARE(m_cli->run({u"jobs"_s, u"list"_s, u"--environment"_s, u"Other"_s}).exitCode, 0);
}

void EnvironmentVerbsTest::takesGlobalOptionsAnywhere()
{
    QCOMPARE(m_cli->addEnvironment().exitCode, 0);
    const QString elsewhere = m_cli->profile() + u"-2"_s;
    QCOMPARE(m_cli->run({u"--json"_s, u"environments"_s, u"list"_s}).array().size(), 1);
    QCOMPARE(m_cli->run({u"environments"_s, u"--json"_s, u"list"_s}).array().size(), 1);
    QCOMPARE(m_cli->run({u"--profile"_s, elsewhere, u"environments"_s, u"list"_s, u"--json"_s}).out.trimmed(),
             QByteArray("[\n]"));
    QCOMPARE(m_cli->run({u"environments"_s, u"list"_s, u"--json"_s, u"--profile"_s, elsewhere}).out.trimmed(),
             QByteArray("[\n]"));
}

void EnvironmentVerbsTest::leavesAnUnusableFileAlone()
{
    QCOMPARE(m_cli->addEnvironment().exitCode, 0);
    const QByteArray newer = R"({"version":99,"environments":[]})";
    QFile file(m_cli->profile() + u"/environments.json"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(newer);
    file.close();
    const auto listed = m_cli->run({u"environments"_s, u"list"_s, u"--json"_s});
    QCOMPARE(listed.exitCode, 2);
    QCOMPARE(listed.errorKind(), u"storage"_s);
    QCOMPARE(m_cli->run(add()).exitCode, 2);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), newer);
}

void EnvironmentVerbsTest::saysWhatIsWrongWithTheCommandLine_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("nothing") << QStringList{};
    QTest::newRow("half a verb") << QStringList{u"environments"_s};
    QTest::newRow("no such verb") << QStringList{u"dance"_s};
    QTest::newRow("no such option") << QStringList{u"environments"_s, u"list"_s, u"--loud"_s};
    QTest::newRow("too much") << QStringList{u"environments"_s, u"list"_s, u"all"_s};
    QTest::newRow("option without value") << QStringList{u"environments"_s, u"list"_s, u"--environment"_s};
    QTest::newRow("no time-out") << QStringList{u"environments"_s, u"list"_s, u"--timeout"_s, u"soon"_s};
    QTest::newRow("a time-out of nothing") << QStringList{u"environments"_s, u"list"_s, u"--timeout"_s, u"0"_s};
}

void EnvironmentVerbsTest::saysWhatIsWrongWithTheCommandLine()
{
    QFETCH(QStringList, arguments);
    const auto plain = m_cli->run(arguments);
    QCOMPARE(plain.exitCode, 2);
    QVERIFY(plain.out.isEmpty());
    QVERIFY(!plain.err.isEmpty());
    const auto json = m_cli->run(QStringList{u"--json"_s} + arguments);
    QCOMPARE(json.exitCode, 2);
    QCOMPARE(json.errorKind(), u"usage"_s);
}

void EnvironmentVerbsTest::helpsWithEveryVerb()
{
    const auto version = m_cli->run({u"--version"_s});
    QCOMPARE(version.exitCode, 0);
    QVERIFY(version.out.startsWith("waybill-cli "));
    const auto help = m_cli->run({u"--help"_s});
    QCOMPARE(help.exitCode, 0);
    QVERIFY(help.out.contains("Exit codes"));
    for (const char *verb : {"environments add", "environments list", "environments show", "environments remove",
                             "jobs add", "jobs list", "jobs remove", "push", "send", "cancel", "follow", "messages",
                             "message", "why", "decide", "resend", "handle", "payload", "failing-rows"}) {
        const auto one = m_cli->run(QString::fromLatin1(verb).split(u' ') + QStringList{u"--help"_s});
        QVERIFY2(one.exitCode == 0, verb);
        QVERIFY2(one.out.contains("Example:") && one.out.contains(QByteArray("waybill-cli ") + verb), verb);
    }
}

void EnvironmentVerbsTest::completesVerbsAndOptions()
{
    const auto script = m_cli->run({u"completion"_s, u"bash"_s});
    QCOMPARE(script.exitCode, 0);
    QCOMPARE(m_cli->run({u"completion"_s, u"cmd"_s}).exitCode, 2);
    const auto completed = [&](const QByteArray &words, int at) {
        QProcess bash;
        bash.start(u"bash"_s, {u"-c"_s, QString::fromUtf8(script.out + "\nCOMP_WORDS=(waybill-cli " + words +
                                                          ")\nCOMP_CWORD=" + QByteArray::number(at) +
                                                          "\n_waybill_cli\nprintf '%s ' \"${COMPREPLY[@]}\"")});
        return bash.waitForFinished() ? bash.readAllStandardOutput().trimmed() : QByteArray("bash did not end");
    };
    QCOMPARE(completed("env", 1), QByteArray("environments"));
    QCOMPARE(completed("environments re", 2), QByteArray("remove"));
    QCOMPARE(completed("--json decide 4 --se", 4), QByteArray("--send-again"));
    QCOMPARE(completed("jobs list --prof", 3), QByteArray("--profile"));
    QCOMPARE(completed("track --exec", 2), QByteArray("--execution"));
    // Names of files where a file is asked for.
    const QByteArray file = m_cli->file(u"a-log-of-ids"_s, "x").toUtf8();
    QCOMPARE(completed("track --from " + file.chopped(4), 3), file);
    QCOMPARE(completed("attach 42 " + file.chopped(4), 3), file);
    QCOMPARE(completed("environments import " + file.chopped(4), 3), file);
    QCOMPARE(completed("environments edit Test --colo", 4), QByteArray("--colour"));
    QCOMPARE(completed("send 42 --conf", 3), QByteArray("--confirm"));
}

void EnvironmentVerbsTest::endsWithFourWhenInterrupted()
{
    QProcess process;
    m_cli->begin(process, add() << u"--secret-stdin"_s); // waits for a secret that never comes
    QVERIFY(process.waitForStarted());
    // Interrupted only once it listens for that: it has caught SIGTERM when /proc says so.
    const auto catches = [&process] {
        QFile status(u"/proc/%1/status"_s.arg(process.processId()));
        if (!status.open(QIODevice::ReadOnly))
            return false;
        const QByteArray all = status.readAll();
        const auto at = all.indexOf("SigCgt:");
        return at >= 0 && (all.mid(at + 7).trimmed().left(16).toULongLong(nullptr, 16) & (1ULL << 14)) != 0;
    };
    QTRY_VERIFY(catches());
    process.terminate();
    const auto ran = CliProcess::finished(process);
    QCOMPARE(ran.exitCode, 4);
    QCOMPARE(ran.errorKind(), u"cancelled"_s);
    QVERIFY(m_cli->run({u"environments"_s, u"list"_s, u"--json"_s}).array().isEmpty());
}

QTEST_GUILESS_MAIN(EnvironmentVerbsTest)
#include "EnvironmentVerbsTest.moc"
