#include "DequeueFixture.h"

#include "app/packages/PackageExport.h"
#include "tests/app/support/FaultyDisk.h"
#include "tests/app/support/FaultyFiles.h"

#include <cerrno>
#include <utility>

// Fetching packages on a disk that is full or broken at one of its steps: what is here afterwards is compared with what
// the service was told.

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// Each kind of fault meets every third operation of the journal, beginning with another one.
constexpr qint64 every = 3;
const QString execution = u"ExportPackage-11/15/2018 02:57:10 pm"_s;

class DequeueFaultTest : public DequeueTest
{
    Q_OBJECT
    using Fault = FaultyDisk::Fault;

private slots:
    void initTestCase() { FaultyDisk::get(); }
    void init()
    {
        prepare();
        FaultyDisk::get().breakAfter(0, Fault::None);
    }

    /// The temporary file, its fsync, its new name, the fsync of the folder.
    void theStoreIsFull_data()
    {
        QTest::addColumn<int>("error");
        QTest::newRow("ENOSPC") << ENOSPC;
        QTest::newRow("EIO") << EIO;
        QTest::newRow("EROFS") << EROFS;
    }
    void theStoreIsFull()
    {
        QFETCH(int, error);
        int at = 0;
        for (;; ++at) {
            prepare();
            {
                const auto p = program();
                FaultyFiles::breakAfter(store(), at, error);
                const auto run = QCoro::waitFor(p->dequeuer.run(u"UAT"_s, out, {.drain = true}, {}));
                const int calls = FaultyFiles::restore();
                if (calls <= at)
                    break; // it met none that failed
                const std::optional<Error> said = !run ? run.error() : run->stopped;
                QVERIFY(said);
                QCOMPARE(errorWord(said->kind), errorWord(ErrorKind::Storage));
                QVERIFY2(said->message.contains("free space"_L1), qPrintable(said->message));
                for (const Download &row : p->rows())
                    QCOMPARE(row.state == DownloadState::Acknowledged, isAcked(row.correlationId));
            }
            whatIsAcknowledgedIsSafe();
            theNextOneBringsAllOfThem();
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(u"at call %1"_s.arg(at)));
        }
        QVERIFY2(at > 8, "each of the two has a write, an fsync, a name and its folder");
    }

    void theJournalBreaks_data()
    {
        QTest::addColumn<Fault>("fault");
        QTest::addColumn<quint32>("seed");
        QTest::newRow("EIO") << Fault::Io << 0u;
        QTest::newRow("ENOSPC") << Fault::Full << 0u;
        QTest::newRow("short write") << Fault::ShortWrite << 0u;
        QTest::newRow("fsync fails") << Fault::Sync << 0u;
        QTest::newRow("power cut") << Fault::Power << 1u;
        QTest::newRow("another power cut") << Fault::Power << 2u;
    }
    void theJournalBreaks()
    {
        QFETCH(Fault, fault);
        QFETCH(quint32, seed);
        bool met = true;
        qint64 at = (static_cast<qint64>(fault) + seed) % every;
        for (; met; at += every) {
            prepare();
            {
                const auto p = program();
                FaultyDisk::get().breakAfter(at, fault);
                const auto run = QCoro::waitFor(p->dequeuer.run(u"UAT"_s, out, {.drain = true}, {}));
                met = FaultyDisk::get().hasBroken();
                const std::optional<Error> said = !run ? run.error() : run->stopped;
                if (said)
                    QVERIFY(said->message.size() > 20);
                else
                    QVERIFY2(!met || std::ranges::all_of(m_queue, &Waiting::acked), "it stopped without a word");
            }
            FaultyDisk::get().restore(seed + static_cast<quint32>(at));
            whatIsAcknowledgedIsSafe();
            theNextOneBringsAllOfThem();
            if (QTest::currentTestFailed())
                QFAIL(qPrintable(u"at operation %1"_s.arg(at)));
        }
        QVERIFY(at > 20);
    }

    /// What runs then is known by nobody but this program.
    void theJournalIsFullWhenAnExportWasTaken_data()
    {
        QTest::addColumn<bool>("isMended");
        QTest::newRow("until there is room") << true;
        QTest::newRow("until the program is to end") << false;
    }
    void theJournalIsFullWhenAnExportWasTaken()
    {
        QFETCH(bool, isMended);
        fillTheDiskAt("ExportToPackage");
        const auto p = program();
        PackageExport exporting(m_folder->path(), &p->book, &p->environments, &p->connections, m_clock);
        std::stop_source stop;
        QStringList told;
        connect(&exporting, &PackageExport::journalFailed, this, [&](DownloadKey, const Error &error) {
            told.append(error.message);
            if (isMended)
                FaultyDisk::get().restore();
            else
                stop.request_stop();
        });
        const ExportOrder order{u"UAT"_s, u"Groups"_s};
        const auto done = QCoro::waitFor(exporting.run(order, stop.get_token()));
        FaultyDisk::get().restore();
        QCOMPARE(told.size(), 1);
        QVERIFY2(told.first().contains(execution), qPrintable(told.first()));
        QCOMPARE(m_orders, 1);
        QCOMPARE(p->rows().size(), 1);
        const Download row = p->rows().first();
        if (isMended) {
            QVERIFY2(done, done ? "" : qPrintable(done.error().message));
            QCOMPARE(word(row.state), u"Stored"_s);
            QCOMPARE(row.executionId.text(), execution);
            QVERIFY2(!row.file.contains(u':') && row.file.count(u'/') == 1, qPrintable(row.file));
            QVERIFY(QFile::exists(p->dequeuer.store().path(row.file)));
            return;
        }
        QVERIFY(!done);
        QCOMPARE(errorWord(done.error().kind), errorWord(ErrorKind::AnswerLost));
        QVERIFY2(done.error().message.contains(execution), qPrintable(done.error().message));
        QVERIFY2(done.error().message.contains("Job history"_L1), qPrintable(done.error().message));
        QCOMPARE(word(row.state), u"Unconfirmed"_s);
    }

    void theJournalIsFullWhenAnAcknowledgementWasTaken()
    {
        fillTheDiskAt("/ack/");
        m_queue.resize(1);
        const auto p = program();
        const DownloadKey key = p->drain(false).rows.first().key;
        const auto lost = QCoro::waitFor(p->dequeuer.acknowledge(key, {}));
        FaultyDisk::get().restore();
        QVERIFY(!lost && m_queue.first().acked);
        QCOMPARE(errorWord(lost.error().kind), errorWord(ErrorKind::AnswerLost));
        QVERIFY2(lost.error().message.contains("took the acknowledgement"_L1), qPrintable(lost.error().message));
        QCOMPARE(word(p->rows().first().state), u"AckPending"_s);
        const auto again = QCoro::waitFor(p->dequeuer.acknowledge(key, {}));
        QVERIFY2(again, again ? "" : qPrintable(again.error().message));
        QCOMPARE(word(again->state), u"Acknowledged"_s);
    }

