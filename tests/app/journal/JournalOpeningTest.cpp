#include "JournalFixture.h"
#include "KeptVersion.h"

#include "app/journal/ConnectionWatch.h"
#include "app/journal/FileLock.h"
#include "app/journal/JournalHealth.h"
#include "app/journal/JournalOpening.h"
#include "app/journal/SchemaStep.h"

using namespace waybill;
using namespace Qt::StringLiterals;

using Kind = JournalWork::Kind;

class JournalOpeningTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { f = JournalFixture(); }

    void saysNothingOfOneThatIsReady()
    {
        f.open();
        QVERIFY(open());
        QVERIFY(m_told.isEmpty());
    }

    void tellsHowAnOlderOneIsBroughtForward()
    {
        restoreKeptVersion(u"1"_s, f.path());
        QVERIFY(open());
        QCOMPARE(m_told.first().kind, Kind::Copying);
        QVERIFY(m_told.first().ofBytes > 0);
        QList<int> steps;
        for (const JournalWork &work : m_told) {
            if (work.kind == Kind::Changing && !steps.contains(work.step))
                steps.append(work.step);
        }
        QCOMPARE(steps.size(), schemaVersion() - 1);
        QCOMPARE(m_told.last(),
                 (JournalWork{.kind = Kind::Changing, .step = int(steps.size()), .steps = int(steps.size())}));
    }

    /// Ended at whatever it tells: the journal is what it was, no copy lies about, and the next start does it all.
    void leavesTheJournalAsItWasWhenItIsEnded()
    {
        restoreKeptVersion(u"1"_s, f.path());
        const QStringList before = files();
        const auto rows = f.open(Journal::Access::ReadOnly)->messages({});
        qsizetype looks = 0;
        for (;; ++looks) {
            m_told.clear();
            const auto opened = openJournal(f.folder.path(), *f.clock, [&](const JournalWork &work) {
                m_told.append(work);
                return m_told.size() <= looks;
            });
            if (opened)
                break;
            QCOMPARE(opened.error().kind, ErrorKind::Cancelled);
            QVERIFY2(opened.error().message.contains(u"nothing was changed"_s), qPrintable(opened.error().message));
            QCOMPARE(files(), before + QStringList{u"migration.lock"_s});
            QCOMPARE(keptVersionOf(f.path()), 1);
            QCOMPARE(*f.open(Journal::Access::ReadOnly)->messages({}), *rows);
        }
        QVERIFY2(looks > schemaVersion() - 1, "it was ended at the copy and at each step");
        QCOMPARE(keptVersionOf(f.path()), schemaVersion());
        QCOMPARE(*f.open()->messages({}), *rows);
    }

    void removesWhatAProgramHadCopiedThatDied()
    {
        restoreKeptVersion(u"1"_s, f.path());
        const QStringList left{u"journal-before-2.sqlite.0123.part"_s, u"journal-before-2.sqlite.0123.part-journal"_s};
        const QStringList kept{u"journal-before-2.sqlite"_s, u"journal-of-mine.part"_s};
        for (const QString &name : left + kept)
            QVERIFY(QFile(f.folder.filePath(name)).open(QIODevice::WriteOnly));
        QVERIFY(open());
        for (const QString &name : left)
            QVERIFY2(!files().contains(name), qPrintable(name));
        for (const QString &name : kept)
            QVERIFY2(files().contains(name), qPrintable(name));
    }

    void waitsForTheProgramThatIsAtIt()
    {
        restoreKeptVersion(u"1"_s, f.path());
        auto other = std::move(*FileLock::tryTake(f.folder.filePath(u"migration.lock"_s)));
        QVERIFY(other);
        QList<Kind> kinds;
        const auto opened = openJournal(f.folder.path(), *f.clock, [&](const JournalWork &work) {
            kinds.append(work.kind);
            if (kinds.size() == 3)
                other.reset();
            return true;
        });
        QVERIFY(opened);
        QCOMPARE(kinds.first(3), QList<Kind>(3, Kind::Waiting));
        QCOMPARE(kinds.count(Kind::Waiting), 3);
        QCOMPARE(keptVersionOf(f.path()), schemaVersion());
    }

    void endsWhileItWaits()
    {
        restoreKeptVersion(u"1"_s, f.path());
        const auto other = FileLock::tryTake(f.folder.filePath(u"migration.lock"_s));
        const auto opened =
            openJournal(f.folder.path(), *f.clock, [](const JournalWork &work) { return work.kind != Kind::Waiting; });
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Cancelled);
        QCOMPARE(keptVersionOf(f.path()), 1);
    }

    void leavesADamagedOneAsItWasWhenSavingIsEnded()
    {
        damage();
        const QByteArray before = bytesOf(f.path());
        for (const Kind end : {Kind::Checking, Kind::Saving}) {
            const auto opened =
                openJournal(f.folder.path(), *f.clock, [end](const JournalWork &work) { return work.kind != end; });
            QVERIFY(!opened);
            QCOMPARE(opened.error().kind, ErrorKind::Cancelled);
            QCOMPARE(bytesOf(f.path()), before);
            QVERIFY(QDir(f.folder.path()).entryList({u"journal-*"_s}).isEmpty());
        }
        const auto opened = openJournal(f.folder.path(), *f.clock);
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
        QVERIFY(opened->rescue);
    }

    void endsAStatementThatWouldTakeForEver()
    {
        const auto connection = std::move(*Connection::open(u":memory:"_s, Connection::Mode::ReadWrite));
        const QString endless =
            u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"_s;
        int asked = 0;
        {
            const ConnectionWatch watch(*connection, [&asked] { return ++asked < 3; });
            const auto counted = connection->integer(endless);
            QVERIFY(!counted);
            QCOMPARE(counted.error().kind, ErrorKind::Cancelled);
        }
        QCOMPARE(asked, 3);
        QCOMPARE(*connection->integer(u"SELECT 42"_s), 42); // nobody is asked any more
    }

private:
    Result<OpenedJournal> open()
    {
        m_told.clear();
        return openJournal(f.folder.path(), *f.clock, [this](const JournalWork &work) {
            m_told.append(work);
            return true;
        });
    }

    QStringList files() const { return QDir(f.folder.path()).entryList(QDir::Files); }

    /// Damages the journal beyond its first page, and notes it as a program does that meets the damage.
    void damage()
    {
        {
            const auto journal = f.open();
            for (int i = 0; i < 200; ++i)
                appendOne(*journal, newMessage(u"a-file-with-a-name-that-takes-room-%1.csv"_s.arg(i)));
        }
        QFile file(f.path());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.size() > 5 * 4096);
        file.seek(file.size() - 3 * 4096);
        file.write(QByteArray(2 * 4096, '\xa5'));
        file.close();
        noteDamage(f.path(), u"pages"_s);
    }

    JournalFixture f;
    QList<JournalWork> m_told;
};

QTEST_GUILESS_MAIN(JournalOpeningTest)
#include "JournalOpeningTest.moc"
