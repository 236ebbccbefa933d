#include "KeptVersion.h"
#include "SampleHistory.h"

#include "app/journal/SchemaStep.h"

#include <thread>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
QStringList schemaOf(const QString &path)
{
    QStringList all;
    const auto read =
        connectionTo(path)->each(u"SELECT sql FROM sqlite_master WHERE sql NOT NULL ORDER BY type, name"_s, {},
                                 [&](const QSqlQuery &row) { all.append(row.value(0).toString()); });
    if (!read)
        qFatal("the schema cannot be read");
    return all;
}
} // namespace

class JournalVersionsTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void everyVersionOfBeforeIsKept();
    void bringsAKeptVersionForwardWithAllThatIsInIt_data();
    void bringsAKeptVersionForwardWithAllThatIsInIt();
    void readsAKeptVersionWithoutChangingIt_data() { bringsAKeptVersionForwardWithAllThatIsInIt_data(); }
    void readsAKeptVersionWithoutChangingIt();
    void copiesTheOlderOneBefore();
    void keepsTheCopyOfAnEarlierTime();
    void ofSeveralProgramsOneBringsItForward();
    void aProgramOfTheOlderVersionGoesOn();
    void aReaderSeesItBroughtForward();
    void findsAnExecutionByAnIndex();

private:
    /// Everything in a journal is as in the sample.
    void compare(const Journal &journal);

    JournalFixture sample; ///< as this version writes it
    std::unique_ptr<Journal> expected;
    JournalFixture f;
};

void JournalVersionsTest::initTestCase()
{
    writeSampleHistory(*sample.open(), *sample.clock);
    expected = sample.open(Journal::Access::ReadOnly);
}

void JournalVersionsTest::init()
{
    f = JournalFixture();
}

void JournalVersionsTest::everyVersionOfBeforeIsKept()
{
    for (int version = 1; version < schemaVersion(); ++version)
        QVERIFY2(keptVersions().exists(u"%1.sql"_s.arg(version)),
                 qPrintable(u"keep a version %1 (README)"_s.arg(version)));
}

void JournalVersionsTest::bringsAKeptVersionForwardWithAllThatIsInIt_data()
{
    QTest::addColumn<QString>("version");
    for (const QFileInfo &dump : keptVersions().entryInfoList({u"*.sql"_s}))
        QTest::newRow(qPrintable(dump.completeBaseName())) << dump.completeBaseName();
}

void JournalVersionsTest::bringsAKeptVersionForwardWithAllThatIsInIt()
{
    QFETCH(QString, version);
    restoreKeptVersion(version, f.path());
    compare(*f.open());
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(schemaOf(f.path()), schemaOf(sample.path()));
    QCOMPARE(keptVersionOf(f.path()), schemaVersion());
    appendOne(*f.open());
}

void JournalVersionsTest::readsAKeptVersionWithoutChangingIt()
{
    QFETCH(QString, version);
    restoreKeptVersion(version, f.path());
    const QByteArray before = bytesOf(f.path());
    compare(*f.open(Journal::Access::ReadOnly));
    if (QTest::currentTestFailed())
        return;
    QCOMPARE(bytesOf(f.path()), before);
    QCOMPARE(QDir(f.folder.path()).entryList(QDir::Files), QStringList{u"journal.sqlite"_s});
}

void JournalVersionsTest::copiesTheOlderOneBefore()
{
    restoreKeptVersion(u"1"_s, f.path());
    f.open();
    const JournalFixture copy;
    const QString saved = f.folder.filePath(u"journal-before-%1.sqlite"_s.arg(schemaVersion()));
#ifndef Q_OS_WIN
    QCOMPARE(QFile::permissions(saved) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
#endif
    QVERIFY(QFile::copy(saved, copy.path()));
    QCOMPARE(keptVersionOf(copy.path()), 1);
    compare(*copy.open(Journal::Access::ReadOnly));
}

void JournalVersionsTest::keepsTheCopyOfAnEarlierTime()
{
    const QString first = f.folder.filePath(u"journal-before-%1.sqlite"_s.arg(schemaVersion()));
    QFile file(first);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("earlier") > 0);
    file.close();
    restoreKeptVersion(u"1"_s, f.path());
    f.open();
    QCOMPARE(bytesOf(first), "earlier");
    QVERIFY(QFile::exists(f.folder.filePath(u"journal-before-%1-2.sqlite"_s.arg(schemaVersion()))));
}

