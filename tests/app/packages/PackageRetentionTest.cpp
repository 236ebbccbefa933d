#include "DequeueFixture.h"

#include "app/packages/DequeuePlace.h"
#include "app/packages/PackageRetention.h"

#include <QSignalSpy>
#include <QStandardPaths>

using namespace waybill;
using namespace waybill::test;

/// Which files of packages are given up, and which never, and the care that does it.
class PackageRetentionTest : public DequeueTest
{
    Q_OBJECT

private slots:
    void init() { prepare(); }

    void givesUpWhatIsTooOldAndNobodyNeeds()
    {
        m_queue.append(Waiting{"c3", zipOf("third")});
        m_queue.append(Waiting{"d4", "no zip"});
        const auto p = program();
        p->run({});
        p->run({.acknowledge = false});
        m_failingAcks = 5;
        QCOMPARE(word(p->run({}).rows.first().state), u"AckPending"_s);
        m_failingAcks = 0;
        const FileRemoval removal(&p->book, p->dequeuer.store(), m_clock);
        const Retention week{std::chrono::days(7), {}};
        const auto files = [&] {
            QStringList there;
            for (const Download &row : p->rows())
                there.append(QFileInfo::exists(p->dequeuer.store().path(row.file)) ? word(row.state) : u"-"_s);
            there.sort();
            return there;
        };
        QCOMPARE(QCoro::waitFor(removal.apply(week, {}))->files, 0);
        m_clock->ahead += 8 * 24 * 3600;
        const auto removed = QCoro::waitFor(removal.apply(week, {}));
        QCOMPARE(removed->files, 1);
        QVERIFY(removed->bytes > 0 && removed->notes.isEmpty());
        QCOMPARE(files(), (QStringList{u"-"_s, u"AckPending"_s, u"Stored"_s}));
        const Download gone = p->rows().last();
        QVERIFY(gone.file.isEmpty() && gone.fileRemovedUtc.isValid());
        QVERIFY(p->book.events(gone.key)->last().text.startsWith(u"File removed by retention"_s));
        // What comes again is fetched again.
        m_queue.first().acked = false;
        endLeases();
        QVERIFY(std::ranges::any_of(p->drain().rows, [&](const Download &row) {
            return row.key == gone.key && !row.file.isEmpty() && !row.fileRemovedUtc.isValid();
        }));
    }

