#include "tests/app/auth/RawServer.h"
#include "tests/app/cli/CliProcess.h"

#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What keeps waybill-cli from sending to production by mistake, and to a read-only environment at all.
class GuardTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void wantsTheNameOfProduction_data();
    void wantsTheNameOfProduction();
    void sendsToProductionThatIsConfirmed();
    void refusesWhatIsReadOnly_data();
    void refusesWhatIsReadOnly();
    void asksForEachProductionThatIsMeant();
    void letsTheRestBe();

private:
    /// Sets fields of a saved environment, as an edit of the file would.
    void change(const QString &environment, const QJsonObject &fields)
    {
        QFile file(m_cli->profile() + u"/environments.json"_s);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QJsonObject root = QJsonDocument::fromJson(file.readAll()).object();
        file.close();
        QJsonArray all = root[u"environments"_s].toArray();
        for (QJsonValueRef value : all) {
            QJsonObject object = value.toObject();
            if (object[u"name"_s].toString() != environment)
                continue;
            for (auto field = fields.begin(); field != fields.end(); ++field)
                object[field.key()] = field.value();
            value = object;
        }
        root[u"environments"_s] = all;
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(QJsonDocument(root).toJson());
    }
    /// Message 1 is held, message 2 unconfirmed.
    void makeMessages();
    QJsonArray messages() const { return m_cli->run({u"messages"_s, u"--json"_s}).array(); }
    static void addVerbs()
    {
        QTest::addColumn<QStringList>("verb");
        QTest::newRow("push") << QStringList{u"push"_s, u"FILE"_s, u"--job"_s, u"Groups"_s};
        QTest::newRow("send") << QStringList{u"send"_s, u"1"_s};
        QTest::newRow("resend") << QStringList{u"resend"_s, u"1"_s};
        QTest::newRow("decide --send-again") << QStringList{u"decide"_s, u"2"_s, u"--send-again"_s};
        QTest::newRow("ack --pending") << QStringList{u"ack"_s, u"--pending"_s};
    }
    QStringList whole(QStringList verb) const
    {
        return verb.replaceInStrings(u"FILE"_s, m_cli->file(u"c.csv"_s, "ID\n3\n"))
               << u"--json"_s << u"--environment"_s << u"Test"_s;
    }
    std::unique_ptr<CliProcess> m_cli;
    std::unique_ptr<RawServer> m_service;
};

void GuardTest::init()
{
    m_cli = std::make_unique<CliProcess>();
    m_cli->set(u"WAYBILL_SECRET_TEST"_s, u"hunter2"_s);
    m_cli->set(u"WAYBILL_SECRET_OTHER"_s, u"hunter2"_s);
    m_service = std::make_unique<RawServer>();
    m_service->answer = [](int) { return RawServer::http(200, R"({"access_token":"t","expires_in":3599})"); };
    QCOMPARE(m_cli->addEnvironment(m_service->url().toString()).exitCode, 0);
    QCOMPARE(m_cli->addJob().exitCode, 0);
}

void GuardTest::makeMessages()
{
    // To an address where nobody is, and to a service whose answer is no message id.
    change(u"Test"_s, {{u"url"_s, u"http://127.0.0.1:9"_s}, {u"authority"_s, u"http://127.0.0.1:9"_s}});
    QCOMPARE(
        m_cli->run({u"push"_s, m_cli->file(u"a.csv"_s, "ID\n1\n"), u"--job"_s, u"Groups"_s, u"--timeout"_s, u"0.2"_s})
            .exitCode,
        3);
    const QString url = m_service->url().toString();
    change(u"Test"_s, {{u"url"_s, url}, {u"authority"_s, url}});
    QProcess process;
    m_cli->begin(process, {u"push"_s, m_cli->file(u"b.csv"_s, "ID\n2\n"), u"--job"_s, u"Groups"_s});
    QTRY_COMPARE(process.state(), QProcess::NotRunning);
    QCOMPARE(process.exitCode(), 4);
    QCOMPARE(messages()[0][u"state"_s].toString(), u"Unconfirmed"_s);
    QCOMPARE(messages()[1][u"state"_s].toString(), u"Held"_s);
}

void GuardTest::wantsTheNameOfProduction_data()
{
    addVerbs();
}

