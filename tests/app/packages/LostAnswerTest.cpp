#include "tests/app/packages/DequeueFixture.h"

using namespace waybill;
using namespace waybill::test;

/// Which message is taken for the one whose answer was lost.
class LostAnswerTest : public DequeueTest
{
    Q_OBJECT

private:
    Download lose(Program *p)
    {
        m_losesDequeues = true;
        const Download row = p->drain().rows.first();
        m_losesDequeues = false;
        return row;
    }

private slots:
    void init() { prepare(); }

    void itsRowGetsTheMessage_data()
    {
        QTest::addColumn<bool>("nothingCameFirst"); // the lease was over by our clock and not yet by the service's
        QTest::addColumn<bool>("saysLast");
        QTest::addColumn<bool>("isFirst");
        QTest::addColumn<int>("days");
        QTest::addColumn<bool>("isTheSame");
        QTest::newRow("after its lease") << false << true << false << 0 << true;
        QTest::newRow("after an answer without it") << true << true << false << 0 << true;
        QTest::newRow("after more days than a message is kept") << true << true << false << 8 << false;
        QTest::newRow("it is not said whether it comes again") << false << false << false << 0 << true;
        QTest::newRow("it is not said, after an answer without it") << true << false << false << 0 << false;
        QTest::newRow("it never came before") << false << true << true << 0 << false;
    }
    void itsRowGetsTheMessage()
    {
        QFETCH(bool, nothingCameFirst);
        QFETCH(bool, saysLast);
        QFETCH(bool, isFirst);
        QFETCH(int, days);
        QFETCH(bool, isTheSame);
        m_queue.resize(1);
        const auto p = program();
        const Download lost = lose(p.get());
        if (nothingCameFirst) {
            m_clock->ahead += 1801;
            QVERIFY(p->drain().nothingWaited);
            QVERIFY(!p->rows().first().leaseUntilUtc.isValid());
        }
        endLeases();
        m_clock->ahead += days * 86'400;
        m_saysLast = saysLast;
        m_queue[0].dequeued = isFirst ? 0 : 1;
        const Download came = p->drain().rows.first();
        QCOMPARE(came.correlationId, u"a1"_s);
        QCOMPARE(word(came.state), u"Acknowledged"_s);
        QCOMPARE(came.key == lost.key, isTheSame);
        QCOMPARE(p->rows().size(), isTheSame ? 1 : 2);
        const auto events = p->book.events(came.key);
        QVERIFY(events);
        QCOMPARE(std::ranges::any_of(*events,
                                     [](const DownloadEvent &event) {
                                         return event.text.contains(u"taken to be the one whose answer was lost"_s);
                                     }),
                 isTheSame);
    }

    void aMessageThatIsKnownKeepsItsOwnRow()
    {
        m_queue.resize(1);
        const auto p = program();
        const Download looked = p->drain(false).rows.first();
        endLeases();
        const Download lost = lose(p.get()); // it was a1 again, for all that can be known
        endLeases();
        const Download came = p->drain().rows.first();
        QCOMPARE(came.key, looked.key);
        QCOMPARE(p->rows().size(), 2);
        QCOMPARE(word(p->book.download(lost.key)->value().state), u"Leased"_s);
    }

    void theOldestGetsTheMessage()
    {
        m_queue.resize(1);
        const auto p = program();
        const Download first = lose(p.get());
        const Download second = lose(p.get());
        QVERIFY(first.key != second.key);
        endLeases();
        QCOMPARE(p->drain().rows.first().key, first.key);
    }
};

QTEST_GUILESS_MAIN(LostAnswerTest)
#include "LostAnswerTest.moc"
