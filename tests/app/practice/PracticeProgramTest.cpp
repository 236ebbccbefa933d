#include "PracticeClient.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QTcpServer>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

/// The built program as scripts and the window start it.
class PracticeProgramTest : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void printsOneLineWhenReady();
    void addsToTheLineWhatItsOptionsAdd();
    void endsCleanlyOnASignal();
    void endsWithItsParentsPipe();
    void saysWhatIsWrongAndExitsWith2_data();
    void saysWhatIsWrongAndExitsWith2();
    void refusesAProfileInUse();
    void refusesATakenPort();
    void takesLargeFilesInFlatMemory();
    void staysSoundWhenKilled();
    void makesFilesInsteadOfStarting();
    void hasAYearInNoMemory();

private:
    /// Starts the program and waits for its line; an empty object when none came.
    QJsonObject start(QProcess &process, const QStringList &more = {})
    {
        process.start(QStringLiteral(PRACTICE_PROGRAM), QStringList{u"--profile"_s, m_folder->path()} + more);
        while (!process.canReadLine())
            if (!process.waitForReadyRead(20000))
                return {};
        return QJsonDocument::fromJson(process.readLine()).object();
    }
    static qint64 peakMemory(qint64 pid)
    {
        QFile file(u"/proc/%1/status"_s.arg(pid));
        if (!file.open(QIODevice::ReadOnly))
            return -1;
        for (const QByteArray &line : file.readAll().split('\n'))
            if (line.startsWith("VmHWM:"))
                return line.mid(6).trimmed().split(' ').constFirst().toLongLong() * 1024;
        return -1;
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void PracticeProgramTest::printsOneLineWhenReady()
{
    QProcess process;
    const QJsonObject line = start(process, {u"--port"_s, u"0"_s, u"--speed=10"_s});
    for (const auto key : {"url"_L1, "authority"_L1, "tenant"_L1, "clientId"_L1, "secret"_L1})
        QVERIFY(!line[key].toString().isEmpty());
    const QJsonArray jobs = line["jobs"_L1].toArray();
    QCOMPARE(jobs.size(), 17);
    for (const auto key : {"name"_L1, "activityId"_L1, "direction"_L1, "entity"_L1, "company"_L1})
        QVERIFY(jobs.at(0).toObject().contains(key));
    process.terminate();
    QVERIFY(process.waitForFinished());
    QVERIFY(process.readAllStandardOutput().isEmpty());
    QVERIFY(process.readAllStandardError().isEmpty());
}

void PracticeProgramTest::addsToTheLineWhatItsOptionsAdd()
{
    QProcess process;
    const QJsonObject line = start(process, {u"--tls"_s, u"--second"_s, u"--client-certificate"_s});
    QVERIFY(line["tlsUrl"_L1].toString().startsWith("https://127.0.0.1:"_L1));
    QCOMPARE(line["tlsAuthority"_L1].toString(), line["tlsUrl"_L1].toString() + "/authority"_L1);
    QVERIFY(QFile::exists(line["caFile"_L1].toString()));
    QCOMPARE(line["second"_L1]["jobs"_L1].toArray().size(), 17);
    const QJsonObject certificate = line["clientCertificate"_L1].toObject();
    QFile pem(certificate["pemFile"_L1].toString());
    QVERIFY(pem.open(QIODevice::ReadOnly));
    const QByteArray text = pem.readAll();
    QVERIFY(text.contains("PRIVATE KEY"));
    const QString registered = line["applications"_L1][0]["certificates"_L1].toString();
    QVERIFY(!registered.isEmpty() && text.endsWith(registered.toLatin1()));
    QVERIFY(QFile::exists(certificate["pfxFile"_L1].toString()));
    QCOMPARE(certificate["passphrase"_L1].toString(), u"not a secret: practice only"_s);
    process.terminate();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(process.readAllStandardError().isEmpty());
}

void PracticeProgramTest::endsCleanlyOnASignal()
{
    for (const int signal : {SIGTERM, SIGINT}) {
        QProcess process;
        QVERIFY(!start(process).isEmpty());
        ::kill(pid_t(process.processId()), signal);
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
    }
}

void PracticeProgramTest::endsWithItsParentsPipe()
{
    QProcess process;
    QVERIFY(!start(process, {u"--parent-pipe"_s}).isEmpty());
    process.write("noise\n");
    QVERIFY(!process.waitForFinished(300));
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
}

void PracticeProgramTest::saysWhatIsWrongAndExitsWith2_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QByteArray>("words");
    QTest::newRow("option") << QStringList{u"--colour"_s} << QByteArray("--colour");
    QTest::newRow("port") << QStringList{u"--port"_s, u"99999"_s} << QByteArray("65535");
    QTest::newRow("speed") << QStringList{u"--speed"_s, u"0"_s} << QByteArray("above 0");
    QTest::newRow("value") << QStringList{u"--token-life"_s} << QByteArray("needs a value");
    QTest::newRow("life") << QStringList{u"--token-life"_s, u"soon"_s} << QByteArray("whole number of seconds");
    QTest::newRow("faults") << QStringList{u"--faults"_s, u"/nowhere/faults.json"_s}
                            << QByteArray("/nowhere/faults.json");
    QTest::newRow("scenario") << QStringList{u"--scenario"_s, u"sunshine"_s} << QByteArray("bad-day");
    QTest::newRow("job status") << QStringList{u"--jobstatus"_s, u"maybe"_s} << QByteArray("number or name or off");
    QTest::newRow("cause") << QStringList{u"--bad"_s, u"weather:3"_s} << QByteArray("reference");
    QTest::newRow("format") << QStringList{u"--format"_s, u"PDF"_s} << QByteArray("XML-Attribute");
    QTest::newRow("entity") << QStringList{u"--make-file"_s, u"Unicorns"_s} << QByteArray("Unicorns");
    QTest::newRow("TLS port") << QStringList{u"--tls-port"_s, u"-1"_s} << QByteArray("--tls-port");
    QTest::newRow("TLS certificate") << QStringList{u"--tls-certificate"_s, u"lost"_s} << QByteArray("self-signed");
    QTest::newRow("interval") << QStringList{u"--device-interval"_s, u"often"_s} << QByteArray("whole number");
    QTest::newRow("profile") << QStringList{u"--profile"_s, u"/dev/null/here"_s} << QByteArray("/dev/null/here");
}

