#include "DequeueFixture.h"
#include "tests/app/support/FaultyDisk.h"

#include "app/packages/DownloadChanges.h"
#include "app/packages/LeaseEnd.h"
#include "app/packages/PackageExport.h"
#include "app/packages/PackageRetention.h"

#include <QSignalSpy>

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// What a window does with packages never reads the journal in the window's thread, and what is pressed or ends while
/// the journal is read does no harm.
class DownloadReadsTest : public DequeueTest
{
    Q_OBJECT

    static int reads() { return FaultyDisk::get().readsOfThisThread(); }
    /// Exports end well at once; the package of the first message is theirs.
    void serveExports()
    {
        m_service = std::make_unique<RawServer>([this](const RawRequest &request, QTcpSocket *socket) {
            const QByteArray line = request.line();
            if (line.contains("ExportToPackage"))
                socket->write(RawServer::ok(R"({"value":"1f8fad5b-d9cb-469f-a165-70867728950e"})"));
            else if (line.contains("GetExecutionSummaryStatus"))
                socket->write(RawServer::ok(R"({"value":"Succeeded"})"));
            else if (line.contains("GetExportedPackageUrl"))
                socket->write(RawServer::ok("{\"value\":\"" + m_service->url().toEncoded() + "/files/a1\"}"));
            else
                answer(request, socket);
        });
    }
    static std::unique_ptr<PackageExport> exporting(Program &p, const QString &profile,
                                                    const std::shared_ptr<MovedClock> &clock)
    {
        return std::make_unique<PackageExport>(profile, &p.book, &p.environments, &p.connections, clock);
    }
    static QString wordOf(const Result<Download> &row) { return row ? word(row->state) : row.error().message; }

private slots:
    void initTestCase() { FaultyDisk::get(); }
    void init() { prepare(); }

    void fetchesAndAcknowledges()
    {
        const auto p = program();
        FaultyDisk::get().countReads();
        const DequeueRun run = p->drain();
        QCOMPARE(run.rows.size(), 2);
        QVERIFY(run.nothingWaited && std::ranges::all_of(m_queue, &Waiting::acked));
        QCOMPARE(reads(), 0);
        QCOMPARE(p->rows().size(), 2);
        QVERIFY(reads() > 0); // so it counts
    }

    void acknowledgesLaterAndFetchesAgain()
    {
        m_queue.append(Waiting{"c3", zipOf("third")});
        const QByteArray whole = m_queue.last().package;
        m_queue.last().package.chop(10);
        const auto p = program();
        FaultyDisk::get().countReads();
        const QList<Download> rows = p->drain(false).rows;
        QCOMPARE(rows.size(), 3);
        QCOMPARE(wordOf(QCoro::waitFor(p->dequeuer.acknowledge(rows.at(0).key, {}))), u"Acknowledged"_s);
        QCOMPARE(wordOf(QCoro::waitFor(p->dequeuer.acknowledge(rows.at(0).key, {}))), u"Acknowledged"_s); // already
        const DownloadBook::Change pending = changeTo(DownloadState::AckPending);
        QVERIFY(QCoro::waitFor(p->book.commit(rows.at(1).key, pending)));
        const auto all = QCoro::waitFor(p->dequeuer.acknowledgePending({}, {}));
        QVERIFY(all && all->size() == 1);
        QCOMPARE(word(all->first().state), u"Acknowledged"_s);
        QCOMPARE(word(rows.at(2).state), u"Damaged"_s);
        m_queue.last().package = whole;
        QCOMPARE(wordOf(QCoro::waitFor(p->dequeuer.fetchAgain(rows.at(2).key, {}))), u"Acknowledged"_s);
        const auto none = QCoro::waitFor(p->dequeuer.fetchAgain(DownloadKey(77), {}));
        QVERIFY(!none && none.error().kind == ErrorKind::NotFound);
        QCOMPARE(reads(), 0);
    }

    void goesOnWithWhatAnotherLeft()
    {
        m_losesDequeues = true;
        const auto p = program();
        FaultyDisk::get().countReads();
        QCOMPARE(word(p->run({}).rows.first().state), u"Leased"_s);
        m_losesDequeues = false;
        const JobLook asking{u"UAT"_s, activity, out, {}, false, m_clock->utcNow()};
        QVERIFY(QCoro::waitFor(p->book.keepLook(asking))); // and was never heard of again
        QVERIFY(p->drain().leasedUntilUtc.isValid());
        endLeases();
        QVERIFY(!p->drain().leasedUntilUtc.isValid());
        QVERIFY(std::ranges::all_of(m_queue, &Waiting::acked));
        QCOMPARE(reads(), 0);
    }

    void exportsAndFollows()
    {
        serveExports();
        const auto p = program();
        const auto exports = exporting(*p, m_folder->path(), m_clock);
        FaultyDisk::get().countReads();
        const ExportOrder order{u"UAT"_s, u"Groups"_s};
        m_queue.first().package.chop(10);
        const auto damaged = QCoro::waitFor(exports->run(order, {}));
        QCOMPARE(wordOf(damaged), u"Damaged"_s);
        m_queue.first().package = zipOf("first");
        QCOMPARE(wordOf(QCoro::waitFor(exports->follow(damaged->key, {}))), u"Stored"_s);
        const auto again = QCoro::waitFor(exports->follow(damaged->key, {}));
        QVERIFY(!again && again.error().kind == ErrorKind::Conflict);
        QCOMPARE(reads(), 0);
    }