    void givesUpTheOldestWhereItIsTooMuch()
    {
        m_queue.append(Waiting{"d4", "no zip"});
        const auto p = program();
        p->drain();
        const FileRemoval removal(&p->book, p->dequeuer.store(), m_clock);
        const Retention little{{}, 1};
        QCOMPARE(QCoro::waitFor(removal.apply(little, {}))->files, 0); // they came today
        m_clock->ahead += 2 * 24 * 3600;
        QCOMPARE(QCoro::waitFor(removal.apply(Retention{{}, 100'000}, {}))->files, 0);
        QCOMPARE(QCoro::waitFor(removal.apply(little, {}))->files, 2);
        const auto rows = p->rows();
        QVERIFY(!rows.first().file.isEmpty()); // damaged: it goes by its age alone
        m_clock->ahead += 10 * 24 * 3600;
        QCOMPARE(QCoro::waitFor(removal.apply({std::chrono::days(5), {}}, {}))->files, 0);
        m_clock->ahead += 10 * 24 * 3600;
        QCOMPARE(QCoro::waitFor(removal.apply({std::chrono::days(5), {}}, {}))->files, 1);
        QVERIFY(p->rows().first().error); // why it was damaged stays
    }

    void keepsWhatComesAgainMeanwhile()
    {
        m_queue.resize(1);
        const auto p = program();
        const DownloadKey key = p->run({}).rows.first().key;
        m_clock->ahead += 8 * 24 * 3600;
        const FileRemoval removal(&p->book, p->dequeuer.store(), m_clock);
        const Retention week{std::chrono::days(7), {}};
        auto removing = removal.apply(week, {}); // which asks what is too old
        const QDateTime soon = m_clock->utcNow().addSecs(1);
        QVERIFY(QCoro::waitFor(p->book.commit(key, [soon](Download &download) -> Result<void> {
            download.storedUtc = soon;
            return {};
        })));
        QCOMPARE(QCoro::waitFor(removing)->files, 0);
        QVERIFY(QFileInfo::exists(p->dequeuer.store().path(p->rows().first().file)));
    }

    void removesNothingElse()
    {
        m_queue.resize(1);
        const auto p = program();
        const Download row = p->run({}).rows.first();
        QFile other(m_folder->filePath(u"other"_s));
        QVERIFY(other.open(QIODevice::WriteOnly));
        other.close();
        QVERIFY(QCoro::waitFor(p->book.commit(row.key, [](Download &download) -> Result<void> {
            download.file = u"../other"_s;
            return {};
        })));
        const FileRemoval removal(&p->book, p->dequeuer.store(), m_clock);
        const auto removed = QCoro::waitFor(removal.run({row.key}, u"by hand"_s, {}));
        QCOMPARE(removed->files, 0);
        QCOMPARE(removed->notes.size(), 1);
        QVERIFY(other.exists());
    }

    void leavesAFileThatAnotherBeganToUse()
    {
        m_queue.resize(1);
        const auto p = program();
        const Download row = p->run({}).rows.first();
        bool isBegun = false;
        connect(&p->book, &DownloadBook::changed, this, [&] { // as soon as the row says that its file goes
            if (std::exchange(isBegun, true))
                return;
            Download twin = row;
            twin.correlationId = u"another"_s;
            QVERIFY(QCoro::waitFor(p->book.append(twin, {})));
        });
        const FileRemoval removal(&p->book, p->dequeuer.store(), m_clock);
        const auto removed = QCoro::waitFor(removal.run({row.key}, u"by hand"_s, {}));
        QVERIFY(isBegun);
        QCOMPARE(removed->bytes, 0);
        QVERIFY(QFileInfo::exists(p->dequeuer.store().path(row.file)));
        QVERIFY(p->rows().last().file.isEmpty());
        QCOMPARE(QCoro::waitFor(removal.run({p->rows().first().key}, u"by hand"_s, {}))->bytes, *row.bytes);
        QVERIFY(!QFileInfo::exists(p->dequeuer.store().path(row.file)));
    }

    void removesManyInFewStepsAndStopsInBetween()
    {
        constexpr int files = 250;
        m_queue.resize(1);
        const auto p = program();
        const Download one = p->run({}).rows.first();
        QList<DownloadKey> keys;
        for (int number = 0; number < files; ++number) {
            Download row = one;
            row.file = u"many/%1.zip"_s.arg(number);
            const QString path = p->dequeuer.store().path(row.file);
            QVERIFY(QDir().mkpath(QFileInfo(path).path()) && QFile::copy(p->dequeuer.store().path(one.file), path));
            keys.append(QCoro::waitFor(p->book.append(row, {}))->key);
        }
        const FileRemoval removal(&p->book, p->dequeuer.store(), m_clock);
        std::stop_source stop;
        int tellings = 0;
        connect(&p->book, &DownloadBook::changed, this, [&] {
            ++tellings;
            stop.request_stop();
        });
        const auto progress = std::make_shared<RemovalProgress>();
        const auto some = QCoro::waitFor(removal.run(keys, u"by hand"_s, stop.get_token(), progress));
        QVERIFY(some->files > 0 && some->files < files);
        QCOMPARE(progress->through, some->files);
        QCOMPARE(progress->all, files);
        const auto there = [&] { return QDir(p->dequeuer.store().path(u"many"_s)).entryList(QDir::Files).size(); };
        QCOMPARE(there(), files - some->files);
        QVERIFY(std::ranges::none_of(p->rows(), [](const Download &row) { // half of nothing
            return row.fileRemovedUtc.isValid() && !row.file.isEmpty();
        }));
        QCOMPARE(QCoro::waitFor(removal.run(keys, u"by hand"_s, {}))->files, files - some->files);
        QVERIFY2(tellings < files, qPrintable(QString::number(tellings)));
        QVERIFY(!QFileInfo::exists(p->dequeuer.store().path(u"many"_s)));
        QVERIFY(p->book.events(keys.last())->last().text.startsWith(u"File removed by hand"_s));
    }

    void acknowledgesNothingWhoseFileWasRemovedMeanwhile()
    {
        m_queue.resize(1);
        const auto p = program();
        connect(&p->book, &DownloadBook::changed, this, [&] {
            const Download row = p->rows().first();
            if (row.state == DownloadState::AckPending)
                QFile::remove(p->dequeuer.store().path(row.file));
        });
        const Download row = p->run({}).rows.first();
        QCOMPARE(word(row.state), u"Announced"_s);
        QVERIFY(row.error);
        QCOMPARE(m_acks, 0);
    }

    void careGoesOnWithWhatNobodyFetchesAnyMore()
    {
        const auto p = program();
        const QString inbox = m_folder->filePath(u"inbox"_s);
        QVERIFY(QDir().mkpath(inbox) && p->dequeuer.store().prepare());
        Environment uat = *p->environments.find(u"UAT"_s);
        uat.afterFetch.copyTo = inbox;
        p->environments.setTransient(uat);
        const auto left = [&](const QString &environment, DownloadKind kind, DownloadState state, FollowUp followUp) {
            Download row;
            row.kind = kind;
            row.environment = environment;
            row.activityId = ActivityId(u"a job that is gone"_s);
            row.executionId = ExecutionId(u"run-%1"_s.arg(p->rows().size()));
            row.state = state;
            row.file = u"%1.zip"_s.arg(p->rows().size());
            row.followUp = followUp;
            QFile file(p->dequeuer.store().path(row.file));
            if (!file.open(QIODevice::WriteOnly))
                qFatal("the test's store cannot be written");
            return QCoro::waitFor(p->book.append(row, {}))->key;
        };
        using Kind = DownloadKind;
        using State = DownloadState;
        const QList<DownloadKey> keys{left(u"UAT"_s, Kind::Dequeued, State::Acknowledged, FollowUp::Begun),
                                      left(u"UAT"_s, Kind::Exported, State::Stored, FollowUp::Due),
                                      left(u"UAT"_s, Kind::Exported, State::Stored, FollowUp::Begun),
                                      left(u"Gone"_s, Kind::Dequeued, State::Acknowledged, FollowUp::Due),
                                      left(u"UAT"_s, Kind::Dequeued, State::Stored, FollowUp::Due),
                                      left(u"UAT"_s, Kind::Exported, State::Stored, FollowUp::Due)};
        const auto held = takeDequeueLock(m_folder->path(), u"UAT"_s, ActivityId(u"run-5"_s)); // another program's
        QVERIFY(held && *held);
        PackageCare care(p->journal.get(), &p->book, &p->environments, m_folder->path(), m_clock);
        QSignalSpy failed(&care, &PackageCare::failed), ended(&care, &PackageCare::roundEnded);
        care.look();
        QTRY_COMPARE(ended.size(), 1);
        QVERIFY(failed.isEmpty());
        QStringList followUps;
        for (const DownloadKey key : keys)
            followUps.append(word((*p->book.download(key))->followUp));
        QCOMPARE(followUps, (QStringList{u"Failed"_s, u"Done"_s, u"Failed"_s, QString(), u"Due"_s, u"Due"_s}));
        QCOMPARE(QDir(inbox).entryList(QDir::Files | QDir::Hidden), QStringList{u"1.zip"_s});
    }

    void careEndsWhatItIsAt()
    {
        const QString shell = QStandardPaths::findExecutable(u"sh"_s);
        if (shell.isEmpty())
            QSKIP("no program here that takes its time");
        const auto p = program();
        const QString sign = m_folder->filePath(u"at it"_s);
        Environment uat = *p->environments.find(u"UAT"_s);
        uat.afterFetch.program = shell;
        uat.afterFetch.arguments = QStringList{u"-c"_s, u": > \"$0\" && exec sleep 50"_s, sign};
        p->environments.setTransient(uat);
        Download row;
        row.kind = DownloadKind::Exported;
        row.environment = u"UAT"_s;
        row.executionId = ExecutionId(u"run"_s);
        row.state = DownloadState::Stored;
        row.file = u"1.zip"_s;
        row.followUp = FollowUp::Due;
        QVERIFY(p->dequeuer.store().prepare());
        const DownloadKey key = QCoro::waitFor(p->book.append(row, {}))->key;
        PackageCare care(p->journal.get(), &p->book, &p->environments, m_folder->path(), m_clock);
        QSignalSpy ended(&care, &PackageCare::roundEnded);
        care.look();
        QTRY_VERIFY(QFile::exists(sign)); // what ends before its program is begun is due again
        QVERIFY((*p->book.download(key))->followUp == FollowUp::Begun);
        QVERIFY(ended.isEmpty());
        QCoro::waitFor(care.end());
        QCOMPARE(ended.size(), 1);
        QVERIFY((*p->book.download(key))->followUp == FollowUp::Failed);
        QVERIFY(p->book.followUps(key)->last().detail.contains(u"interrupted"_s));
        QCoro::waitFor(care.end()); // there is nothing to end
    }

    void remembersWhatIsKept()
    {
        const auto p = program();
        QCOMPARE(*packageRetention(*p->journal), Retention());
        const Retention wanted{std::chrono::days(30), 5'000'000'000};
        QVERIFY(QCoro::waitFor(keepPackageRetention(p->journal.get(), wanted)));
        QCOMPARE(*packageRetention(*p->journal), wanted);
        const Retention endless{std::chrono::days(1'000'000'000'000'000'000), {}}; // cannot be reckoned with
        QVERIFY(QCoro::waitFor(keepPackageRetention(p->journal.get(), endless)));
        QVERIFY(packageRetention(*p->journal)->maxAge == longestAge);
        QVERIFY(QCoro::waitFor(keepPackageRetention(p->journal.get(), {})));
        QVERIFY(packageRetention(*p->journal)->keepsAll());
    }
};

QTEST_GUILESS_MAIN(PackageRetentionTest)
#include "PackageRetentionTest.moc"
