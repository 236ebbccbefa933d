#include "SampleHistory.h"

#include "app/journal/Connection.h"
#include "app/journal/FileLock.h"
#include "app/journal/HistoryExport.h"
#include "app/journal/HistoryImport.h"
#include "app/journal/JournalBackups.h"
#include "app/journal/JournalCare.h"
#include "app/journal/JournalHealth.h"
#include "app/journal/JournalRescue.h"
#include "app/journal/ProgramMark.h"

#include <QDir>
#include <QSignalSpy>
#include <QtEndian>

using namespace waybill;
using namespace Qt::StringLiterals;

namespace {
void overwrite(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("the file cannot be damaged");
}

/// The pages of a table with rows in them, from the root on.
QList<qint64> leavesOf(const QString &path, const QString &table)
{
    const auto connection = Connection::open(path, Connection::Mode::ReadOnly);
    QList<qint64> pages;
    const auto root = (*connection)->integer(u"SELECT rootpage FROM sqlite_master WHERE name = ?"_s, {table});
    const QByteArray bytes = bytesOf(path);
    const auto number = [&bytes](qint64 at) { return qFromBigEndian<quint32>(bytes.constData() + at); };
    const qint64 page = (*root - 1) * 4096;
    if (bytes[page] != 5)
        return {*root}; // the root is the only leaf
    const int cells = qFromBigEndian<quint16>(bytes.constData() + page + 3);
    for (int i = 0; i < cells; ++i)
        pages.append(number(page + qFromBigEndian<quint16>(bytes.constData() + page + 12 + 2 * i)));
    pages.append(number(page + 8));
    return pages;
}
} // namespace

class JournalRescueTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { f = JournalFixture(); }

    void savesEveryRowThatCanBeReadAndKeepsTheDamagedFile()
    {
        const QList<Message> before = many();
        const Failure why = keepFailure(before.first().key);
        const QByteArray damaged = damage(u"messages"_s);
        const auto journal = f.open();
        QVERIFY(journal->rescue());
        const Rescue rescue = *journal->rescue();
        QCOMPARE(bytesOf(rescue.damagedFile), damaged);
        QCOMPARE(rescue.gaps, 1);
        const QList<Message> after = *journal->messages({});
        QVERIFY(after.size() < before.size() && after.size() > before.size() - 40);
        for (const Message &message : after) {
            QVERIFY(before.contains(message));
            QCOMPARE(journal->events(message.key)->size(), 1);
        }
        QVERIFY(**journal->failure(before.first().key) == why);
        QCOMPARE(rescue.messages, after.size());
        QCOMPARE(journal->counts(u"test"_s, {})->all, after.size());
        QVERIFY(rescue.text().contains(u"journal-damaged-"_s));
        // A key is never given twice, whatever was lost.
        QVERIFY(number(appendOne(*journal)) > number(before.first().key));
        QVERIFY(!f.open()->rescue());
    }

    void takesFromTheCopyWhatCannotBeRead()
    {
        const QList<Message> before = many();
        QVERIFY(JournalBackups(f.folder.path()).make(f.clock->now));
        damage(u"messages"_s);
        const auto journal = f.open();
        QVERIFY(journal->rescue() && journal->rescue()->fromBackup > 0);
        const QList<Message> after = *journal->messages({});
        QCOMPARE(after.size(), before.size());
        qint64 unsure = 0;
        for (const Message &message : after) {
            // It waited when it was copied: it may have been sent since.
            unsure += message.state == MessageState::Unconfirmed && message.needsAttention() && message.error;
            QCOMPARE(journal->events(message.key)->last().what, word(message.state));
        }
        QCOMPARE(unsure, journal->rescue()->fromBackup);
    }

    void takesAFailureFromTheCopyWithItsErrors()
    {
        const QList<Message> before = many();
        Failure why;
        why.collectedUtc = f.clock->now;
        why.log = u"What the service wrote."_s;
        why.errors = {{u"US-1"_s, u"NAME"_s, u"It is wrong."_s, 1, 2}};
        why.explanation = QString(200, u'x');
        {
            const auto journal = f.open();
            for (int i = 0; i < 100; ++i)
                QVERIFY(await(journal->keepFailure(before[i].key, why)));
        }
        QVERIFY(JournalBackups(f.folder.path()).make(f.clock->now));
        damage(u"failures"_s);
        const auto journal = f.open();
        QVERIFY(journal->rescue() && journal->rescue()->gaps > 0);
        for (int i = 0; i < 100; ++i)
            QVERIFY(**journal->failure(before[i].key) == why);
    }

    void takesWhatIsLostFromAnImportedHistoryAgain()
    {
        const QList<Message> before = many();
        JournalFixture other;
        const QString history = other.folder.filePath(u"history.jsonl"_s);
        QVERIFY(exportHistory(f.path(), history, f.clock->now, {}));
        f = JournalFixture();
        QCOMPARE(await(importHistory(f.open().get(), history, f.clock->now, {}))->added, rows);
        damage(u"messages"_s);
        const auto journal = f.open();
        QVERIFY(journal->rescue());
        const qint64 lost = before.size() - journal->messages({})->size();
        QVERIFY(lost > 0);
        const auto imported = await(importHistory(journal.get(), history, f.clock->now, {}));
        QVERIFY2(imported, imported ? "" : qPrintable(imported.error().message));
        QCOMPARE(imported->added, lost);
    }

    void savesTheRowsWhenOnlyAnIndexIsDamaged()
    {
        const QList<Message> before = many();
        damage(u"messages_by_content"_s);
        QVERIFY(!checkJournal(f.path())->isEmpty());
        const auto journal = f.open();
        QVERIFY(journal->rescue());
        QCOMPARE(journal->rescue()->gaps, 0);
        QCOMPARE(*journal->messages({}), before);
    }

    void startsAnewWhereNothingCanBeRead()
    {
        many();
        QByteArray bytes = bytesOf(f.path());
        bytes.replace(100, bytes.size() - 100, QByteArray(bytes.size() - 100, 'x'));
        overwrite(f.path(), bytes);
        const auto journal = f.open();
        QVERIFY(journal->rescue());
        QVERIFY(journal->messages({})->isEmpty());
        QCOMPARE(bytesOf(journal->rescue()->damagedFile), bytes);
        appendOne(*journal);
    }

    void touchesNothingWhileAnotherProgramLives()
    {
        many();
        const QByteArray bytes = damage(u"messages"_s);
        const auto other = ProgramMark::take(f.folder.path());
        QVERIFY(other);
        const auto journal = f.tryOpen();
        QVERIFY(!journal);
        QCOMPARE(journal.error().kind, ErrorKind::Busy);
        QCOMPARE(bytesOf(f.path()), bytes);
    }

    void touchesNothingUnderAnOpenJournal()
    {
        many();
        damage(u"messages_by_content"_s);
        QFile::remove(f.folder.filePath(u"journal.damaged"_s));
        auto other = f.open(); // nothing noticed it yet
        noteDamage(f.path(), u"messages_by_content"_s);
        const auto journal = f.tryOpen();
        QVERIFY(!journal);
        QCOMPARE(journal.error().kind, ErrorKind::Busy);
        QVERIFY2(journal.error().message.contains(u"another program still uses it"_s),
                 qPrintable(journal.error().message));
        QVERIFY(QDir(f.folder.path()).entryList({u"journal-damaged-*"_s}, QDir::Files).isEmpty());
        QVERIFY(await(other->keepFact(u"later"_s, u"written"_s)));
        other.reset();
        const auto saved = f.open();
        QVERIFY(saved->rescue());
        QCOMPARE(saved->fact(u"later"_s).value_or(QString()), u"written"_s);
    }

    void nobodyBeginsWhileOneSaves()
    {
        many();
        const auto turn = takeTurnToRescue(f.path());
        QVERIFY(turn);
        const auto journal = f.tryOpen();
        QVERIFY(!journal);
        QCOMPARE(journal.error().kind, ErrorKind::Busy);
        QVERIFY2(journal.error().message.contains(u"Try again"_s), qPrintable(journal.error().message));
    }

    void putsTheNewOneInPlaceAfterACrashBetween()
    {
        many();
        QVERIFY(QFile::rename(f.path(), f.folder.filePath(u"journal-rescued.sqlite"_s)));
        overwrite(f.folder.filePath(u"journal-damaged-20260301-000000.sqlite"_s), "damaged");
        overwrite(f.path() + u"-wal"_s, "of the damaged one");
        QCOMPARE(f.open()->messages({})->size(), rows);
        QCOMPARE(bytesOf(f.folder.filePath(u"journal-damaged-20260301-000000.sqlite-wal"_s)), "of the damaged one");
    }

    void aReaderSaysWhatToDo()
    {
        many();
        QByteArray bytes = bytesOf(f.path());
        bytes.replace(100, bytes.size() - 100, QByteArray(bytes.size() - 100, 'x'));
        overwrite(f.path(), bytes);
        const auto reader = f.tryOpen(Journal::Access::ReadOnly);
        const auto messages = reader ? (*reader)->messages({}) : fail(reader.error());
        QVERIFY(!messages);
        QVERIFY2(messages.error().message.contains(u"history check"_s), qPrintable(messages.error().message));
    }

    void theCareFindsDamageWhileTheJournalIsUsed()
    {
        many();
        damage(u"messages_by_content"_s);
        QFile::remove(f.folder.filePath(u"journal.damaged"_s));
        const auto journal = f.open();
        QVERIFY(!journal->rescue()); // nothing noticed it yet
        JournalCare care(journal.get(), f.folder.path(), f.clock);
        QSignalSpy damaged(&care, &JournalCare::damaged), ended(&care, &JournalCare::roundEnded);
        care.look();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(damaged.size(), 1);
        QVERIFY(isDamageNoted(f.path()));
        QVERIFY(JournalBackups(f.folder.path()).all(f.clock->now).isEmpty());
    }

    void theCareChecksAndCopiesOnceADay()
    {
        many();
        const auto journal = f.open();
        JournalCare care(journal.get(), f.folder.path(), f.clock);
        QSignalSpy ended(&care, &JournalCare::roundEnded);
        f.clock->now = QDateTime::currentDateTimeUtc();
        for (int days = 0; days < 10; ++days) {
            for (int again = 0; again < 2; ++again) {
                care.look();
                QTRY_COMPARE(ended.size(), days * 2 + again + 1);
            }
            appendOne(*journal);
            f.clock->now = f.clock->now.addDays(1);
        }
        QVERIFY(!journal->fact(u"checked"_s)->isEmpty());
        QCOMPARE(JournalBackups(f.folder.path()).all(f.clock->now).size(), 7);
    }