    void caresForWhatIsOld()
    {
        const auto p = program();
        QVERIFY(QCoro::waitFor(keepPackageRetention(p->journal.get(), {std::chrono::days(7), {}})));
        FaultyDisk::get().countReads();
        const DownloadKey first = p->run({}).rows.first().key;
        (void)p->run({.acknowledge = false});
        const DownloadBook::Change due = [](Download &row) -> Result<void> {
            row.followUp = FollowUp::Due;
            return {};
        };
        QVERIFY(QCoro::waitFor(p->book.commit(first, due))); // and nothing is to follow any more
        m_clock->ahead += 8 * 24 * 3600;
        QVERIFY(QCoro::waitFor(blankOverdue(&p->book, m_clock->utcNow())));
        PackageCare care(p->journal.get(), &p->book, &p->environments, m_folder->path(), m_clock);
        QSignalSpy failed(&care, &PackageCare::failed), ended(&care, &PackageCare::roundEnded);
        care.look();
        QTRY_COMPARE(ended.size(), 1);
        QCOMPARE(reads(), 0);
        QVERIFY(failed.isEmpty());
        const QList<Download> rows = p->rows();
        QVERIFY(rows.last().file.isEmpty() && rows.last().followUp == FollowUp::None);
        QVERIFY(!rows.first().file.isEmpty() && !rows.first().dequeueJson.contains("r1"));
    }

    void hearsOfOthers()
    {
        const auto p = program(), other = program();
        p->book.followOtherPrograms(); // where their news begin is read once
        QSignalSpy told(&p->book, &DownloadBook::changed);
        FaultyDisk::get().countReads();
        Download row;
        row.environment = u"UAT"_s;
        const DownloadKey key = QCoro::waitFor(other->book.append(row))->key;
        QTRY_COMPARE(told.size(), 1);
        QCOMPARE(told.first().first().value<QList<DownloadKey>>(), QList<DownloadKey>{key});
        QCOMPARE(reads(), 0);
    }

    void whatIsPressedTwiceIsDoneOnce()
    {
        serveExports();
        m_queue.first().package.chop(10);
        const auto p = program();
        const Download damaged = p->drain(false).rows.first();
        const Download stored = p->rows().first();
        QCOMPARE(word(stored.state), u"Stored"_s);
        const auto twice = [](auto one, auto other) {
            const auto a = QCoro::waitFor(one), b = QCoro::waitFor(other);
            if (bool(a) == bool(b))
                return u"both or none"_s;
            return (a ? b : a).error().kind == ErrorKind::Busy ? u"once"_s : (a ? b : a).error().message;
        };
        QCOMPARE(twice(p->dequeuer.acknowledge(stored.key, {}), p->dequeuer.acknowledge(stored.key, {})), u"once"_s);
        QCOMPARE(m_acks, 1);
        m_queue.first().package = zipOf("first");
        const int before = m_downloads;
        QCOMPARE(twice(p->dequeuer.fetchAgain(damaged.key, {}), p->dequeuer.fetchAgain(damaged.key, {})), u"once"_s);
        QCOMPARE(m_downloads, before + 1);
        const auto exports = exporting(*p, m_folder->path(), m_clock);
        m_queue.first().package.chop(10);
        const auto spoilt = QCoro::waitFor(exports->run({u"UAT"_s, u"Groups"_s}, {}));
        QCOMPARE(wordOf(spoilt), u"Damaged"_s);
        QCOMPARE(twice(exports->follow(spoilt->key, {}), exports->follow(spoilt->key, {})), u"once"_s);
    }

    void refusesWhatBecameAnotherMeanwhile()
    {
        m_queue.first().package.chop(10);
        const auto p = program();
        const Download damaged = p->drain(false).rows.first(), stored = p->rows().first();
        // What happens while the journal is asked is written before what hangs on the answer.
        auto again = p->dequeuer.fetchAgain(damaged.key, {});
        QVERIFY(QCoro::waitFor(p->book.commit(damaged.key, changeTo(DownloadState::Acknowledged))));
        const auto fetched = QCoro::waitFor(again);
        QVERIFY(!fetched && fetched.error().kind == ErrorKind::Conflict);
        auto acknowledging = p->dequeuer.acknowledge(stored.key, {});
        QVERIFY(QCoro::waitFor(p->book.commit(stored.key, changeTo(DownloadState::Damaged))));
        const auto acknowledged = QCoro::waitFor(acknowledging);
        QVERIFY(!acknowledged && acknowledged.error().kind == ErrorKind::Conflict);
        QCOMPARE(m_acks, 0);
    }

    void endsWhereTheBookDoes()
    {
        const auto p = program();
        (void)p->drain(false);
        endLeases();
        auto book = std::make_unique<DownloadBook>(*p->journal, m_clock);
        auto blanked = blankOverdue(book.get(), m_clock->utcNow());
        book.reset();
        QVERIFY(QCoro::waitFor(blanked));
        QVERIFY(p->rows().first().dequeueJson.contains("r1"));
    }
};

QTEST_GUILESS_MAIN(DownloadReadsTest)
#include "DownloadReadsTest.moc"
