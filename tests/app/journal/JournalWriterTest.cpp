#include "JournalFixture.h"

#include <QSignalSpy>

using namespace waybill;
using namespace Qt::StringLiterals;

class JournalWriterTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { f = JournalFixture(); }

    void aFailedWriteTakesNothingElseWithIt()
    {
        const auto journal = f.open();
        const MessageKey key = appendOne(*journal);
        // Submitted together, so that they share one transaction.
        auto first = journal->commit(changeTo(key, MessageState::Sending));
        auto bad = journal->commit(changeTo(MessageKey(99), MessageState::Sending));
        auto last = journal->commit(changeTo(key, MessageState::Unconfirmed));
        QVERIFY(await(std::move(first)));
        QVERIFY(!await(std::move(bad)));
        QVERIFY(await(std::move(last)));
        QCOMPARE(journal->events(key)->size(), 3);
        QCOMPARE(row(*journal, key).state, MessageState::Unconfirmed);
    }

    void recordsInGroupsAndTellsOfThemOnce()
    {
        const auto journal = f.open();
        const MessageKey a = appendOne(*journal), b = appendOne(*journal);
        QSignalSpy changed(journal.get(), &Journal::changed);
        for (int i = 0; i < 50; ++i) {
            MessageChange change = changeTo(i % 2 ? a : b, MessageState::InFlight);
            change.status = u"Word %1"_s.arg(i);
            journal->record(change);
        }
        QVERIFY(await(journal->settled()));
        QCOMPARE(journal->events(a)->size() + journal->events(b)->size(), 52);
        QCOMPARE(row(*journal, a).status, u"Word 49"_s);
        // The first of them may have been written while the others were still coming.
        QVERIFY(changed.size() <= 3);
        const auto keys = changed.last().first().value<QList<MessageKey>>();
        QVERIFY(!keys.isEmpty() && keys.size() <= 2);
    }

    void recordedChangesAreWrittenWithoutAnybodyWaiting()
    {
        const auto journal = f.open();
        const MessageKey key = appendOne(*journal);
        journal->setRecords(key, 12);
        QTRY_COMPARE(row(*journal, key).records, 12);
    }

    void keepsTheOrderOfRecordedAndCommitted()
    {
        const auto journal = f.open();
        const MessageKey key = appendOne(*journal);
        journal->record(changeTo(key, MessageState::Sending));
        MessageChange next = changeTo(key, MessageState::InFlight);
        next.onlyFrom = {MessageState::Sending};
        QVERIFY(await(journal->commit(next)));
    }

    void tellsWhenARecordedChangeCouldNotBeWritten()
    {
        const auto journal = f.open();
        const MessageKey key = appendOne(*journal);
        QSignalSpy failed(journal.get(), &Journal::writeFailed);
        MessageChange late = changeTo(key, MessageState::Sending);
        late.onlyFrom = {MessageState::Held};
        journal->record(late); // dropped: the row has moved on
        QVERIFY(await(journal->settled()));
        QCOMPARE(failed.size(), 0);
        journal->record(changeTo(MessageKey(99), MessageState::Sending));
        QTRY_COMPARE(failed.size(), 1);
        const auto settled = await(journal->settled());
        QVERIFY(!settled);
        QCOMPARE(settled.error().kind, ErrorKind::NotFound);
    }

    void changedIsToldAfterTheCommitAndBeforeTheCallGoesOn()
    {
        const auto journal = f.open();
        QList<MessageKey> told;
        bool wasThere = false;
        connect(journal.get(), &Journal::changed, this, [&](const QList<MessageKey> &keys) {
            told = keys;
            wasThere = journal->message(keys.first())->has_value();
        });
        const MessageKey key = appendOne(*journal);
        QCOMPARE(told, QList{key});
        QVERIFY(wasThere);
    }

    void goesOnAfterItWasClosed()
    {
        MessageKey key{};
        {
            const auto journal = f.open();
            key = appendOne(*journal);
            journal->record(changeTo(key, MessageState::Sending)); // flushed by the end
        }
        const auto journal = f.open();
        QCOMPARE(row(*journal, key).state, MessageState::Sending);
        QVERIFY(number(appendOne(*journal)) > number(key));
    }

    void anEndingJournalNeverResumesWhoWaits()
    {
        bool resumed = false;
        auto journal = f.open();
        const MessageKey key = appendOne(*journal);
        const auto wait = [](Journal *journal, MessageKey key, bool *resumed) -> QCoro::Task<void> {
            auto result = co_await journal->commit(changeTo(key, MessageState::Sending));
            *resumed = result.has_value() || !result.has_value();
        };
        wait(journal.get(), key, &resumed);
        journal.reset();
        QCoreApplication::sendPostedEvents();
        QVERIFY(!resumed);
        QCOMPARE(row(*f.open(), key).state, MessageState::Sending); // written all the same
    }

    void mayBeEndedByWhoWaits()
    {
        auto journal = f.open();
        const MessageKey key = appendOne(*journal);
        const auto endIt = [](std::unique_ptr<Journal> *journal, MessageKey key) -> QCoro::Task<void> {
            auto result = co_await (*journal)->commit(changeTo(key, MessageState::Sending));
            if (result)
                journal->reset();
        };
        endIt(&journal, key);
        QTRY_VERIFY(!journal);
        QCOMPARE(row(*f.open(), key).state, MessageState::Sending);
    }

private:
    JournalFixture f;
};

QTEST_GUILESS_MAIN(JournalWriterTest)
#include "JournalWriterTest.moc"