void JournalVersionsTest::ofSeveralProgramsOneBringsItForward()
{
    restoreKeptVersion(u"1"_s, f.path());
    std::vector<std::thread> programs;
    std::atomic<int> opened = 0;
    for (int i = 0; i < 4; ++i) {
        programs.emplace_back([&] {
            if (f.tryOpen())
                ++opened;
        });
    }
    for (std::thread &program : programs)
        program.join();
    QCOMPARE(opened, 4);
    QCOMPARE(QDir(f.folder.path()).entryList({u"journal-before-*"_s}).size(), 1);
    compare(*f.open());
}

void JournalVersionsTest::aProgramOfTheOlderVersionGoesOn()
{
    restoreKeptVersion(u"1"_s, f.path());
    const auto older = connectionTo(f.path());
    const QString append = u"INSERT INTO messages (environment, job, activity_id, entity, company, file, sha256, "
                           u"message_id, execution_id, state, created, changed, counts_known, request_ids, owner, "
                           u"attention) VALUES ('older', '', '', '', '', ?, '', '', '', 'Queued', 1, 1, 0, '', '', "
                           u"0)"_s;
    QVERIFY(older->insert(append, {u"one.csv"_s}));
    const auto newer = f.open();
    QVERIFY(older->insert(append, {u"two.csv"_s}));
    QCOMPARE(newer->messages({.environment = u"older"_s})->size(), 2);
    QCOMPARE(newer->counts(u"older"_s, {})->all, 2);
}

void JournalVersionsTest::aReaderSeesItBroughtForward()
{
    restoreKeptVersion(u"1"_s, f.path());
    const auto reader = f.open(Journal::Access::ReadOnly);
    compare(*reader);
    const auto writer = f.open();
    const MessageKey key = appendOne(*writer);
    QCOMPARE(row(*reader, key), row(*writer, key));
}

void JournalVersionsTest::findsAnExecutionByAnIndex()
{
    restoreKeptVersion(u"3"_s, f.path());
    const auto journal = f.open();
    const auto found = journal->byExecutionId(u"test"_s, ExecutionId(u"e-1"_s));
    QCOMPARE(found->size(), 1);
    QCOMPARE(*journal->byExecutionId({}, ExecutionId(u"e-1"_s)), *found);
    QVERIFY(journal->byExecutionId(u"production"_s, ExecutionId(u"e-1"_s))->isEmpty());
    QVERIFY(journal->byExecutionId(u"test"_s, ExecutionId())->isEmpty());
    for (const auto &[column, index] :
         {std::pair("execution_id", "messages_by_execution"), std::pair("message_id", "messages_by_id")}) {
        QString plan;
        QVERIFY(connectionTo(f.path())->each(
            u"EXPLAIN QUERY PLAN SELECT key FROM messages WHERE %1 = ? AND %1 <> '' AND +environment = ? "
            u"ORDER BY created DESC, key DESC"_s.arg(QLatin1StringView(column)),
            {u"e-1"_s, u"test"_s}, [&plan](const QSqlQuery &row) { plan += row.value(3).toString(); }));
        QVERIFY2(plan.contains(QLatin1StringView(index)), qPrintable(plan));
    }
}

void JournalVersionsTest::compare(const Journal &journal)
{
    const auto wanted = expected->messages({}), found = journal.messages({});
    QVERIFY(wanted && found && wanted->size() > 10);
    QCOMPARE(*found, *wanted);
    for (const Message &message : *wanted) {
        QCOMPARE(*journal.events(message.key), *expected->events(message.key));
        QCOMPARE(*journal.failure(message.key), *expected->failure(message.key));
        QCOMPARE(journal.exchanges(message.key)->size(), expected->exchanges(message.key)->size());
    }
    const auto counts = journal.counts(u"test"_s, {});
    QCOMPARE(counts->all, expected->counts(u"test"_s, {})->all);
    QCOMPARE(counts->needsAttention, expected->counts(u"test"_s, {})->needsAttention);
}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    // `JournalVersionsTest --make FOLDER` writes the sample with this version, to be kept.
    if (const QStringList arguments = QCoreApplication::arguments(); arguments.value(1) == u"--make"_s) {
        const auto clock = std::make_shared<SetClock>();
        const auto journal = Journal::open(arguments.value(2), clock, Journal::Access::ReadWrite);
        if (!journal)
            qFatal("%s", qPrintable(journal.error().message));
        writeSampleHistory(**journal, *clock);
        return 0;
    }
    JournalVersionsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "JournalVersionsTest.moc"
