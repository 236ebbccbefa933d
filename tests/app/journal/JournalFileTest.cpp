#include "JournalFixture.h"

#include "app/journal/JournalRescue.h"
#include "app/journal/SchemaStep.h"

#include <QDirIterator>
#include <QScopeGuard>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
/// Runs SQL on a file from outside. False, and the error in `*why`, when a statement is refused.
bool runOutside(const QString &path, const QStringList &statements, QString *why = nullptr)
{
    const auto remove = qScopeGuard([] { QSqlDatabase::removeDatabase(u"outside"_s); });
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"outside"_s);
    database.setDatabaseName(path);
    if (!database.open())
        return false;
    for (const QString &statement : statements) {
        QSqlQuery query(database);
        if (!query.exec(statement)) {
            if (why)
                *why = query.lastError().text();
            return false;
        }
    }
    return true;
}
} // namespace

class JournalFileTest : public QObject
{
    Q_OBJECT

private slots:
    void leavesOneWholeFileThatIsItsOwnersOnly();
    void init() { f = JournalFixture(); }

    void refusesANewerVersionAndLeavesItAsItIs()
    {
        appendOne(*f.open());
        QVERIFY(runOutside(f.path(), {u"PRAGMA user_version = %1"_s.arg(schemaVersion() + 1)}));
        const QByteArray before = bytesOf(f.path());
        for (const auto access : {Journal::Access::ReadWrite, Journal::Access::ReadOnly}) {
            const auto journal = f.tryOpen(access);
            QVERIFY(!journal);
            QCOMPARE(journal.error().kind, ErrorKind::Storage);
            QVERIFY(journal.error().message.contains(u"newer"_s));
            QVERIFY(journal.error().message.contains(u"journal.sqlite"_s));
        }
        QCOMPARE(bytesOf(f.path()), before);
        QCOMPARE(QDir(f.folder.path()).entryList(QDir::Files), QStringList{u"journal.sqlite"_s});
    }