private:
    int m_orders = 0;

    /// No room from the moment at which the service answers this call first. Exports end well, with the first package.
    void fillTheDiskAt(const QByteArray &call)
    {
        m_orders = 0;
        const auto isMet = std::make_shared<bool>(false);
        m_service = std::make_unique<RawServer>([this, call, isMet](const RawRequest &request, QTcpSocket *socket) {
            const QByteArray line = request.line();
            if (line.contains(call) && !std::exchange(*isMet, true))
                FaultyDisk::get().breakAfter(0, Fault::Full);
            m_orders += line.contains("ExportToPackage") ? 1 : 0;
            if (line.contains("ExportToPackage"))
                socket->write(RawServer::ok("{\"value\":\"" + execution.toUtf8() + "\"}"));
            else if (line.contains("GetExecutionSummaryStatus"))
                socket->write(RawServer::ok(R"({"value":"Succeeded"})"));
            else if (line.contains("GetExportedPackageUrl"))
                socket->write(RawServer::ok("{\"value\":\"" + m_service->url().toEncoded() + "/files/a1\"}"));
            else
                answer(request, socket);
        });
    }

    QString store() const { return m_folder->filePath(u"downloads"_s); }

    static QList<Download> rowsOf(const Program &p, const Waiting &message)
    {
        return p.book.downloads({.correlationId = QString::fromLatin1(message.id)}).value_or(QList<Download>());
    }

    bool isAcked(const QString &id) const
    {
        return std::ranges::any_of(
            m_queue, [&id](const Waiting &message) { return message.acked && QString::fromLatin1(message.id) == id; });
    }

    /// Of every message that the service need not hand out any more the whole package is here, and the journal knows.
    void whatIsAcknowledgedIsSafe()
    {
        const auto p = program();
        for (const Waiting &message : m_queue) {
            if (!message.acked)
                continue;
            const QList<Download> rows = rowsOf(*p, message);
            QCOMPARE(rows.size(), 1);
            QFile file(p->dequeuer.store().path(rows.first().file));
            QVERIFY2(file.open(QIODevice::ReadOnly), "it was acknowledged and is nowhere");
            QCOMPARE(file.readAll(), message.package);
        }
    }

    void theNextOneBringsAllOfThem()
    {
        endLeases();
        const auto p = program();
        const bool wasLost = std::ranges::any_of(
            m_queue, [&](const Waiting &message) { return message.dequeued > 0 && rowsOf(*p, message).isEmpty(); });
        const auto run = QCoro::waitFor(p->dequeuer.run(u"UAT"_s, out, {.drain = true}, {}));
        QVERIFY2(run, run ? "" : qPrintable(run.error().message));
        QVERIFY2(!run->stopped, run->stopped ? qPrintable(run->stopped->message) : "");
        QVERIFY(std::ranges::all_of(m_queue, &Waiting::acked));
        for (const Waiting &message : m_queue) {
            const QList<Download> rows = rowsOf(*p, message);
            QCOMPARE(rows.size(), 1);
            QCOMPARE(word(rows.first().state), u"Acknowledged"_s);
        }
        // A question that was written down and never left may have taken something, for all that is known here.
        QList<Download> others = p->rows();
        others.removeIf([](const Download &row) { return !row.correlationId.isEmpty(); });
        QVERIFY(others.size() <= (wasLost ? 0 : 1));
        for (const Download &row : others)
            QVERIFY(row.state == DownloadState::Leased && !row.leaseUntilUtc.isValid());
    }
};

QTEST_GUILESS_MAIN(DequeueFaultTest)
#include "DequeueFaultTest.moc"