void PracticeProgramTest::saysWhatIsWrongAndExitsWith2()
{
    QFETCH(QStringList, arguments);
    QFETCH(QByteArray, words);
    QProcess process;
    process.start(QStringLiteral(PRACTICE_PROGRAM), QStringList{u"--profile"_s, m_folder->path()} + arguments);
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 2);
    const QByteArray complaint = process.readAllStandardError();
    QVERIFY2(complaint.contains(words), complaint.constData());
    QCOMPARE(complaint.count('\n'), 1);
    QVERIFY(process.readAllStandardOutput().isEmpty());
}

void PracticeProgramTest::refusesAProfileInUse()
{
    QProcess first;
    QVERIFY(!start(first).isEmpty());
    QProcess second;
    QVERIFY(start(second).isEmpty());
    QCOMPARE(second.exitCode(), 2);
    QVERIFY(second.readAllStandardError().contains("in use"));
    first.terminate();
    QVERIFY(first.waitForFinished());
}

void PracticeProgramTest::refusesATakenPort()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    QProcess process;
    QVERIFY(start(process, {u"--port"_s, QString::number(other.serverPort())}).isEmpty());
    QCOMPARE(process.exitCode(), 2);
    QVERIFY(process.readAllStandardError().contains(QByteArray::number(other.serverPort())));
}

