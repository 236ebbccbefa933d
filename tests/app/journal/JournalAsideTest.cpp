#include "JournalFixture.h"
#include "tests/app/support/FaultyDisk.h"

#include "app/journal/Connection.h"
#include "app/journal/JournalReader.h"

#include <QSignalSpy>

using namespace waybill;
using namespace Qt::StringLiterals;

/// What a journal reads for those who do not wait for the disk.
class JournalAsideTest : public QObject
{
    Q_OBJECT

    JournalFixture f;
    std::unique_ptr<Journal> m_journal;

    static Result<std::optional<Message>> messageIn(JournalReader &reader, MessageKey key)
    {
        return reader.message(key);
    }
    void askFor(MessageKey key, QObject *context, QStringList *told) const
    {
        m_journal->ask(
            context, [key](JournalReader &reader) { return messageIn(reader, key); },
            [told](const Result<std::optional<Message>> &row) {
                told->append(row && *row ? (*row)->file : u"nothing"_s);
            });
    }
    static QCoro::Task<void> askWaiting(Journal *journal, MessageKey key, QStringList *told)
    {
        auto asked = journal->answerMessage(key);
        const auto row = co_await asked;
        told->append(row && *row ? (*row)->file : u"nothing"_s);
    }

private slots:
    void initTestCase() { FaultyDisk::get(); }
    void init() { m_journal = f.open(); }
    void cleanup()
    {
        FaultyDisk::get().letGo();
        m_journal.reset();
    }

    void hearsOfCountsThatAnotherProgramWritesWithoutAnEvent()
    {
        const auto other = f.open();
        m_journal->followOtherPrograms();
        QSignalSpy told(m_journal.get(), &Journal::changed);
        const MessageKey key = appendOne(*other);
        QTRY_COMPARE(told.size(), 1);
        QVERIFY(await(other->commit(changeTo(key, MessageState::Succeeded))));
        QTRY_COMPARE(told.size(), 2);
        MessageChange counts;
        counts.key = key;
        counts.event = Event{f.clock->now, EventSource::Service, {}, {}};
        counts.writesEvent = false;
        counts.countsKnown = true;
        counts.stagingRecords = 20;
        counts.targetRecords = 12;
        QVERIFY(await(other->commit(counts)));
        QTRY_COMPARE(told.size(), 3);
        QCOMPARE(told.last().first().value<QList<MessageKey>>(), QList{key});
        QVERIFY((*m_journal->message(key))->needsAttention());
    }

    void answersInOrderWhileThisThreadGoesOn()
    {
        const MessageKey first = appendOne(*m_journal, newMessage(u"first.csv"_s));
        const MessageKey second = appendOne(*m_journal, newMessage(u"second.csv"_s));
        QStringList told;
        QObject here;
        FaultyDisk::get().stall();
        askFor(first, &here, &told);
        askWaiting(m_journal.get(), MessageKey(99), &told);
        askFor(second, &here, &told);
        QTRY_VERIFY(FaultyDisk::get().holdsSomebody());
        QVERIFY(told.isEmpty());
        FaultyDisk::get().letGo();
        QTRY_COMPARE(told, (QStringList{u"first.csv"_s, u"nothing"_s, u"second.csv"_s}));
        QCOMPARE(FaultyDisk::get().readsOfThisThread(), 0);
    }

    void whoIsGoneIsNotTold()
    {
        const MessageKey key = appendOne(*m_journal);
        QStringList told, gone;
        QObject here;
        auto context = std::make_unique<QObject>();
        FaultyDisk::get().stall();
        askFor(key, context.get(), &gone);
        askFor(key, &here, &told);
        context.reset();
        FaultyDisk::get().letGo();
        QTRY_COMPARE(told.size(), 1);
        QVERIFY(gone.isEmpty());
        // The journal may end with a question that nobody answered.
        FaultyDisk::get().stall();
        askFor(key, &here, &told);
        askWaiting(m_journal.get(), key, &told);
        QTRY_VERIFY(FaultyDisk::get().holdsSomebody());
        FaultyDisk::get().letGo();
        m_journal.reset();
        QCOMPARE(told.size(), 1);
    }

    void whatIsToldIsKnownWithoutTheDisk()
    {
        const MessageKey key = appendOne(*m_journal);
        const MessageKey old = appendOne(*m_journal, newMessage(u"old.csv"_s));
        std::optional<MessageState> known;
        int reads = -1, others = -1;
        connect(m_journal.get(), &Journal::changed, this, [&](const QList<MessageKey> &keys) {
            QCOMPARE(keys, QList<MessageKey>{key});
            FaultyDisk::get().countReads();
            known = (*m_journal->message(key))->state;
            reads = FaultyDisk::get().readsOfThisThread();
            QCOMPARE((*m_journal->message(old))->file, u"old.csv"_s);
            others = FaultyDisk::get().readsOfThisThread();
        });
        MessageChange change;
        change.key = key;
        change.event = Event{f.clock->now, EventSource::Local, word(MessageState::Held), {}};
        change.state = MessageState::Held;
        QVERIFY(await(m_journal->commit(change)));
        QCOMPARE(known, MessageState::Held);
        QCOMPARE(reads, 0);
        QVERIFY(others > 0); // so a read would have been counted
        m_journal->disconnect(this);
        QCOMPARE((*m_journal->message(key))->state, MessageState::Held);
    }

    void soIsWhatAnotherProgramWrote()
    {
        const auto other = f.open();
        m_journal->followOtherPrograms();
        std::optional<QString> known;
        connect(m_journal.get(), &Journal::changed, this, [&](const QList<MessageKey> &keys) {
            const auto row = m_journal->message(keys.first());
            known = *row ? (*row)->file : u"nothing"_s;
        });
        FaultyDisk::get().countReads();
        auto theirs = std::make_shared<std::optional<Result<QList<MessageKey>>>>();
        keepResult(other->append({newMessage(u"theirs.csv"_s)}, u"them"_s), theirs);
        QTRY_COMPARE(known, u"theirs.csv"_s);
        QCOMPARE(FaultyDisk::get().readsOfThisThread(), 0);
        m_journal->disconnect(this);
    }

    void aRowThatWentIsToldAsGone()
    {
        const MessageKey key = appendOne(*m_journal);
        std::optional<bool> isThere;
        connect(m_journal.get(), &Journal::changed, this,
                [&] { isThere = m_journal->message(key).value_or(std::nullopt).has_value(); });
        QVERIFY(await(m_journal->maintain([key](Connection &connection, QList<MessageKey> &changed) -> Result<void> {
            const QString these = u" IN (SELECT message FROM retiring)"_s;
            if (auto noted = connection.write(u"INSERT INTO retiring VALUES (?)"_s, {number(key)}); !noted)
                return fail(noted.error());
            for (const QString &sql : {u"DELETE FROM events WHERE message"_s + these,
                                       u"DELETE FROM messages WHERE key"_s + these, u"DELETE FROM retiring"_s}) {
                if (auto done = connection.write(sql, {}); !done)
                    return fail(done.error());
            }
            changed.append(key);
            return {};
        })));
        QCOMPARE(isThere, false);
        m_journal->disconnect(this);
    }
};

QTEST_GUILESS_MAIN(JournalAsideTest)
#include "JournalAsideTest.moc"