private:
    static constexpr int rows = 400;

    QList<Message> many()
    {
        const auto journal = f.open();
        QList<NewMessage> messages;
        for (int i = 0; i < rows; ++i)
            messages.append(newMessage(u"%1.csv"_s.arg(i)));
        if (!await(journal->append(messages, u"me"_s)))
            qFatal("the rows were not written");
        return *journal->messages({});
    }

    /// Breaks a page in the middle of a table or index and notes it, as the care would; the file's bytes then.
    Failure keepFailure(MessageKey key)
    {
        Failure failure;
        failure.collectedUtc = f.clock->now;
        failure.errors = {{u"US-1"_s, u"NAME"_s, u"It is wrong."_s, 1, 2}};
        if (!await(f.open()->keepFailure(key, failure)))
            qFatal("the failure was not written");
        return failure;
    }

    QByteArray damage(const QString &name)
    {
        const QList<qint64> leaves = leavesOf(f.path(), name);
        QByteArray bytes = bytesOf(f.path());
        const qint64 page = leaves[leaves.size() / 2];
        bytes.replace((page - 1) * 4096, 4096, QByteArray(4096, 'x'));
        overwrite(f.path(), bytes);
        noteDamage(f.path(), name);
        return bytes;
    }

    JournalFixture f;
};

QTEST_GUILESS_MAIN(JournalRescueTest)
#include "JournalRescueTest.moc"