void PracticeProgramTest::takesLargeFilesInFlatMemory()
{
    constexpr qint64 size = 200 * 1024 * 1024;
    QProcess process;
    QJsonObject line = start(process);
    const quint16 port = quint16(QUrl(line["url"_L1].toString()).port());
    const QByteArray form = "grant_type=client_credentials&client_id=" + line["clientId"_L1].toString().toUtf8() +
                            "&client_secret=" + line["secret"_L1].toString().toUtf8() +
                            "&scope=" + line["url"_L1].toString().toUtf8() + "/.default";
    RawConnection connection(port);
    connection.send(
        "POST /authority/" + line["tenant"_L1].toString().toUtf8() +
        "/oauth2/v2.0/token HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
        QByteArray::number(form.size()) + "\r\n\r\n" + form);
    const QByteArray token = connection.receive().json()["access_token"_L1].toString().toUtf8();
    QVERIFY(!token.isEmpty());
    const qint64 before = peakMemory(process.processId());
    const QByteArray job = line["jobs"_L1][0]["activityId"_L1].toString().toUtf8();
    connection.send("POST /api/connector/enqueue/" + job +
                    "?entity=Customer%20groups HTTP/1.1\r\nAuthorization: Bearer " + token +
                    "\r\nContent-Length: " + QByteArray::number(size) + "\r\n\r\n");
    const QByteArray piece(1024 * 1024, 'x');
    for (qint64 sent = 0; sent < size; sent += piece.size())
        QVERIFY(connection.send(piece));
    QCOMPARE(connection.receive(60000).status, 200);
    const qint64 more = peakMemory(process.processId()) - before;
    QVERIFY2(before > 0 && more < 16 * 1024 * 1024, qPrintable(QString::number(more)));
    connection.send("GET /practice/deliveries HTTP/1.1\r\n\r\n");
    QCOMPARE(QJsonDocument::fromJson(connection.receive().body).array().at(0)["bytes"_L1].toInteger(), size);
    process.terminate();
    QVERIFY(process.waitForFinished());
}

void PracticeProgramTest::staysSoundWhenKilled()
{
    QProcess first;
    const QJsonObject before = start(first);
    first.kill();
    QVERIFY(first.waitForFinished());
    QProcess second;
    const QJsonObject after = start(second);
    QCOMPARE(after["secret"_L1], before["secret"_L1]);
    QCOMPARE(after["jobs"_L1], before["jobs"_L1]);
    second.terminate();
    QVERIFY(second.waitForFinished());
}

void PracticeProgramTest::makesFilesInsteadOfStarting()
{
    const auto made = [](const QStringList &options) {
        QProcess process;
        process.start(QStringLiteral(PRACTICE_PROGRAM), options);
        return process.waitForFinished() && process.exitCode() == 0 ? process.readAllStandardOutput() : QByteArray();
    };
    const QStringList vendors{u"--make-file"_s, u"Vendors V2"_s, u"--rows"_s, u"9"_s, u"--bad"_s, u"enum:2"_s};
    QCOMPARE(made(vendors).count("<VENDVENDORV2ENTITY "), 9);
    QCOMPARE(made(vendors), made(vendors));
    QVERIFY(made(vendors + QStringList{u"--seed"_s, u"2"_s}) != made(vendors));
    QCOMPARE(made(vendors + QStringList{u"--format"_s, u"CSV"_s}).count("\r\n"), 10);
    QVERIFY(made({u"--make-file"_s, u"package"_s}).startsWith("PK"));
}

void PracticeProgramTest::hasAYearInNoMemory()
{
#ifdef __SANITIZE_ADDRESS__ // which keeps freed memory
    constexpr qint64 most = 64 << 20;
#else
    constexpr qint64 most = 4 << 20;
#endif
    const auto memoryWith = [&](const QStringList &options) {
        QProcess process;
        start(process, options);
        const qint64 memory = peakMemory(process.processId());
        process.terminate();
        process.waitForFinished();
        return memory;
    };
    const qint64 without = memoryWith({});
    const qint64 with = memoryWith({u"--history"_s, u"1000000"_s});
    QVERIFY2(without > 0 && with - without < most, qPrintable(QString::number(with - without)));
}

QTEST_GUILESS_MAIN(PracticeProgramTest)
#include "PracticeProgramTest.moc"