    void seesANewerVersionThatStillStandsInTheLog()
    {
        appendOne(*f.open());
        const auto remove = qScopeGuard([] { QSqlDatabase::removeDatabase(u"newer"_s); });
        QSqlDatabase newer = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"newer"_s);
        newer.setDatabaseName(f.path());
        QVERIFY(newer.open());
        {
            QSqlQuery query(newer);
            // Not taken into the file while this connection stands.
            QVERIFY(query.exec(u"PRAGMA user_version = %1"_s.arg(schemaVersion() + 1)));
        }
        const QByteArray before = bytesOf(f.path()), log = bytesOf(f.path() + u"-wal"_s);
        QVERIFY(!log.isEmpty());
        QVERIFY(!f.tryOpen());
        QCOMPARE(bytesOf(f.path()), before);
        QCOMPARE(bytesOf(f.path() + u"-wal"_s), log);
        newer.close();
    }

    void takesBackWhatAProgramHadBegunThatDiedWhileItMadeTheFile_data()
    {
        QTest::addColumn<Journal::Access>("first");
        QTest::newRow("seen first by a reader") << Journal::Access::ReadOnly;
        QTest::newRow("seen first by a writer") << Journal::Access::ReadWrite;
    }
    void takesBackWhatAProgramHadBegunThatDiedWhileItMadeTheFile()
    {
        QFETCH(const Journal::Access, first);
        const QString making = f.folder.filePath(u"making.sqlite"_s);
        {
            const auto remove = qScopeGuard([] { QSqlDatabase::removeDatabase(u"making"_s); });
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"making"_s);
            database.setDatabaseName(making);
            QVERIFY(database.open());
            QSqlQuery query(database);
            // More than the cache holds, so that both files are written before the end of the transaction.
            for (const char *sql : {"PRAGMA cache_size = 2", "BEGIN", "CREATE TABLE begun (x)",
                                    "INSERT INTO begun VALUES (randomblob(200000))"})
                QVERIFY2(query.exec(QString::fromLatin1(sql)), sql);
            QVERIFY(QFile::copy(making, f.path()));
            QVERIFY(QFile::copy(making + u"-journal"_s, f.path() + u"-journal"_s));
            QVERIFY(QFileInfo(f.path()).size() > 0 && QFileInfo(f.path() + u"-journal"_s).size() > 0);
        }
        const auto opened = f.tryOpen(first);
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
        const auto rows = (*opened)->messages({});
        QVERIFY(rows && rows->isEmpty());
        appendOne(*f.open());
    }

    void keepsWhatIsDamagedBesideAndBeginsAnew_data()
    {
        QTest::addColumn<int>("damage");
        QTest::newRow("other text") << 0;
        QTest::newRow("cut") << 1;
        QTest::newRow("header without pages") << 2;
        QTest::newRow("tables overwritten") << 3;
    }

    void keepsWhatIsDamagedBesideAndBeginsAnew()
    {
        QFETCH(int, damage);
        appendOne(*f.open());
        QByteArray bytes = bytesOf(f.path());
        switch (damage) {
        case 0:
            bytes = QByteArray("this is a letter\n").repeated(100);
            break;
        case 1:
            bytes.truncate(bytes.size() / 2);
            break;
        case 2:
            bytes.truncate(100);
            break;
        default:
            bytes.replace(100, bytes.size() - 100, QByteArray(bytes.size() - 100, 'x'));
        }
        QFile file(f.path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        file.close();
        const auto journal = f.tryOpen();
        if (damage == 0) { // nothing says that it ever was a journal
            QVERIFY(!journal);
            QCOMPARE(journal.error().kind, ErrorKind::Storage);
            QVERIFY2(journal.error().message.contains(u"ove it away"_s), qPrintable(journal.error().message));
            QCOMPARE(bytesOf(f.path()), bytes);
            return;
        }
        QVERIFY(journal);
        QVERIFY((*journal)->rescue());
        QCOMPARE(bytesOf((*journal)->rescue()->damagedFile), bytes);
    }

    void refusesTheDatabaseOfAnotherProgram()
    {
        QVERIFY(runOutside(f.path(), {u"CREATE TABLE other (x)"_s}));
        const QByteArray before = bytesOf(f.path());
        const auto journal = f.tryOpen();
        QVERIFY(!journal);
        QCOMPARE(journal.error().kind, ErrorKind::Storage);
        QCOMPARE(bytesOf(f.path()), before);
    }

    void refusesAFolderThatCannotBeMade()
    {
        QFile file(f.folder.filePath(u"file"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto journal = Journal::open(file.fileName() + u"/profile"_s, f.clock, Journal::Access::ReadWrite);
        QVERIFY(!journal);
        QCOMPARE(journal.error().kind, ErrorKind::Storage);
    }

    void makesTheProfileFolder()
    {
        const QString deep = f.folder.filePath(u"a/b/c"_s);
        QVERIFY(Journal::open(deep, f.clock, Journal::Access::ReadWrite));
        QVERIFY(QFileInfo::exists(deep + u"/journal.sqlite"_s));
    }

    void aFileInWhichNothingWasMadeYetIsANewJournal()
    {
        QFile file(f.path());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.close();
        QVERIFY(f.open(Journal::Access::ReadOnly)->messages({})->isEmpty());
        appendOne(*f.open());
    }

    void readingAProfileThatIsNotThereMakesNothing()
    {
        const QString nowhere = f.folder.filePath(u"nowhere"_s);
        const auto journal = Journal::open(nowhere, f.clock, Journal::Access::ReadOnly);
        QVERIFY(journal);
        QVERIFY((*journal)->messages({})->isEmpty());
        QVERIFY(!*(*journal)->message(MessageKey(1)));
        QCOMPARE((*journal)->counts(u"test"_s, f.clock->now)->all, 0);
        QVERIFY(!*(*journal)->failure(MessageKey(1)));
        QVERIFY(!QFileInfo::exists(nowhere));
    }

    void readsBesideAWriter()
    {
        const auto reader = f.open(Journal::Access::ReadOnly);
        QVERIFY(reader->messages({})->isEmpty());
        const auto writer = f.open(); // makes the journal only now
        const MessageKey key = appendOne(*writer);
        QCOMPARE(reader->messages({})->size(), 1);
        QVERIFY(await(writer->commit(changeTo(key, MessageState::Sending))));
        QCOMPARE((*reader->message(key))->state, MessageState::Sending);
    }

    void aReaderCannotWrite()
    {
        appendOne(*f.open());
        const auto reader = f.open(Journal::Access::ReadOnly);
        const auto appended = await(reader->append({newMessage()}, {}));
        QVERIFY(!appended);
        QCOMPARE(appended.error().kind, ErrorKind::Storage);
        QVERIFY(!await(reader->commit(changeTo(MessageKey(1), MessageState::Sending))));
        Error told;
        connect(reader.get(), &Journal::writeFailed, this, [&](const Error &error) { told = error; });
        reader->record(changeTo(MessageKey(1), MessageState::Sending));
        QTRY_COMPARE(told.kind, ErrorKind::Storage);
        QCOMPARE(reader->messages({})->first().state, MessageState::Queued);
    }

    void twoProgramsWriteToOneJournal()
    {
        const auto a = f.open(), b = f.open();
        for (int i = 0; i < 20; ++i) {
            auto first = a->append({newMessage()}, u"a"_s);
            auto second = b->append({newMessage()}, u"b"_s);
            QVERIFY(await(std::move(first)));
            QVERIFY(await(std::move(second)));
        }
        QCOMPARE(a->messages({})->size(), 40);
        QCOMPARE(b->messages({})->size(), 40);
    }

    void ofTwoProgramsThatDecideOneIsRefused()
    {
        const auto a = f.open(), b = f.open();
        const MessageKey key = appendOne(*a);
        MessageChange send = changeTo(key, MessageState::Sending);
        send.onlyFrom = {MessageState::Queued};
        MessageChange cancel = changeTo(key, MessageState::Cancelled);
        cancel.onlyFrom = {MessageState::Queued};
        auto sending = a->commit(send);
        auto cancelling = b->commit(cancel);
        const auto sent = await(std::move(sending)), cancelled = await(std::move(cancelling));
        QVERIFY(sent.has_value() != cancelled.has_value());
        QCOMPARE((sent ? cancelled : sent).error().kind, ErrorKind::Conflict);
        QCOMPARE((*b->message(key))->state, sent ? MessageState::Sending : MessageState::Cancelled);
        QCOMPARE(b->events(key)->size(), 2);
    }

    void severalProgramsMayStartAtTheSameMoment()
    {
        std::vector<std::thread> programs;
        std::atomic<int> opened = 0;
        for (int i = 0; i < 6; ++i) {
            programs.emplace_back([&] {
                if (f.tryOpen())
                    ++opened;
            });
        }
        for (std::thread &program : programs)
            program.join();
        QCOMPARE(opened, 6);
        appendOne(*f.open());
    }

    void eventsCannotBeRewrittenEvenByHand()
    {
        appendOne(*f.open());
        QString why;
        QVERIFY(!runOutside(f.path(), {u"UPDATE events SET what = 'Succeeded'"_s}, &why));
        QVERIFY(why.contains(u"never rewritten"_s));
        QVERIFY(!runOutside(f.path(), {u"DELETE FROM events"_s}, &why));
        QVERIFY(why.contains(u"never removed"_s));
    }

    void theStateIsWhatTheLastEventSays()
    {
        const auto journal = f.open();
        const MessageKey key = appendOne(*journal);
        for (const StateRow &state : messageStates()) {
            QVERIFY(await(journal->commit(changeTo(key, state.state))));
            QCOMPARE(journal->events(key)->last().what, word((*journal->message(key))->state));
        }
    }

private:
    JournalFixture f;
};

void JournalFileTest::leavesOneWholeFileThatIsItsOwnersOnly()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"journal.sqlite"_s);
    {
        const auto journal = Journal::open(folder.path(), std::make_shared<SystemClock>(), Journal::Access::ReadWrite);
        QVERIFY(journal);
        NewMessage row;
        row.environment = u"UAT"_s;
        QList<NewMessage> rows;
        rows.append(row);
        QVERIFY(QCoro::waitFor((*journal)->append(rows, {})));
#ifndef Q_OS_WIN
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        for (const QString &file : {path, path + u"-wal"_s})
            QVERIFY(QFile::exists(file) && !(QFile::permissions(file) & others));
#endif
    }
    QVERIFY(!QFile::exists(path + u"-wal"_s));
    const auto again = Journal::open(folder.path(), std::make_shared<SystemClock>(), Journal::Access::ReadOnly);
    QVERIFY(again);
    QCOMPARE((*again)->messages({})->size(), 1);
}

QTEST_GUILESS_MAIN(JournalFileTest)
#include "JournalFileTest.moc"
