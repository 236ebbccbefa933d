#include "KeptVersion.h"

using namespace waybill;
using namespace Qt::StringLiterals;

/// One message with a million events.
class LongMessageTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        const auto journal = f.open();
        m_other = appendOne(*journal);
        m_key = appendOne(*journal);
        QVERIFY(connectionTo(f.path())->run(
            u"INSERT INTO events (message, at, service, what, detail) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
            u"SELECT i + 1 FROM n WHERE i < %1) SELECT %2, i, 1, iif(i % 2, 'Enqueued', 'Processing'), i FROM n"_s
                .arg(million)
                .arg(number(m_key))));
        QVERIFY(await(journal->commit(changeTo(m_key, MessageState::GivenUp))));
    }

    void aPageReadsTheNewestAndTheFirst()
    {
        const auto digest = f.open()->eventsInShort(m_key);
        QVERIFY(digest);
        QCOMPARE(digest->newest.size(), EventDigest::mostNewest);
        QCOMPARE(digest->newest.last().what, word(MessageState::GivenUp));
        QCOMPARE(digest->newest[digest->newest.size() - 2].detail, QString::number(million));
        QCOMPARE(digest->newest.first().detail, QString::number(million - EventDigest::mostNewest + 2));
        QCOMPARE(digest->first->what, word(MessageState::Queued));
        QCOMPARE(digest->total, EventDigest::mostCounted + 1);
        QVERIFY(!digest->isAll());
    }

    void allOfThemAreReadInParts()
    {
        const auto journal = f.open();
        qint64 last = 0, read = 0;
        for (;;) {
            const auto events = journal->events(m_key, last);
            QVERIFY(events);
            if (events->isEmpty())
                break;
            QVERIFY(events->size() <= EventDigest::mostNewest);
            QVERIFY(events->first().id > last);
            last = events->last().id;
            read += events->size();
        }
        QCOMPARE(read, million + 2);
    }

    void ofFewNothingIsLeftOut()
    {
        const auto digest = f.open()->eventsInShort(m_other);
        QCOMPARE(digest->total, 1);
        QVERIFY(digest->isAll());
        QVERIFY(!digest->first);
        QCOMPARE(f.open()->eventsInShort(MessageKey(99))->total, 0);
    }

    void theLimitItselfIsNotMore()
    {
        const auto journal = f.open();
        const MessageKey key = appendOne(*journal);
        QVERIFY(connectionTo(f.path())->run(
            u"INSERT INTO events (message, at, service, what, detail) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
            u"SELECT i + 1 FROM n WHERE i < %1) SELECT %2, i, 1, 'Enqueued', '' FROM n"_s
                .arg(EventDigest::mostNewest - 1)
                .arg(number(key))));
        QVERIFY(journal->eventsInShort(key)->isAll());
        QVERIFY(await(journal->commit(changeTo(key, MessageState::GivenUp))));
        const auto digest = journal->eventsInShort(key);
        QCOMPARE(digest->total, EventDigest::mostNewest + 1);
        QVERIFY(!digest->isAll());
        QCOMPARE(digest->first->what, word(MessageState::Queued));
    }

private:
    static constexpr qint64 million = 1'000'000;

    JournalFixture f;
    MessageKey m_key{}, m_other{};
};

QTEST_GUILESS_MAIN(LongMessageTest)
#include "LongMessageTest.moc"
