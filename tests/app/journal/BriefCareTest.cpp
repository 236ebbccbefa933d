#include "JournalFixture.h"

#include "app/journal/BriefCare.h"
#include "app/journal/Connection.h"
#include "app/journal/FileLock.h"
#include "app/journal/JournalBackups.h"
#include "app/journal/JournalCare.h"
#include "app/journal/Retention.h"

#include <QDir>
#include <QSignalSpy>

using namespace waybill;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

class BriefCareTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        f = JournalFixture();
        f.clock->now = QDateTime::currentDateTimeUtc();
        journal = f.open();
        for (int i = 0; i < 30; ++i)
            appendOne(*journal, newMessage(u"%1.csv"_s.arg(i)));
    }

    void copiesOnceADay()
    {
        QCOMPARE(care(), QString());
        QCOMPARE(copies(), 1);
        appendOne(*journal);
        f.clock->now = f.clock->now.addSecs(23 * 60 * 60);
        QCOMPARE(care(), QString());
        QCOMPARE(copies(), 1);
        f.clock->now = f.clock->now.addSecs(60 * 60);
        QCOMPARE(care(), QString());
        QCOMPARE(copies(), 2);
    }

    void aClockThatWasWrongDoesNotPutItOffForYears()
    {
        const QDateTime now = f.clock->now;
        f.clock->now = now.addYears(20);
        care();
        QCOMPARE(copies(), 1);
        f.clock->now = now;
        appendOne(*journal);
        care();
        QCOMPARE(copies(), 2);
    }

    void copiesOfATimeToComeGoFirst()
    {
        const JournalBackups backups(f.folder.path());
        for (int day = 1; day <= 8; ++day) {
            const auto made = backups.make(f.clock->now.addYears(1).addDays(day));
            QVERIFY(made);
            QFile file(*made);
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.setFileTime(f.clock->now.addYears(1).addDays(day), QFile::FileModificationTime));
        }
        QCOMPARE(copies(), 7);
        QVERIFY(backups.isDue(f.clock->now));
        const auto made = backups.make(f.clock->now);
        QVERIFY(made && QFile::exists(*made));
        QCOMPARE(backups.all(f.clock->now).first(), *made);
        QCOMPARE(copies(), 7);
        QVERIFY(!backups.isDue(f.clock->now));
    }

    void takesNothingOutOfADamagedJournal()
    {
        QList<MessageChange> ends;
        const auto rows = journal->messages({});
        for (const Message &message : *rows)
            ends.append(changeTo(message.key, MessageState::Cancelled));
        QVERIFY(await(journal->commit(ends)));
        Retention week;
        week.maxAge = std::chrono::days(7);
        QVERIFY(await(journal->keepRetention(week)));
        damage(u"origins"_s);
        f.clock->now = f.clock->now.addDays(8);
        QVERIFY(cared().isTrouble);
        QCOMPARE(journal->messages({})->size(), rows->size());
    }

    void removesWhatAProgramHadCopiedThatDied()
    {
        const QDir folder(f.folder.filePath(u"backups"_s));
        QVERIFY(folder.mkpath(u"."_s));
        const QString part = u"journal-20260301-064200.sqlite.%1.part"_s;
        for (const auto &[name, hours] : {std::pair(part.arg(1), 25), std::pair(part.arg(1) + u"-journal"_s, 25),
                                          std::pair(part.arg(2), 1), std::pair(u"mine.part"_s, 25)}) {
            QFile file(folder.filePath(name));
            QVERIFY(file.open(QIODevice::WriteOnly));
            QVERIFY(file.setFileTime(f.clock->now.addSecs(-hours * 60 * 60), QFile::FileModificationTime));
        }
        care();
        QCOMPARE(copies(), 1);
        QCOMPARE(folder.entryList({u"*.part*"_s}, QDir::Files), (QStringList{part.arg(2), u"mine.part"_s}));
    }

    void leavesItToTheProgramThatCares()
    {
        {
            const auto other = FileLock::tryTake(f.folder.filePath(u"care.lock"_s));
            QCOMPARE(care(), QString());
            QCOMPARE(copies(), 0);
        }
        JournalCare window(journal.get(), f.folder.path(), f.clock);
        QSignalSpy ended(&window, &JournalCare::roundEnded);
        window.look();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(copies(), 1);
        appendOne(*journal);
        f.clock->now = f.clock->now.addSecs(60 * 60);
        QCOMPARE(care(), QString()); // the window did, an hour ago
        QCOMPARE(copies(), 1);
    }

    void withoutTimeNothingHalfStaysAndItIsSaid()
    {
        const CareNote said = cared(0ms);
        QVERIFY2(said.text.contains(u"history backup"_s), qPrintable(said.text));
        QVERIFY(!said.isTrouble);
        QVERIFY(QDir(f.folder.filePath(u"backups"_s)).entryList(QDir::Files).isEmpty());
        QCOMPARE(care(0ms), QString()); // once a day
        f.clock->now = f.clock->now.addDays(1);
        care();
        QCOMPARE(copies(), 1);
        f.clock->now = f.clock->now.addDays(1);
        appendOne(*journal);
        QCOMPARE(care(0ms), QString()); // there is one of yesterday
    }

    void anInterruptionEndsItAtOnce()
    {
        std::stop_source stopped;
        stopped.request_stop();
        await(careBriefly(journal.get(), f.folder.path(), f.clock->now, 10s, stopped.get_token()));
        QCOMPARE(copies(), 0);
    }

    void anInterruptionIsSeenWhileTheEventLoopStands()
    {
        const std::function<bool()> interrupted = [] { return true; };
        const CareNote said = await(careBriefly(journal.get(), f.folder.path(), f.clock->now, 10s, {}, interrupted));
        QCOMPARE(said.text, QString()); // it was not for want of time
        QVERIFY(QDir(f.folder.filePath(u"backups"_s)).entryList(QDir::Files).isEmpty());
    }

    void whatCannotBeDoneIsTrouble()
    {
        QFile inTheWay(f.folder.filePath(u"backups"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        const CareNote said = cared();
        QVERIFY(said.isTrouble);
        QVERIFY2(said.text.contains(u"not copied"_s), qPrintable(said.text));
    }

    void damageIsTrouble()
    {
        damage(u"messages_by_content"_s);
        const CareNote said = cared();
        QVERIFY(said.isTrouble);
        QVERIFY2(said.text.contains(u"damaged"_s), qPrintable(said.text));
    }

    void retiresWhatTheOperatorDoesNotKeep()
    {
        const auto rows = journal->messages({});
        QList<MessageChange> ends;
        for (const Message &message : *rows)
            ends.append(changeTo(message.key, MessageState::Cancelled));
        QVERIFY(await(journal->commit(ends)));
        const MessageKey kept = appendOne(*journal, newMessage(u"waiting.csv"_s));
        Retention week;
        week.maxAge = std::chrono::days(7);
        QVERIFY(await(journal->keepRetention(week)));
        f.clock->now = f.clock->now.addDays(8);
        QCOMPARE(care(10s), QString());
        const auto left = journal->messages({});
        QCOMPARE(left->size(), 1);
        QCOMPARE(left->first().key, kept);
    }

    void advisesWhereTheJournalStaysTooLarge()
    {
        QVERIFY(await(journal->keepRetention({{}, 1})));
        const CareNote said = cared();
        QCOMPARE(said.text, whyTooLarge());
        QVERIFY(said.text.contains(u"last 7 days"_s));
        QVERIFY(!said.isTrouble);
    }

    void aStopEndsRetiring()
    {
        constexpr int inOneStep = 2000;
        QVERIFY(await(journal->append(QList<NewMessage>(inOneStep, newMessage()), u"owner"_s)));
        const auto rows = journal->messages({.limit = 2 * inOneStep});
        QList<MessageChange> ends;
        for (const Message &message : *rows)
            ends.append(changeTo(message.key, MessageState::Cancelled));
        QVERIFY(await(journal->commit(ends)));
        Retention week;
        week.maxAge = std::chrono::days(7);
        QVERIFY(await(journal->keepRetention(week)));
        f.clock->now = f.clock->now.addDays(8);
        std::stop_source stop;
        QObject context;
        // Asked last before the retiring begins: the event comes while the first step is waited for.
        const std::function<bool()> stopsNext = [&] {
            QMetaObject::invokeMethod(
                &context, [&stop] { stop.request_stop(); }, Qt::QueuedConnection);
            return false;
        };
        await(careBriefly(journal.get(), f.folder.path(), f.clock->now, 60s, stop.get_token(), stopsNext));
        QVERIFY(journal->messages({})->size() > 1); // the one with the newest event would stay
    }

private:
    void damage(const QString &name)
    {
        journal.reset(); // everything stands in the file
        const auto page = (*Connection::open(f.path(), Connection::Mode::ReadOnly))
                              ->integer(u"SELECT rootpage FROM sqlite_master WHERE name = ?"_s, {name});
        QVERIFY(page && *page > 1);
        QFile file(f.path());
        QVERIFY(file.open(QIODevice::ReadWrite) && file.seek((*page - 1) * 4096));
        file.write(QByteArray(4096, 'x'));
        file.close();
        journal = f.open();
    }
    QString care(std::chrono::milliseconds limit = 10s) { return cared(limit).text; }
    CareNote cared(std::chrono::milliseconds limit = 10s)
    {
        return await(careBriefly(journal.get(), f.folder.path(), f.clock->now, limit, {}));
    }
    qsizetype copies() const { return JournalBackups(f.folder.path()).all(f.clock->now).size(); }

    JournalFixture f;
    std::unique_ptr<Journal> journal;
};

QTEST_GUILESS_MAIN(BriefCareTest)
#include "BriefCareTest.moc"
