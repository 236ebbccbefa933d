#include "SampleHistory.h"

#include "app/journal/Connection.h"
#include "app/journal/HistoryExport.h"
#include "app/journal/HistoryImport.h"

#include <QDir>

using namespace waybill;
using namespace Qt::StringLiterals;

/// Export and import.
class JournalHistoryTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        f = JournalFixture();
        writeSampleHistory(*f.open(), *f.clock);
        file = f.folder.filePath(u"history.jsonl"_s);
    }

    void movesAWholeHistoryToAnotherProfile()
    {
        exportAll();
        JournalFixture other;
        const auto journal = other.open();
        const Imported imported = import(*journal);
        QCOMPARE(imported.added, 12);
        const auto ours = f.open(Journal::Access::ReadOnly);
        const QList<Message> all = *ours->messages({});
        for (const Message &theirs : all) {
            const Message mine = row(*journal, theirs.key); // the same keys: it was empty
            QCOMPARE(mine.file, theirs.file);
            QCOMPARE(mine.messageId, theirs.messageId);
            QCOMPARE(mine.handled, theirs.handled);
            QCOMPARE(mine.attemptOf, theirs.attemptOf);
            QCOMPARE(*journal->failure(theirs.key), *ours->failure(theirs.key));
            QCOMPARE(journal->exchanges(theirs.key)->size(), ours->exchanges(theirs.key)->size());
            const auto events = *ours->events(theirs.key);
            QCOMPARE(journal->events(theirs.key)->first(events.size()), events);
            QVERIFY(mine.state != MessageState::Queued && mine.state != MessageState::Sending);
            QCOMPARE(journal->events(theirs.key)->last().what.isEmpty(), false);
        }
    }

    void nothingIsDoubledHoweverOftenItIsImported()
    {
        exportAll();
        const auto journal = f.open();
        const QList<Message> before = *journal->messages({});
        QCOMPARE(import(*journal).known, 12); // into itself
        QCOMPARE(*journal->messages({}), before);
        JournalFixture other;
        const auto second = other.open();
        import(*second);
        const QList<Message> once = *second->messages({});
        QCOMPARE(import(*second).known, 12);
        QCOMPARE(*second->messages({}), once);
    }

    void aMessageKnownUnderAnotherKeyIsMerged()
    {
        exportAll();
        JournalFixture other;
        const auto journal = other.open();
        appendOne(*journal);
        NewMessage tracked;
        tracked.environment = u"test"_s;
        tracked.state = MessageState::InFlight;
        tracked.messageId =
            f.open(Journal::Access::ReadOnly)->messages({.states = {MessageState::Failed}})->first().messageId;
        const MessageKey key = appendOne(*journal, tracked);
        QCOMPARE(import(*journal).merged, 1);
        QCOMPARE(journal->byMessageId(u"test"_s, tracked.messageId)->size(), 1);
        QCOMPARE(row(*journal, key).state, MessageState::Failed);
        QCOMPARE(journal->events(key)->last().what, u"Failed"_s);
        QVERIFY(**journal->failure(key) == **f.open(Journal::Access::ReadOnly)->failure(MessageKey(9)));
    }

    void theLongPartsOfAFailureGoWithIt()
    {
        const auto key = MessageKey(9);
        Failure whole = **f.open(Journal::Access::ReadOnly)->failure(key);
        whole.log = u"What the service wrote while it worked.\n"_s;
        for (int i = 0; i < 3000; ++i)
            whole.errors.append({QString::number(i), u"NAME"_s, u"Row %1 is wrong."_s.arg(i), i, i + 1});
        QVERIFY(await(f.open()->keepFailure(key, whole)));
        exportAll();
        JournalFixture other;
        const auto fresh = other.open();
        import(*fresh);
        QVERIFY(**fresh->failure(key) == whole);

        JournalFixture third; // knows the message, not why it failed
        const auto known = third.open();
        NewMessage tracked;
        tracked.environment = u"test"_s;
        tracked.state = MessageState::InFlight;
        tracked.messageId = row(*fresh, key).messageId;
        const MessageKey ours = appendOne(*known, tracked);
        import(*known);
        QVERIFY(**known->failure(ours) == whole);
        import(*known);
        QVERIFY(**known->failure(ours) == whole);
    }

    void refusesPartsThatWouldFillTheMemory_data()
    {
        QTest::addColumn<QByteArray>("part");
        QTest::newRow("says that it is 4 GB") << QByteArray("/////3icqw==");
        QByteArray more = qCompress(QByteArray(1 << 20, ' '));
        more.replace(0, 4, QByteArray("\0\0\0\x64", 4));
        QTest::newRow("holds more than it says") << more.toBase64();
        QTest::newRow("says so behind what nobody decodes") << QByteArray("!!!!!!!!/////3icqw==");
    }

    void refusesPartsThatWouldFillTheMemory()
    {
        QFETCH(QByteArray, part);
        exportAll();
        QFile history(file);
        QVERIFY(history.open(QIODevice::ReadWrite));
        QByteArray whole = history.readAll();
        const qsizetype begin = whole.indexOf("{\"base64\":\"") + 11;
        QVERIFY(begin > 11);
        whole.replace(begin, whole.indexOf('"', begin) - begin, part);
        history.resize(0);
        history.seek(0);
        history.write(whole);
        history.close();
        JournalFixture other;
        const auto journal = other.open();
        const auto imported = await(importHistory(journal.get(), file, other.clock->now, {}));
        QVERIFY(!imported);
        QCOMPARE(imported.error().kind, ErrorKind::BadInput);
        QVERIFY2(imported.error().message.contains(u"256 MB"_s), qPrintable(imported.error().message));
    }

    void refusesManyPartsThatFillTheMemoryTogether()
    {
        const QByteArray part = qCompress(QByteArray(100 << 20, ' ')).toBase64();
        QByteArrayList parts;
        for (int piece = 0; piece < 3; ++piece)
            parts.append("{\"failure_parts\":{\"message\":9,\"section\":1,\"place\":0,\"piece\":" +
                         QByteArray::number(piece) + ",\"packed\":{\"base64\":\"" + part + "\"}}}\n");
        const QByteArray message = lineOf(u"messages"_s, "\"state\":\"Failed\"");
        JournalFixture other;
        const auto journal = other.open();
        writeFile(message + parts[0] + parts[1]);
        QCOMPARE(import(*journal).added, 1);
        JournalFixture third;
        const auto fresh = third.open();
        writeFile(message + parts.join());
        const auto imported = await(importHistory(fresh.get(), file, f.clock->now, {}));
        QVERIFY(!imported);
        QVERIFY2(imported.error().message.contains(u"256 MB"_s), qPrintable(imported.error().message));
    }

    void anImportThatEndsHalfwayLeavesNothingToBeSent_data()
    {
        QTest::addColumn<MessageState>("theirs");
        QTest::addColumn<MessageState>("ours");
        QTest::newRow("waiting") << MessageState::Queued << MessageState::Held;
        QTest::newRow("under way") << MessageState::Sending << MessageState::Unconfirmed;
    }

    void anImportThatEndsHalfwayLeavesNothingToBeSent()
    {
        QFETCH(MessageState, theirs);
        QFETCH(MessageState, ours);
        const QByteArray waiting = lineOf(u"messages"_s, "\"state\":\"" + word(theirs).toLatin1() + '"') +
                                   lineOf(u"events"_s, "Queued").repeated(1500);
        const QByteArray next = lineOf(u"messages"_s, "\"state\":\"Failed\"");
        writeFile(waiting + next + "{\"failures\":{\"message\":1,\"errors\":{\"base64\":\"/////3icqw==\"}}}\n");
        JournalFixture other;
        const auto journal = other.open();
        QVERIFY(!await(importHistory(journal.get(), file, f.clock->now, {})));
        const QList<Message> there = *journal->messages({});
        QCOMPARE(there.size(), 1); // what came before the message with the bad row was written already
        QCOMPARE(there.first().state, ours);
        QVERIFY(there.first().error);
        QCOMPARE(journal->counts(u"test"_s, {})->needsAttention, 1);
        writeFile(waiting + next);
        const Imported imported = import(*journal);
        QCOMPARE(imported.added, 1);
        QCOMPARE(imported.known, 1);
    }

    void aFailureIsWholeAlsoAfterAnImportThatEndedInsideOfIt()
    {
        // A thousand lines, the last of which is the failure without its errors.
        const QByteArray begin = lineOf(u"messages"_s, "\"state\":\"Failed\"") +
                                 lineOf(u"events"_s, "\"message\":9").repeated(998) +
                                 lineOf(u"failures"_s, "\"message\":9");
        writeFile(begin + "{\"failure_parts\":{\"message\":9,\"section\":0,\"place\":0,\"piece\":0,"
                          "\"packed\":{\"base64\":\"/////3icqw==\"}}}\n");
        JournalFixture other;
        const auto journal = other.open();
        QVERIFY(!await(importHistory(journal.get(), file, f.clock->now, {})));
        writeFile(begin + lineOf(u"failure_parts"_s, "\"message\":9"));
        import(*journal);
        const auto failure = journal->failure(journal->messages({})->first().key);
        QVERIFY(**failure == **f.open(Journal::Access::ReadOnly)->failure(MessageKey(9)));
    }

    void takesNoTableByAnotherName()
    {
        writeFile(lineOf(u"messages"_s, "\"state\":\"Failed\"") + "{\"RETIRING\":{\"message\":9}}\n");
        JournalFixture other;
        const auto journal = other.open();
        QCOMPARE(import(*journal).added, 1);
        const auto connection = Connection::open(other.path(), Connection::Mode::ReadOnly);
        QCOMPARE(*(*connection)->integer(u"SELECT count(*) FROM retiring"_s), 0);
    }

    void aCopyOfTheProfileThatWentOnIsMergedBack()
    {
        JournalFixture copy;
        QVERIFY(QFile::copy(f.path(), copy.path()));
        copy.clock->now = f.clock->now.addSecs(600);
        const auto theirs = copy.open();
        const MessageFilter inFlight{.environment = u"test"_s, .states = {MessageState::InFlight}};
        const Message waiting = theirs->messages(inFlight)->first();
        QVERIFY(await(theirs->commit(changeTo(waiting.key, MessageState::Succeeded))));
        appendOne(*theirs, newMessage(u"only there.csv"_s));
        const auto ours = f.open();
        f.clock->now = f.clock->now.addSecs(300);
        appendOne(*ours, newMessage(u"only here.csv"_s)); // under the same key
        QVERIFY(exportHistory(copy.path(), file, copy.clock->now, {}));
        const Imported imported = import(*ours);
        QCOMPARE(imported.added, 1);
        QCOMPARE(imported.merged, 1);
        QCOMPARE(row(*ours, waiting.key).state, MessageState::Succeeded);
        QCOMPARE(ours->messages({.search = u"only"_s})->size(), 2);
        QCOMPARE(import(*ours).added, 0);
    }

    void refusesWhatIsNoHistoryAndChangesNothing_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("a letter") << QByteArray("Dear Sir\n");
        QTest::newRow("other JSON") << QByteArray("{\"a\":1}\n");
        QTest::newRow("newer") << QByteArray("{\"waybill\":\"history\",\"version\":99}\n");
        QTest::newRow("cut") << QByteArray();
        QTest::newRow("cut in a line") << QByteArray();
        QTest::newRow("garbled") << QByteArray();
    }

    void refusesWhatIsNoHistoryAndChangesNothing()
    {
        QFETCH(QByteArray, text);
        exportAll();
        QFile history(file);
        QVERIFY(history.open(QIODevice::ReadWrite));
        QByteArray whole = history.readAll();
        const QByteArray tag = QTest::currentDataTag();
        if (tag == "cut")
            text = whole.first(whole.lastIndexOf("{\"end\""));
        else if (tag == "cut in a line")
            text = whole.first(whole.size() / 2);
        else if (tag == "garbled")
            text = whole.replace("\"events\":", "\"events:");
        history.resize(0);
        history.seek(0);
        history.write(text);
        history.close();
        JournalFixture other;
        const auto journal = other.open();
        const auto imported = await(importHistory(journal.get(), file, other.clock->now, {}));
        QVERIFY(!imported);
        QCOMPARE(imported.error().kind, ErrorKind::BadInput);
        QVERIFY2(imported.error().message.contains(u"history.jsonl"_s), qPrintable(imported.error().message));
        QVERIFY(journal->messages({})->isEmpty());
    }

