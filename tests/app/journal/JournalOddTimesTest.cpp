#include "KeptVersion.h"

#include "app/journal/BriefCare.h"
#include "app/journal/JournalBackups.h"
#include "app/journal/JournalHealth.h"
#include "app/journal/JournalRescue.h"

#include <thread>

using namespace waybill;
using namespace Qt::StringLiterals;

/// Years after 2038, clocks that jump, and copies that were made of a journal in use.
class JournalOddTimesTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { f = JournalFixture(); }

    void goesOnAfter2038()
    {
        f.clock->now = QDateTime(QDate(2038, 1, 19), QTime(3, 14, 7), Qt::UTC); // the last second of 32 bits
        const auto journal = f.open();
        const MessageKey last = appendOne(*journal, newMessage(u"last.csv"_s));
        f.clock->now = f.clock->now.addSecs(1);
        const MessageKey first = appendOne(*journal, newMessage(u"first.csv"_s));
        f.clock->now = QDateTime(QDate(2040, 2, 29), QTime(12, 0), Qt::UTC);
        MessageChange change = changeTo(first, MessageState::Cancelled);
        change.sentUtc = f.clock->now;
        QVERIFY(await(journal->commit(change)));
        QCOMPARE(row(*journal, first).changedUtc, f.clock->now);
        QCOMPARE(row(*journal, first).sentUtc, f.clock->now);
        QCOMPARE(journal->events(first)->last().atUtc, f.clock->now);
        const auto all = journal->messages({});
        QCOMPARE(all->size(), 2);
        QCOMPARE(all->first().key, first); // the newest comes first
        QCOMPARE(all->last().key, last);
        QCOMPARE(journal->counts(u"test"_s, f.clock->now.addYears(-2))->today, 0);
        QCOMPARE(journal->messages({.since = QDateTime(QDate(2038, 1, 19), QTime(3, 14, 8), Qt::UTC)})->size(), 1);
        QCOMPARE(await(careBriefly(journal.get(), f.folder.path(), f.clock->now, std::chrono::seconds(10), {})).text,
                 QString());
        QCOMPARE(JournalBackups(f.folder.path()).newest(f.clock->now), f.clock->now);
    }

    void keepsTheOrderOfThingsWhenTheClockGoesAnHourBackAndForth()
    {
        const auto journal = f.open();
        const MessageKey key = appendOne(*journal);
        const QDateTime start = f.clock->now;
        QStringList words{u"Queued"_s};
        for (const auto &[hours, state] : {std::pair(-1, MessageState::Sending), std::pair(1, MessageState::InFlight),
                                           std::pair(-1, MessageState::Succeeded)}) {
            f.clock->now = start.addSecs(hours * 3600);
            QVERIFY(await(journal->commit(changeTo(key, state))));
            words.append(word(state));
        }
        QStringList told;
        const auto events = journal->events(key);
        for (const Event &event : *events)
            told.append(event.what);
        QCOMPARE(told, words); // in the order in which it happened, whatever the clock said
        QCOMPARE(row(*journal, key).state, MessageState::Succeeded);
        QCOMPARE(row(*journal, key).changedUtc, start.addSecs(-3600));
        const auto spans = journal->recentSpans(100);
        QVERIFY(spans);
    }

    void aCopyOfAJournalInUseIsSoundOrSaved()
    {
        // What `cp` makes of the files while another program writes: the file first, its log a little later.
        int saved = 0, sound = 0;
        f.open(); // made, and closed again
        const auto journal = f.open();
        for (int turn = 0; turn < turns; ++turn) {
            QList<NewMessage> messages;
            for (int i = 0; i < 200; ++i)
                messages.append(newMessage(u"%1-%2.csv"_s.arg(turn).arg(i)));
            QVERIFY(await(journal->append(messages, u"me"_s)));
            const JournalFixture copy;
            std::thread writing([&] {
                const auto other = f.open(Journal::Access::ReadWrite);
                for (int i = 0; i < 20; ++i) {
                    if (!QCoro::waitFor(other->append({newMessage(u"beside.csv"_s)}, u"them"_s)))
                        qFatal("the other program could not write");
                }
            });
            QFile::copy(f.path(), copy.path());
            if (turn % 2 == 1) {
                // Between the two the log was taken into the file and begun anew: they do not belong together.
                QVERIFY(connectionTo(f.path())->run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
                QVERIFY(await(journal->append(messages, u"me"_s)));
            }
            QFile::copy(f.path() + u"-wal"_s, copy.path() + u"-wal"_s);
            writing.join();
            auto opened = copy.tryOpen();
            QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
            QVERIFY((*opened)->endedUncleanly() || (*opened)->rescue()); // so that it is looked through soon
            opened->reset();
            const auto faults = checkJournal(copy.path());
            QVERIFY2(faults, faults ? "" : qPrintable(faults.error().message));
            const auto again = copy.open();
            QCOMPARE(again->rescue().has_value(), !faults->isEmpty());
            faults->isEmpty() ? ++sound : ++saved;
            const auto rows = again->messages({});
            QVERIFY2(rows, rows ? "" : qPrintable(rows.error().message));
            QVERIFY(!rows->isEmpty());
            for (const Message &message : *rows)
                QVERIFY(again->events(message.key));
            appendOne(*again);
        }
        qInfo("%d copies were sound, %d were saved", sound, saved);
        QCOMPARE(saved + sound, turns);
    }

private:
    static constexpr int turns = 8;

    JournalFixture f;
};

QTEST_GUILESS_MAIN(JournalOddTimesTest)
#include "JournalOddTimesTest.moc"
