#include "SampleHistory.h"

#include "app/journal/Connection.h"
#include "app/journal/JournalCare.h"
#include "app/journal/PayloadStore.h"

#include <QSignalSpy>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What of the history goes, what never does, and the room that comes back.
class RetentionTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        f = JournalFixture();
        writeSampleHistory(*f.open(), *f.clock);
    }

    void retiresByAgeAndNeverWhatIsNeeded()
    {
        const auto journal = f.open();
        QVERIFY(await(journal->keepRetention(month)));
        QCOMPARE(*journal->retention(), month);
        QCOMPARE(retire(*journal, month, f.clock->now.addDays(20)).messages, 0);
        const qint64 all = journal->counts(u"test"_s, {})->all;
        const qint64 gone = retire(*journal, month, f.clock->now.addDays(40)).messages;
        QCOMPARE(gone, 2); // Cancelled and Succeeded; Rejected needs attention, Failed has a later attempt
        QCOMPARE(journal->counts(u"test"_s, {})->all, all - gone);
        const QList<Message> left = *journal->messages({});
        for (const Message &message : left)
            QVERIFY(message.state != MessageState::Succeeded && message.state != MessageState::Cancelled);
    }

    void anAgeThatNobodyReachesRetiresNothing()
    {
        const auto journal = f.open();
        const Retention endless{std::chrono::days(999'999'999'999), {}}; // more milliseconds than a number holds
        QCOMPARE(retire(*journal, endless, f.clock->now).messages, 0);
        QVERIFY(await(journal->keepRetention(endless)));
        QVERIFY(journal->retention()->maxAge == longestAge);
    }

    void whoFollowsTheJournalHearsOfWhatComesAfter()
    {
        const auto command = f.open();
        const MessageKey ended = appendOne(*command);
        QVERIFY(await(command->commit(changeTo(ended, MessageState::Succeeded)))); // has the newest event of all
        const auto window = f.open();
        window->followOtherPrograms();
        QCOMPARE(retire(*command, month, f.clock->now.addDays(400)).messages, 2);
        QSignalSpy queued(window.get(), &Journal::queued);
        const MessageKey next = appendOne(*command);
        QTRY_COMPARE(queued.size(), 1);
        QCOMPARE(queued.first().first().value<QList<MessageKey>>(), QList{next});
        QCOMPARE(retire(*command, month, f.clock->now.addDays(400)).messages, 1);
        QVERIFY(!*command->message(ended));
    }

    void retiresTheOldestUntilTheJournalIsSmallEnough()
    {
        const auto journal = f.open();
        for (int i = 0; i < 3000; ++i)
            journal->record(changeTo(MessageKey(8), MessageState::Succeeded, QString(200, u'x')));
        QVERIFY(await(journal->settled()));
        appendOne(*journal);
        QVERIFY(retire(*journal, {{}, 200'000}, f.clock->now.addDays(8)).messages >= 1);
        QVERIFY(!*journal->message(MessageKey(8)));
    }

    void forItsSizeNothingGoesThatJustChanged()
    {
        const auto journal = f.open();
        const Retention nothing{{}, 1}, nothingOrADay{std::chrono::days(1), 1};
        const RetentionApplied young = retire(*journal, nothing, f.clock->now.addDays(6));
        QCOMPARE(young.messages, 0);
        QVERIFY(young.isTooLarge);
        QVERIFY(!retire(*journal, {{}, 1'000'000'000}, f.clock->now.addDays(6)).isTooLarge);
        QCOMPARE(retire(*journal, nothingOrADay, f.clock->now.addDays(3)).messages, 2); // by their age
        const RetentionApplied open = retire(*journal, nothing, f.clock->now.addDays(8));
        QCOMPARE(open.messages, 0);
        QVERIFY(open.isTooLarge);
    }

    void givesFreeRoomBackInAFewRounds()
    {
        auto journal = f.open();
        const MessageKey large = appendOne(*journal);
        QVERIFY(await(journal->commit(changeTo(large, MessageState::Succeeded, QString(12'000'000, u'x')))));
        appendOne(*journal);
        journal.reset();
        const auto opened = Connection::open(f.path(), Connection::Mode::ReadWrite);
        QVERIFY(opened);
        Connection &file = **opened;
        const auto freePages = [&file] {
            return file.integer(u"SELECT freelist_count FROM pragma_freelist_count"_s).value_or(-1);
        };
        QVERIFY(file.run(u"BEGIN IMMEDIATE"_s));
        QVERIFY(retireSome(file, month, f.clock->now.addDays(400), 0));
        QVERIFY(file.run(u"COMMIT"_s));
        QVERIFY(freePages() > 2500);
        int rounds = 0;
        for (bool isMore = true; isMore && rounds < 20; ++rounds) {
            QVERIFY(file.run(u"BEGIN IMMEDIATE"_s));
            const auto more = giveBackRoom(file);
            QVERIFY(more);
            isMore = *more;
            QVERIFY(file.run(u"COMMIT"_s));
        }
        QVERIFY2(freePages() >= 0 && freePages() < 256, qPrintable(QString::number(freePages())));
        QVERIFY(rounds > 1); // 2,048 pages each at most
    }

    void removesPayloadsThatNobodyRefersToAnyMore()
    {
        const PayloadStore store(f.folder.path());
        const auto put = [&](const QByteArray &content) {
            QFile source(f.folder.filePath(u"source"_s));
            if (!source.open(QIODevice::WriteOnly) || source.write(content) < 0)
                qFatal("no source");
            source.close();
            return store.add(source.fileName(), {}, {})->sha256;
        };
        const auto journal = f.open();
        NewMessage lonely = newMessage(u"lonely.csv"_s), shared = newMessage(u"shared.csv"_s);
        lonely.sha256 = put("lonely");
        shared.sha256 = put("shared");
        const auto keys = await(journal->append({lonely, shared, shared}, u"me"_s));
        for (const MessageKey key : {keys->at(0), keys->at(1)})
            QVERIFY(await(journal->commit(changeTo(key, MessageState::Succeeded))));
        // Just stored: somebody may be about to use it again.
        QVERIFY(!store.discard(lonely.sha256, QDateTime::currentDateTimeUtc()));
        QVERIFY(QFile::exists(store.path(lonely.sha256)));
        QVERIFY(retire(*journal, month, QDateTime::currentDateTimeUtc().addDays(400)).messages >= 2);
        QVERIFY(!QFile::exists(store.path(lonely.sha256)));
        QVERIFY(QFile::exists(store.path(shared.sha256)));
    }

private:
    RetentionApplied retire(Journal &journal, const Retention &retention, const QDateTime &now)
    {
        const auto retired = await(applyRetention(&journal, f.folder.path(), retention, now, {}));
        if (!retired)
            qFatal("%s %s", qPrintable(retired.error().message), qPrintable(retired.error().detail));
        return *retired;
    }

    const Retention month{std::chrono::days(30), {}};
    JournalFixture f;
};

QTEST_GUILESS_MAIN(RetentionTest)
#include "RetentionTest.moc"