private:
    void exportAll()
    {
        const auto exported = exportHistory(f.path(), file, f.clock->now, {});
        QVERIFY2(exported, exported ? "" : qPrintable(exported.error().message));
        QCOMPARE(*exported, 12);
    }

    /// The first exported line of that table that holds `part`.
    QByteArray lineOf(const QString &table, const QByteArray &part)
    {
        exportAll();
        QFile history(file);
        if (!history.open(QIODevice::ReadOnly))
            qFatal("no history");
        for (QByteArray line = history.readLine(); !line.isEmpty(); line = history.readLine()) {
            if (line.startsWith("{\"" + table.toLatin1() + "\"") && line.contains(part))
                return line;
        }
        qFatal("no such line");
    }
    /// A history of just these rows.
    void writeFile(const QByteArray &rows)
    {
        QFile history(file);
        QVERIFY(history.open(QIODevice::WriteOnly));
        history.write("{\"waybill\":\"history\",\"version\":1,\"journal\":\"another\"}");
        history.write('\n' + rows + "{\"end\":{\"messages\":1}}" + '\n');
    }

    Imported import(Journal &journal)
    {
        const auto imported = await(importHistory(&journal, file, f.clock->now, {}));
        if (!imported)
            qFatal("%s %s", qPrintable(imported.error().message), qPrintable(imported.error().detail));
        return *imported;
    }

    JournalFixture f;
    QString file;
};

QTEST_GUILESS_MAIN(JournalHistoryTest)
#include "JournalHistoryTest.moc"
