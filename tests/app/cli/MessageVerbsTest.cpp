#include "tests/app/auth/RawServer.h"
#include "tests/app/cli/CliProcess.h"

#include "app/journal/Journal.h"

#include <QElapsedTimer>
#include <QTest>

using namespace waybill;
using namespace Qt::StringLiterals;

/// The verbs on messages where nobody answers, and where a scripted service does. Against the practice environment:
/// tests/journeys.
class MessageVerbsTest : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void holdsWhatNobodyTook();
    void sendsNothingWhenOneFileIsBad();
    void readsAnEmptyProfile();
    void filtersMessages();
    void refusesUnknownKeys_data();
    void refusesUnknownKeys();
    void writesThePayload();
    void cancelsAndHandles();
    void decidesOnlyWhatIsUnconfirmed();
    void asksNobodyForASecretWithoutATerminal();
    void sendsAndTellsTheMessageId();
    void tracksWhatAnotherProgramSent();
    void leavesANewerJournalAlone();
    void movesAHistoryToAnotherProfile();
    void keepsWhatRetentionSays();
    void saysThatTheJournalStaysTooLarge();
    void checksAndCopiesTheJournal();
    void saysWithoutATerminalThatTheJournalCannotBeCopied();

private:
    CliProcess::Ran push(const QString &path, const QStringList &more = {}) const
    {
        return m_cli->run(QStringList{u"push"_s, path, u"--job"_s, u"Groups"_s, u"--json"_s} + more);
    }
    std::unique_ptr<CliProcess> m_cli;
};

void MessageVerbsTest::init()
{
    m_cli = std::make_unique<CliProcess>();
    m_cli->set(u"WAYBILL_SECRET_TEST"_s, u"hunter2"_s);
    QCOMPARE(m_cli->addEnvironment().exitCode, 0);
    QCOMPARE(m_cli->addJob().exitCode, 0);
}