void GuardTest::wantsTheNameOfProduction()
{
    QFETCH(QStringList, verb);
    makeMessages();
    change(u"Test"_s, {{u"kind"_s, u"production"_s}});
    const QJsonArray before = messages();
    const auto asked = m_service->requests.size();
    for (const QStringList &confirm :
         {QStringList{}, QStringList{u"--confirm"_s, u"test"_s}, QStringList{u"--confirm"_s, u""_s}}) {
        const auto ran = m_cli->run(whole(verb) + confirm);
        QCOMPARE(ran.exitCode, 2);
        QCOMPARE(ran.errorKind(), u"usage"_s);
        QVERIFY2(ran.err.contains("Test") && ran.err.contains("--confirm"), ran.err.constData());
    }
    QCOMPARE(messages(), before);
    QCOMPARE(m_service->requests.size(), asked);
}

void GuardTest::sendsToProductionThatIsConfirmed()
{
    m_service->answer = [](int n) {
        return n == 0 ? RawServer::http(200, R"({"access_token":"t","expires_in":3599})")
                      : RawServer::http(200, R"("AAAAAAAA-1111-2222-3333-444455556666")");
    };
    change(u"Test"_s, {{u"kind"_s, u"production"_s}});
    QProcess process;
    m_cli->begin(process, whole({u"push"_s, u"FILE"_s, u"--job"_s, u"Groups"_s, u"--confirm"_s, u"Test"_s}));
    QTRY_COMPARE(process.state(), QProcess::NotRunning);
    QCOMPARE(process.exitCode(), 0);
    QCOMPARE(m_service->requests.size(), 2);
}

void GuardTest::refusesWhatIsReadOnly_data()
{
    addVerbs();
}

void GuardTest::refusesWhatIsReadOnly()
{
    QFETCH(QStringList, verb);
    makeMessages();
    change(u"Test"_s, {{u"readOnly"_s, true}});
    const QJsonArray before = messages();
    const auto asked = m_service->requests.size();
    const auto ran = m_cli->run(whole(verb) + QStringList{u"--confirm"_s, u"Test"_s});
    QCOMPARE(ran.exitCode, 2);
    QCOMPARE(ran.errorKind(), u"conflict"_s);
    QVERIFY2(ran.err.contains("read-only"), ran.err.constData());
    QCOMPARE(messages(), before);
    QCOMPARE(m_service->requests.size(), asked);
}

void GuardTest::asksForEachProductionThatIsMeant()
{
    QCOMPARE(m_cli->addEnvironment(u"http://127.0.0.1:9"_s, u"Other"_s).exitCode, 0);
    const auto job = m_cli->run({u"jobs"_s, u"add"_s, u"--name"_s, u"Groups"_s, u"--environment"_s, u"Other"_s,
                                 u"--activity-id"_s, u"8f3c0000-1111-2222-3333-444455556667"_s});
    QCOMPARE(job.exitCode, 0);
    change(u"Test"_s, {{u"url"_s, u"http://127.0.0.1:9"_s}, {u"authority"_s, u"http://127.0.0.1:9"_s}});
    const QString file = m_cli->file(u"a.csv"_s, "ID\n1\n");
    for (const QString &name : {u"Test"_s, u"Other"_s}) {
        QCOMPARE(
            m_cli->run({u"push"_s, file, u"--job"_s, u"Groups"_s, u"--environment"_s, name, u"--timeout"_s, u"0.2"_s})
                .exitCode,
            3);
    }
    change(u"Test"_s, {{u"kind"_s, u"production"_s}});
    change(u"Other"_s, {{u"kind"_s, u"production"_s}});
    const QStringList send{u"send"_s, u"1"_s, u"2"_s, u"--timeout"_s, u"0.2"_s, u"--confirm"_s, u"Test"_s};
    const auto one = m_cli->run(send);
    QCOMPARE(one.exitCode, 2);
    QVERIFY2(one.err.contains("Other"), one.err.constData());
    QCOMPARE(m_cli->run(send + QStringList{u"--confirm"_s, u"Other"_s}).exitCode, 3); // tried, nobody there
}

void GuardTest::letsTheRestBe()
{
    makeMessages();
    change(u"Test"_s, {{u"kind"_s, u"production"_s}, {u"readOnly"_s, true}});
    QCOMPARE(m_cli->run({u"cancel"_s, u"1"_s}).exitCode, 0);
    QCOMPARE(m_cli->run({u"decide"_s, u"2"_s, u"--leave"_s}).exitCode, 0);
    QCOMPARE(m_cli->run({u"messages"_s}).exitCode, 0);
    QCOMPARE(m_cli->run({u"ack"_s, u"--pending"_s}).exitCode, 0); // of all environments, and none of it waits here
}

QTEST_GUILESS_MAIN(GuardTest)
#include "GuardTest.moc"
