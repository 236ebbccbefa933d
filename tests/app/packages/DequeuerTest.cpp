#include "DequeueFixture.h"

#include "app/base/Sleep.h"
#include "app/packages/DownloadChanges.h"
#include "app/packages/LeaseEnd.h"

using namespace waybill;
using namespace waybill::test;
using namespace Qt::StringLiterals;

/// What holds of fetching packages, whatever service and programs do.
class DequeuerTest : public DequeueTest
{
    Q_OBJECT

private slots:
    void init() { prepare(); }

    void bringsAPackageHereAndAcknowledgesIt()
    {
        const auto p = program();
        const DequeueRun run = p->run({});
        QCOMPARE(run.rows.size(), 1);
        const Download &row = run.rows.first();
        QCOMPARE(word(row.state), u"Acknowledged"_s);
        QCOMPARE(row.correlationId, u"a1"_s);
        QCOMPARE(row.entries, 1);
        QVERIFY(row.ackedUtc.isValid() && row.storedUtc.isValid() && !row.leaseUntilUtc.isValid());
        QCOMPARE(row.attempts, 1);
        QFile file(p->dequeuer.store().path(row.file));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), m_queue.first().package);
        QCOMPARE(fileDigest(file.fileName())->sha256, row.sha256);
        QVERIFY(m_queue.first().acked && !m_queue.last().acked);
        QVERIFY2(!row.dequeueJson.contains("r1"), "the receipt is blanked");
        for (const Exchange &exchange : p->log.exchanges())
            QVERIFY2(!exchange.answer.contains("a1"_L1), "what a dequeue answers is secret");
    }

    void drains()
    {
        const auto p = program();
        const DequeueRun run = p->drain();
        QCOMPARE(run.rows.size(), 2);
        QVERIFY(run.nothingWaited && !run.stopped && !run.leasedUntilUtc.isValid());
        QVERIFY((*p->book.look(u"UAT"_s, activity))->nothingWaited);
        QVERIFY(std::ranges::all_of(m_queue, &Waiting::acked));
        QCOMPARE(p->drain().rows.size(), 0);
    }

    void looksWithoutAcknowledging()
    {
        const auto p = program();
        const DequeueRun run = p->drain(false);
        QCOMPARE(run.rows.size(), 2);
        QCOMPARE(m_acks, 0);
        for (const Download &row : run.rows) {
            QCOMPARE(word(row.state), u"Stored"_s);
            QVERIFY(row.leaseUntilUtc > m_clock->utcNow());
        }
        const auto acked = QCoro::waitFor(p->dequeuer.acknowledge(run.rows.first().key, {}));
        QVERIFY(acked);
        QCOMPARE(word(acked->state), u"Acknowledged"_s);
        // What comes again is known by its content and is not fetched twice.
        endLeases();
        const int before = m_downloads;
        const DequeueRun again = p->drain();
        QCOMPARE(again.rows.size(), 1);
        QCOMPARE(word(again.rows.first().state), u"Acknowledged"_s);
        QVERIFY(again.rows.first().redelivered);
        QCOMPARE(m_downloads, before);
        QCOMPARE(p->rows().size(), 2);
    }

    void goesOnWhereADownloadBrokeOff()
    {
        m_queue.resize(1);
        m_cutDownloads = 1;
        const auto p = program();
        const DequeueRun run = p->run({});
        QCOMPARE(word(run.rows.first().state), u"Acknowledged"_s);
        QVERIFY(m_ranges.size() > 1);
        // Where Qt takes a part for all, the check of the package has it fetched as a whole after that.
        QVERIFY(std::ranges::any_of(m_ranges, [](const QByteArray &range) { return range.startsWith("bytes="); }));
    }

    void givesUpWhereADownloadNeverGoesOn()
    {
        m_queue.resize(1);
        m_cutDownloads = 1;
        m_refusedRanges = 4;
        const auto p = program();
        const Download row = p->run({}).rows.first();
        QCOMPARE(word(row.state), u"Announced"_s);
        QVERIFY2(row.error->message.contains("(416)"_L1), qPrintable(row.error->message));
        QCOMPARE(m_downloads, 4); // it was begun anew once
    }

    void keepsAcknowledgementsForLater()
    {
        m_failingAcks = 5;
        {
            const auto p = program();
            const DequeueRun run = p->drain();
            QCOMPARE(run.rows.size(), 1); // it takes no more before this one is acknowledged
            QCOMPARE(word(run.rows.first().state), u"AckPending"_s);
            QCOMPARE(run.rows.first().attempts, 5);
            QVERIFY(run.rows.first().error);
            QCOMPARE(m_acks, 5);
        }
        m_failingAcks = 5;
        {
            const auto p = program();
            const DequeueRun run = p->drain();
            QVERIFY(run.rows.isEmpty() && run.notAcknowledged && !run.nothingWaited);
        }
        m_failingAcks = 0;
        const auto p = program(); // another program, later
        const auto done = QCoro::waitFor(p->dequeuer.acknowledgePending({}, {}));
        QVERIFY(done);
        QCOMPARE(done->size(), 1);
        QCOMPARE(word(done->first().state), u"Acknowledged"_s);
        QVERIFY(m_queue.first().acked && !m_queue.last().acked);
    }

    void itsPatienceBeginsAnewWhenAnAcknowledgementHolds()
    {
        const auto p = program();
        const QList<Download> rows = p->drain(false).rows;
        QCOMPARE(rows.size(), 2);
        const DequeueCalls calls(*p->connections.client(u"UAT"_s));
        constexpr std::chrono::milliseconds patience(10'000);
        Acknowledger acknowledger(&p->book, m_clock, patience);
        for (const Download &row : rows) {
            m_failingAcks = 1;
            const auto done = QCoro::waitFor(acknowledger.run(row, calls, {}));
            QVERIFY(done);
            QCOMPARE(word(done->state), u"Acknowledged"_s);
            QCOMPARE(done->attempts, 2);
            QVERIFY(QCoro::waitFor(sleepFor(patience, {}))); // fetching the next may take as long as it likes
            QVERIFY(!acknowledger.isOutOfPatience());
        }
    }

    void acknowledgesOnlyWhatIsStillHere()
    {
        m_queue.resize(1);
        m_failingAcks = 5;
        const auto p = program();
        const auto lose = [&p](const Download &row) {
            return QFile::remove(p->dequeuer.store().path(row.file)) && row.state == DownloadState::AckPending;
        };
        QVERIFY(lose(p->drain().rows.first()));
        m_failingAcks = 5;
        const int before = m_downloads;
        const DequeueRun again = p->drain(); // its lease lasts: it is fetched once more
        QCOMPARE(m_downloads, before + 1);
        QCOMPARE(again.rows.size(), 1);
        QVERIFY(lose(again.rows.first()));
        QVERIFY(!m_queue.first().acked);
        m_clock->ahead += 1801; // now it is over, though the service would still take the old answer
        m_failingAcks = 0;
        const int acks = m_acks;
        QVERIFY(p->drain().rows.isEmpty());
        QCOMPARE(m_acks, acks);
        QCOMPARE(word(p->rows().first().state), u"Announced"_s);
        endLeases();
        const Download row = p->drain().rows.value(0);
        QCOMPARE(word(row.state), u"Acknowledged"_s);
        QVERIFY(QFile::exists(p->dequeuer.store().path(row.file)) && m_queue.first().acked);
    }

    void acknowledgesWithTheNewestAnswer()
    {
        m_failingAcks = 5;
        (void)program()->drain();
        endLeases();
        m_failingAcks = 0;
        const auto p = program();
        const DequeueRun run = p->drain(); // the old receipt is refused, so it takes the message anew
        QVERIFY(std::ranges::all_of(m_queue, &Waiting::acked));
        QCOMPARE(run.rows.size(), 2);
        QCOMPARE(p->rows().size(), 2);
        QCOMPARE(m_queue.first().dequeued, 2);
    }

    void remembersALostAnswer()
    {
        m_losesDequeues = true;
        const auto p = program();
        const DequeueRun run = p->drain();
        QCOMPARE(run.rows.size(), 1);
        QCOMPARE(word(run.rows.first().state), u"Leased"_s);
        QVERIFY(run.rows.first().correlationId.isEmpty() && run.rows.first().file.isEmpty());
        QCOMPARE(m_queue.first().dequeued, 1); // it was asked once
        m_losesDequeues = false;
        const DequeueRun next = p->drain();
        QCOMPARE(next.rows.size(), 1); // the other message
        QVERIFY(next.nothingWaited && next.leasedUntilUtc.isValid());
        endLeases();
        const DequeueRun last = p->drain();
        QCOMPARE(last.rows.size(), 1);
        QCOMPARE(last.rows.first().key, run.rows.first().key); // the row gets its message
        QCOMPARE(last.rows.first().correlationId, u"a1"_s);
        QVERIFY(last.rows.first().redelivered && !last.leasedUntilUtc.isValid());
        QCOMPARE(p->rows().size(), 2);
    }

    void judgesAQuestionOfAProgramThatDied()
    {
        {
            const auto p = program();
            JobLook asking{u"UAT"_s, activity, out, {}, false, m_clock->utcNow()};
            QVERIFY(QCoro::waitFor(p->book.keepLook(asking)));
        }
        m_queue.clear();
        const auto p = program();
        const DequeueRun run = p->drain();
        QVERIFY(run.rows.isEmpty() && run.nothingWaited);
        QVERIFY(run.leasedUntilUtc.isValid());
        QCOMPARE(p->rows().size(), 1);
        QCOMPARE(word(p->rows().first().state), u"Leased"_s);
        endLeases();
        QVERIFY(!p->drain().leasedUntilUtc.isValid());
        QVERIFY(!p->rows().first().leaseUntilUtc.isValid());
        QCOMPARE(p->rows().size(), 1);
    }

    void leavesWhatIsBad()
    {
        m_queue[0].package = "<html>Sign in</html>";
        m_queue.append({"c3", "x", false, 0, {}, "null"});
        m_queue.append({"d4", "x", false, 0, {}, "\"https://elsewhere.invalid/x.zip\""});
        m_queue.append({"e5", QByteArray()});
        m_queue.append({"f6", zipOf(QByteArray(3000, 'x')).chopped(40)});
        m_queue.append({"g7", "x", false, 0, {}, "\"/files/g7?sig=hush\""});
        const auto p = program();
        const DequeueRun run = p->drain();
        QStringList words;
        for (const Download &row : run.rows)
            words.append(word(row.state));
        QCOMPARE(words, (QStringList{u"Damaged"_s, u"Acknowledged"_s, u"Missing"_s, u"Refused"_s, u"Damaged"_s,
                                     u"Damaged"_s, u"Refused"_s}));
        QVERIFY(run.nothingWaited);
        QCOMPARE(m_acks, 1);
        const QString odd = run.rows.last().error->message;
        QVERIFY2(odd.contains("lies at /files/g7 and"_L1) && !odd.contains("hush"_L1), qPrintable(odd));
        QVERIFY(run.rows.first().error->message.contains("web page"_L1));
        QVERIFY(QFile::exists(p->dequeuer.store().path(run.rows.first().file)));
    }

    void fetchesAgainWhileTheLeaseLasts()
    {
        m_queue.resize(1);
        const QByteArray whole = m_queue[0].package;
        m_queue[0].package.chop(10);
        const auto p = program();
        const Download damaged = p->drain().rows.first();
        QCOMPARE(word(damaged.state), u"Damaged"_s);
        m_queue[0].package = whole;
        const auto done = QCoro::waitFor(p->dequeuer.fetchAgain(damaged.key, {}));
        QVERIFY(done);
        QCOMPARE(word(done->state), u"Acknowledged"_s);
        const auto again = QCoro::waitFor(p->dequeuer.fetchAgain(damaged.key, {}));
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::Conflict);
    }

    void blanksWhatIsOver()
    {
        const auto p = program();
        const Download row = p->drain(false).rows.first();
        QVERIFY(row.dequeueJson.contains("r1"));
        endLeases();
        QVERIFY(QCoro::waitFor(blankOverdue(&p->book, m_clock->utcNow())));
        const auto over = p->book.download(row.key);
        QVERIFY(!(*over)->dequeueJson.contains("r1"));
        QCOMPARE(word((*over)->state), u"Stored"_s);
    }

    void blanksNoAnswerThatAnotherProgramHasJustTaken()
    {
        const auto p = program(), other = program();
        (void)p->drain(false);
        endLeases();
        const auto seen = overdue(p->book, m_clock->utcNow());
        QVERIFY(seen);
        QCOMPARE(seen->size(), 2);
        QCOMPARE(other->drain(false).rows.size(), 2);
        QVERIFY(QCoro::waitFor(blank(&p->book, *seen)));
        for (const Download &row : p->rows()) {
            QVERIFY(row.dequeueJson.contains("r2"));
            const auto acked = QCoro::waitFor(p->dequeuer.acknowledge(row.key, {}));
            QVERIFY(acked);
            QCOMPARE(word(acked->state), u"Acknowledged"_s);
        }
    }

    void aDownloadThatStallsIsGoneOnWithAndGivenUpInTime_data()
    {
        QTest::addColumn<int>("silences");
        QTest::addColumn<QString>("state");
        QTest::addRow("at its beginning and once more") << 2 << u"Acknowledged"_s;
        QTest::addRow("again and again") << 100 << u"Announced"_s;
    }
    void aDownloadThatStallsIsGoneOnWithAndGivenUpInTime()
    {
        QFETCH(int, silences);
        QFETCH(QString, state);
        m_queue.removeLast();
        m_silentDownloads = silences;
        const auto p = program();
        Environment uat = *p->environments.find(u"UAT"_s);
        uat.timeOuts.download = std::chrono::seconds(1);
        p->environments.setTransient(uat);
        const Download row = p->run({}).rows.first();
        QCOMPARE(word(row.state), state);
        QCOMPARE(m_downloads, 3); // its beginning came; then nothing, and nothing again
        if (state == u"Announced"_s) {
            QCOMPARE(row.error->kind, ErrorKind::TimedOut);
            QCOMPARE(m_acks, 0);
        }
    }

    void itsPatienceEndsWhereTheServiceKeepsSilent()
    {
        m_silentAcks = true;
        const auto p = program();
        const QList<Download> rows = p->drain(false).rows;
        const DequeueCalls calls(*p->connections.client(u"UAT"_s));
        Acknowledger acknowledger(&p->book, m_clock, std::chrono::milliseconds(300));
        const auto done = QCoro::waitFor(acknowledger.run(rows.first(), calls, {}));
        QVERIFY(done);
        QCOMPARE(word(done->state), u"AckPending"_s);
        QCOMPARE(done->attempts, 1);
        QVERIFY2(done->error->message.contains("did not answer"_L1), qPrintable(done->error->message));
        QVERIFY(acknowledger.isOutOfPatience());
    }

    void itHasOnePatienceForAllThatArePending()
    {
        const auto p = program();
        for (const Download &row : p->drain(false).rows) {
            const DownloadBook::Change pending = changeTo(DownloadState::AckPending);
            QVERIFY(QCoro::waitFor(p->book.commit(row.key, pending)));
        }
        m_silentAcks = true;
        p->dequeuer.setPatience(std::chrono::milliseconds(300));
        const auto done = QCoro::waitFor(p->dequeuer.acknowledgePending({}, {}));
        QVERIFY(done);
        QCOMPARE(done->size(), 2);
        QCOMPARE(done->first().attempts + done->last().attempts, 1);
        QCOMPARE(word(done->last().state), u"AckPending"_s);
    }

    void keepsTimesOutOfItsWords()
    {
        m_losesDequeues = true;
        const auto p = program();
        const Download row = p->drain().rows.first();
        QVERIFY2(!row.error->message.contains(QString::number(row.leaseUntilUtc.date().year())),
                 qPrintable(row.error->message));
    }

    void oneProgramAtATime()
    {
        const auto p = program(), other = program();
        auto first = p->dequeuer.run(u"UAT"_s, out, {}, {});
        const auto second = QCoro::waitFor(other->dequeuer.run(u"UAT"_s, out, {}, {}));
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Busy);
        QVERIFY(QCoro::waitFor(std::move(first)));
    }

    void takesNothingFromWhatIsReadOnly()
    {
        const auto p = program();
        Environment uat = *p->environments.find(u"UAT"_s);
        uat.readOnly = true;
        p->environments.setTransient(uat);
        const auto run = QCoro::waitFor(p->dequeuer.run(u"UAT"_s, out, {}, {}));
        QVERIFY(!run);
        QCOMPARE(run.error().kind, ErrorKind::Conflict);
        QVERIFY(m_service->requests.isEmpty());
    }

    void asksNobodyWhereNothingCanBeStored()
    {
        const auto p = program();
        QFile inTheWay(m_folder->filePath(u"downloads"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        const auto run = QCoro::waitFor(p->dequeuer.run(u"UAT"_s, out, {}, {}));
        QVERIFY(!run);
        QCOMPARE(run.error().kind, ErrorKind::Storage);
        QVERIFY(m_service->requests.isEmpty());
    }
};

QTEST_GUILESS_MAIN(DequeuerTest)
#include "DequeuerTest.moc"