void MessageVerbsTest::holdsWhatNobodyTook()
{
    QElapsedTimer time;
    time.start();
    const auto ran = push(m_cli->file(u"a.csv"_s, "ID\n1\n"), {u"--timeout"_s, u"1"_s});
    QCOMPARE(ran.exitCode, 3);
    QVERIFY(time.elapsed() < 20'000);
    QCOMPARE(ran.array().size(), 1);
    const QJsonObject message = ran.array().first().toObject();
    QCOMPARE(message.keys(), (QStringList{u"attemptOf"_s,   u"bytes"_s,   u"changedUtc"_s,   u"company"_s,
                                          u"createdUtc"_s,  u"entity"_s,  u"environment"_s,  u"error"_s,
                                          u"executionId"_s, u"file"_s,    u"final"_s,        u"handled"_s,
                                          u"job"_s,         u"key"_s,     u"messageId"_s,    u"needsAttention"_s,
                                          u"reason"_s,      u"sentUtc"_s, u"sha256"_s,       u"stagingRecords"_s,
                                          u"state"_s,       u"status"_s,  u"targetRecords"_s}));
    QCOMPARE(message[u"state"_s].toString(), u"Held"_s);
    QCOMPARE(message[u"file"_s].toString(), u"a.csv"_s);
    QCOMPARE(message[u"bytes"_s].toInt(), 5);
    QCOMPARE(message[u"error"_s][u"message"_s], message[u"reason"_s]);
    QVERIFY(!message[u"reason"_s].toString().isEmpty());
    QVERIFY(message[u"messageId"_s].isNull() && message[u"handled"_s].isNull());
    QVERIFY(message[u"createdUtc"_s].toString().endsWith(u'Z'));
    QVERIFY(!ran.err.isEmpty());
}

void MessageVerbsTest::sendsNothingWhenOneFileIsBad()
{
    const QString good = m_cli->file(u"good.csv"_s, "ID\n1\n");
    for (const QString &bad : {m_cli->file(u"empty.csv"_s, ""), m_cli->profile(), u"/nowhere/x.csv"_s}) {
        const auto ran = m_cli->run({u"push"_s, good, bad, u"--job"_s, u"Groups"_s, u"--json"_s});
        QCOMPARE(ran.exitCode, 2);
        QCOMPARE(ran.errorKind(), u"badInput"_s);
    }
    QCOMPARE(m_cli->run({u"push"_s, good, u"--job"_s, u"Other"_s}).exitCode, 2);
    QCOMPARE(m_cli->run({u"push"_s, good}).exitCode, 2);
    QVERIFY(m_cli->run({u"messages"_s, u"--json"_s}).array().isEmpty());
}

void MessageVerbsTest::readsAnEmptyProfile()
{
    const auto messages = m_cli->run({u"messages"_s, u"--json"_s});
    QCOMPARE(messages.exitCode, 0);
    QCOMPARE(messages.out.trimmed(), QByteArray("[\n]"));
    QVERIFY(!QFile::exists(m_cli->profile() + u"/journal.sqlite"_s));
    QCOMPARE(m_cli->run({u"follow"_s, u"--until-final"_s}).exitCode, 0);
    QCOMPARE(m_cli->run({u"follow"_s, u"--timeout"_s, u"1"_s}).exitCode, 0);
}

void MessageVerbsTest::filtersMessages()
{
    for (const char *name : {"a.csv", "b.csv", "c.csv"})
        QCOMPARE(push(m_cli->file(QString::fromLatin1(name), name), {u"--timeout"_s, u"0.2"_s}).exitCode, 3);
    const auto count = [this](const QStringList &filter) {
        return m_cli->run(QStringList{u"messages"_s, u"--json"_s} + filter).array().size();
    };
    QCOMPARE(count({}), 3);
    QCOMPARE(m_cli->run({u"messages"_s, u"--json"_s}).array().first()[u"file"_s].toString(), u"c.csv"_s);
    QCOMPARE(count({u"--limit"_s, u"2"_s}), 2);
    QCOMPARE(count({u"--state"_s, u"held"_s, u"--limit"_s, u"2"_s}), 2);
    QCOMPARE(count({u"--state"_s, u"Failed"_s, u"--state"_s, u"Held"_s}), 3);
    QCOMPARE(count({u"--state"_s, u"Failed"_s}), 0);
    QCOMPARE(count({u"--job"_s, u"Groups"_s, u"--environment"_s, u"Test"_s}), 3);
    QCOMPARE(count({u"--since"_s, u"2020-01-01T00:00:00Z"_s}), 3);
    QCOMPARE(count({u"--since"_s, u"2220-01-01T00:00:00.000Z"_s}), 0);
    for (const QStringList &wrong :
         {QStringList{u"--state"_s, u"Lost"_s}, QStringList{u"--job"_s, u"Other"_s}, QStringList{u"--limit"_s, u"0"_s},
          QStringList{u"--since"_s, u"yesterday"_s}, QStringList{u"--environment"_s, u"Other"_s}})
        QCOMPARE(m_cli->run(QStringList{u"messages"_s} + wrong).exitCode, 2);
    QCOMPARE(m_cli->run({u"follow"_s, u"--until-final"_s}).exitCode, 4); // asking cannot change what is held
}

void MessageVerbsTest::refusesUnknownKeys_data()
{
    QTest::addColumn<QStringList>("arguments");
    const QString guid = u"8f3c0000-1111-2222-3333-444455556666"_s;
    QTest::newRow("message") << QStringList{u"message"_s, u"99"_s};
    QTest::newRow("message of an unknown id") << QStringList{u"message"_s, guid};
    QTest::newRow("message of neither") << QStringList{u"message"_s, u"a.csv"_s};
    QTest::newRow("why") << QStringList{u"why"_s, u"99"_s};
    QTest::newRow("send") << QStringList{u"send"_s, u"99"_s};
    QTest::newRow("cancel") << QStringList{u"cancel"_s, u"99"_s, u"98"_s};
    QTest::newRow("resend") << QStringList{u"resend"_s, u"99"_s};
    QTest::newRow("handle") << QStringList{u"handle"_s, u"99"_s, u"--note"_s, u"x"_s};
    QTest::newRow("decide") << QStringList{u"decide"_s, u"99"_s, u"--leave"_s};
    QTest::newRow("decide nothing") << QStringList{u"decide"_s, u"99"_s};
    QTest::newRow("decide twice") << QStringList{u"decide"_s, u"99"_s, u"--leave"_s, u"--send-again"_s};
    QTest::newRow("decide with a bad id") << QStringList{u"decide"_s, u"99"_s, u"--arrived"_s, u"x"_s};
    QTest::newRow("payload") << QStringList{u"payload"_s, u"99"_s, u"--output"_s, u"x"_s};
    QTest::newRow("payload by a word") << QStringList{u"payload"_s, u"-1"_s, u"--output"_s, u"x"_s};
    QTest::newRow("failing rows") << QStringList{u"failing-rows"_s, u"99"_s, u"--output"_s, u"x"_s};
}

void MessageVerbsTest::refusesUnknownKeys()
{
    QFETCH(QStringList, arguments);
    const auto ran = m_cli->run(arguments + QStringList{u"--json"_s});
    QCOMPARE(ran.exitCode, 2);
    QVERIFY(!ran.errorKind().isEmpty());
}

void MessageVerbsTest::writesThePayload()
{
    QCOMPARE(push(m_cli->file(u"a.csv"_s, "ID\n1\n"), {u"--timeout"_s, u"0.2"_s}).exitCode, 3);
    const QString to = m_cli->file(u"copy.csv"_s, "what was there");
    const auto ran = m_cli->run({u"payload"_s, u"1"_s, u"--output"_s, to, u"--json"_s});
    QCOMPARE(ran.exitCode, 0);
    QCOMPARE(ran.object()[u"bytes"_s].toInt(), 5);
    QFile copy(to);
    QVERIFY(copy.open(QIODevice::ReadOnly));
    QCOMPARE(copy.readAll(), QByteArray("ID\n1\n"));
    QCOMPARE(m_cli->run({u"payload"_s, u"1"_s, u"--output"_s, u"/nowhere/x.csv"_s, u"--json"_s}).errorKind(),
             u"badInput"_s);
    QCOMPARE(m_cli->run({u"payload"_s, u"1"_s, u"--output"_s, m_cli->profile()}).exitCode, 2);
}

void MessageVerbsTest::cancelsAndHandles()
{
    QCOMPARE(push(m_cli->file(u"a.csv"_s, "a"), {u"--timeout"_s, u"0.2"_s}).exitCode, 3);
    const auto handled = m_cli->run({u"handle"_s, u"1"_s, u"--note"_s, u"seen"_s, u"--json"_s});
    QCOMPARE(handled.exitCode, 0);
    QCOMPARE(handled.object()[u"handled"_s][u"note"_s].toString(), u"seen"_s);
    QCOMPARE(handled.object()[u"needsAttention"_s].toBool(true), false);
    const auto cancelled = m_cli->run({u"cancel"_s, u"1"_s, u"--json"_s});
    QCOMPARE(cancelled.exitCode, 0);
    QCOMPARE(cancelled.array().first()[u"state"_s].toString(), u"Cancelled"_s);
    QCOMPARE(m_cli->run({u"cancel"_s, u"1"_s, u"--json"_s}).errorKind(), u"conflict"_s);
    QCOMPARE(m_cli->run({u"send"_s, u"1"_s}).exitCode, 2);
    const QJsonObject whole = m_cli->run({u"message"_s, u"1"_s, u"--json"_s}).object();
    QStringList words;
    for (const QJsonValue &event : whole[u"events"_s].toArray())
        words.append(event[u"what"_s].toString());
    QCOMPARE(words.first(), u"Queued"_s);
    QCOMPARE(words.last(), u"Cancelled"_s);
}

void MessageVerbsTest::decidesOnlyWhatIsUnconfirmed()
{
    QCOMPARE(push(m_cli->file(u"a.csv"_s, "a"), {u"--timeout"_s, u"0.2"_s}).exitCode, 3);
    for (const QStringList &how : {QStringList{u"--leave"_s}, QStringList{u"--send-again"_s},
                                   QStringList{u"--arrived"_s, u"8f3c0000-1111-2222-3333-444455556666"_s}}) {
        const auto ran = m_cli->run(QStringList{u"decide"_s, u"1"_s, u"--json"_s} + how);
        QCOMPARE(ran.exitCode, 2);
        QCOMPARE(ran.errorKind(), u"conflict"_s);
    }
    const auto again = m_cli->run({u"resend"_s, u"1"_s});
    QCOMPARE(again.exitCode, 2);
    QVERIFY(again.err.contains("send"));
}

void MessageVerbsTest::asksNobodyForASecretWithoutATerminal()
{
    m_cli->set(u"WAYBILL_SECRET_TEST"_s, u""_s);
    const auto ran = push(m_cli->file(u"a.csv"_s, "a"));
    QCOMPARE(ran.exitCode, 3);
    QCOMPARE(ran.array().first()[u"error"_s][u"kind"_s].toString(), u"secret"_s);
    QVERIFY(ran.err.contains("WAYBILL_SECRET_TEST"));
}

void MessageVerbsTest::sendsAndTellsTheMessageId()
{
    RawServer service;
    service.answer = [](int n) {
        return n == 0 ? RawServer::http(200, R"({"access_token":"t","expires_in":3599})")
                      : RawServer::http(200, R"("AAAAAAAA-1111-2222-3333-444455556666")");
    };
    QCOMPARE(m_cli->run({u"environments"_s, u"remove"_s, u"Test"_s}).exitCode, 0);
    QCOMPARE(m_cli->addEnvironment(service.url().toString()).exitCode, 0);
    QCOMPARE(m_cli->addJob().exitCode, 0);
    QProcess process;
    m_cli->begin(process, {u"push"_s, m_cli->file(u"ü.csv"_s, "a,b\n"), u"--job"_s, u"Groups"_s, u"--json"_s,
                           u"--company"_s, u"usmf"_s});
    QTRY_COMPARE(process.state(), QProcess::NotRunning);
    const auto ran = CliProcess::finished(process);
    QCOMPARE(process.exitCode(), 0);
    const QJsonObject message = QJsonDocument::fromJson(ran.out).array().first().toObject();
    QCOMPARE(message[u"state"_s].toString(), u"InFlight"_s);
    QCOMPARE(message[u"messageId"_s].toString(), u"aaaaaaaa-1111-2222-3333-444455556666"_s);
    QCOMPARE(message[u"company"_s].toString(), u"usmf"_s);
    QCOMPARE(service.requests.size(), 2);
    QVERIFY(service.requests.last().head.contains("entity=Customer%20groups"));
    QVERIFY(service.requests.last().head.contains("%C3%BC.csv"));
    QCOMPARE(service.requests.last().body, QByteArray("a,b\n"));
    QCOMPARE(m_cli->run({u"message"_s, u"AAAAAAAA-1111-2222-3333-444455556666"_s, u"--json"_s}).object()[u"key"_s],
             message[u"key"_s]);
}

void MessageVerbsTest::tracksWhatAnotherProgramSent()
{
    const QString id = u"aaaaaaaa-1111-2222-3333-444455556666"_s;
    const auto tracked = m_cli->run({u"track"_s, u"{%1}"_s.arg(id.toUpper()), u"--job"_s, u"Groups"_s, u"--json"_s});
    QCOMPARE(tracked.exitCode, 0);
    QCOMPARE(tracked.object()[u"messageId"_s].toString(), id);
    QCOMPARE(tracked.object()[u"state"_s].toString(), u"InFlight"_s);
    for (const char *name : {"file", "bytes", "sha256"})
        QVERIFY2(tracked.object()[QLatin1StringView(name)].isNull(), name);
    QCOMPARE(m_cli->run({u"track"_s, id, u"--job"_s, u"Groups"_s, u"--json"_s}).errorKind(), u"conflict"_s);
    QCOMPARE(m_cli->run({u"track"_s, u"x"_s, u"--job"_s, u"Groups"_s}).exitCode, 2);
    QCOMPARE(m_cli->run({u"track"_s, id, u"--job"_s, u"Other"_s}).exitCode, 2);
    QCOMPARE(m_cli->run({u"payload"_s, u"1"_s, u"--output"_s, m_cli->file(u"x"_s, "")}).exitCode, 2);
}

void MessageVerbsTest::leavesANewerJournalAlone()
{
    QCOMPARE(push(m_cli->file(u"a.csv"_s, "a"), {u"--timeout"_s, u"0.2"_s}).exitCode, 3);
    QFile journal(m_cli->profile() + u"/journal.sqlite"_s);
    QVERIFY(journal.open(QIODevice::ReadWrite));
    journal.seek(60); // user_version in SQLite's header, big endian
    journal.write(QByteArray("\x00\x00\x03\xe7", 4));
    journal.seek(0);
    const QByteArray before = journal.readAll();
    journal.close();
    for (const QStringList &verb : {QStringList{u"messages"_s}, QStringList{u"cancel"_s, u"1"_s}}) {
        const auto ran = m_cli->run(verb + QStringList{u"--json"_s});
        QCOMPARE(ran.exitCode, 2);
        QCOMPARE(ran.errorKind(), u"storage"_s);
    }
    QVERIFY(journal.open(QIODevice::ReadOnly));
    QCOMPARE(journal.readAll(), before);
}

void MessageVerbsTest::movesAHistoryToAnotherProfile()
{
    push(m_cli->file(u"a.csv"_s, "ID\n1\n"), {u"--timeout"_s, u"1"_s});
    const QString file = m_cli->file(u"history.jsonl"_s, {});
    const auto exported = m_cli->run({u"history"_s, u"export"_s, file, u"--json"_s});
    QCOMPARE(exported.exitCode, 0);
    QCOMPARE(exported.object()[u"messages"_s].toInt(), 1);
    QFile history(file);
    QVERIFY(history.open(QIODevice::ReadOnly) && !history.readAll().contains("hunter2"));
    const QStringList elsewhere{u"--profile"_s, m_cli->profile() + u"2"_s, u"--json"_s};
    const auto imported = m_cli->run(QStringList{u"history"_s, u"import"_s, file} + elsewhere);
    QCOMPARE(imported.exitCode, 0);
    QCOMPARE(imported.object()[u"added"_s].toInt(), 1);
    const auto messages = m_cli->run(QStringList{u"messages"_s} + elsewhere);
    QCOMPARE(messages.array().first()[u"file"_s].toString(), u"a.csv"_s);
    QCOMPARE(messages.array().first()[u"state"_s].toString(), u"Held"_s);
    const auto bad = m_cli->run(QStringList{u"history"_s, u"import"_s, m_cli->file(u"x"_s, "no\n")} + elsewhere);
    QCOMPARE(bad.exitCode, 2);
    QCOMPARE(bad.errorKind(), u"badInput"_s);
}

void MessageVerbsTest::keepsWhatRetentionSays()
{
    const auto shown = m_cli->run({u"history"_s, u"retention"_s, u"--json"_s});
    QCOMPARE(shown.exitCode, 0);
    QVERIFY(shown.object()[u"maxAgeDays"_s].isNull() && shown.object()[u"maxBytes"_s].isNull());
    QCOMPARE(m_cli->run({u"history"_s, u"retention"_s, u"--max-age"_s, u"400"_s}).exitCode, 0);
    const auto set = m_cli->run({u"history"_s, u"retention"_s, u"--max-size"_s, u"5000000"_s, u"--json"_s});
    QCOMPARE(set.object()[u"maxAgeDays"_s].toInt(), 400);
    QCOMPARE(set.object()[u"maxBytes"_s].toInt(), 5000000);
    QVERIFY(shown.object().contains(u"stillTooLarge"_s) && shown.object()[u"stillTooLarge"_s].isNull());
    QVERIFY(!set.object()[u"stillTooLarge"_s].toBool(true));
    for (const QString &wrong : {u"soon"_s, u"36501"_s, u"999999999999"_s}) {
        const auto refused = m_cli->run({u"history"_s, u"retention"_s, u"--max-age"_s, wrong});
        QCOMPARE(refused.exitCode, 2);
        QVERIFY2(refused.err.contains("from 1 to 36500, or none"), refused.err.constData());
    }
    const auto tooSmall = m_cli->run({u"history"_s, u"retention"_s, u"--max-size"_s, u"999999"_s});
    QCOMPARE(tooSmall.exitCode, 2);
    QVERIFY2(tooSmall.err.contains("from 1000000 on, or none"), tooSmall.err.constData());
}

void MessageVerbsTest::saysThatTheJournalStaysTooLarge()
{
    push(m_cli->file(u"a.csv"_s, "ID\n1\n"), {u"--timeout"_s, u"1"_s});
    {
        const auto clock = std::make_shared<SystemClock>();
        const auto journal = Journal::open(m_cli->profile(), clock, Journal::Access::ReadWrite);
        QVERIFY(journal);
        MessageChange end;
        end.key = MessageKey(1);
        end.event.what = word(MessageState::Cancelled);
        end.event.detail = QString(2'000'000, u'x');
        end.state = MessageState::Cancelled;
        QVERIFY(QCoro::waitFor((*journal)->commit(end)));
    }
    push(m_cli->file(u"b.csv"_s, "ID\n2\n"), {u"--timeout"_s, u"1"_s});
    const auto set = m_cli->run({u"history"_s, u"retention"_s, u"--max-size"_s, u"1000000"_s, u"--json"_s});
    QCOMPARE(set.exitCode, 0);
    QCOMPARE(set.object()[u"removed"_s].toInt(-1), 0);
    QVERIFY(set.object()[u"stillTooLarge"_s].toBool());
    QVERIFY2(set.err.contains("last 7 days"), set.err.constData());
    QCOMPARE(m_cli->run({u"messages"_s, u"--json"_s}).array().size(), 2);
}

void MessageVerbsTest::checksAndCopiesTheJournal()
{
    QCOMPARE(m_cli->run({u"history"_s, u"backup"_s}).exitCode, 2); // nothing there yet
    push(m_cli->file(u"a.csv"_s, "ID\n1\n"), {u"--timeout"_s, u"1"_s});
    const auto made = m_cli->run({u"history"_s, u"backup"_s, u"--json"_s});
    QCOMPARE(made.exitCode, 0);
    QVERIFY(QFile::exists(made.object()[u"file"_s].toString()));
    const auto sound = m_cli->run({u"history"_s, u"check"_s, u"--json"_s});
    QCOMPARE(sound.exitCode, 0);
    QVERIFY(sound.object()[u"sound"_s].toBool() && sound.object()[u"rescue"_s].isNull());
    QFile journal(m_cli->profile() + u"/journal.sqlite"_s);
    QVERIFY(journal.open(QIODevice::ReadWrite) && journal.seek(100));
    journal.write(QByteArray(journal.size() - 100, 'x'));
    journal.close();
    const auto messages = m_cli->run({u"messages"_s});
    QCOMPARE(messages.exitCode, 2);
    QVERIFY2(messages.err.contains("history check"), messages.err.constData());
    const auto saved = m_cli->run({u"history"_s, u"check"_s, u"--json"_s});
    QCOMPARE(saved.exitCode, 1);
    QCOMPARE(saved.object()[u"rescue"_s][u"fromBackup"_s].toInt(), 1);
    QCOMPARE(m_cli->run({u"messages"_s, u"--json"_s}).array().first()[u"file"_s].toString(), u"a.csv"_s);
}

void MessageVerbsTest::saysWithoutATerminalThatTheJournalCannotBeCopied()
{
    QFile inTheWay(m_cli->profile() + u"/backups"_s);
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const auto ran = push(m_cli->file(u"a.csv"_s, "ID\n1\n"), {u"--timeout"_s, u"1"_s});
    QCOMPARE(ran.exitCode, 3); // the command's own
    QCOMPARE(ran.array().size(), 1);
    QVERIFY2(ran.err.contains("not copied"), ran.err.constData());
}

QTEST_GUILESS_MAIN(MessageVerbsTest)
#include "MessageVerbsTest.moc"
