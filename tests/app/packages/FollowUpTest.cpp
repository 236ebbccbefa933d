#include "DequeueFixture.h"
#include "FollowedProgram.h"

#include "app/journal/FileLock.h"
#include "app/packages/DequeuePlace.h"
#include "app/packages/DownloadExchanges.h"
#include "app/packages/FollowUpLeftovers.h"
#include "app/packages/FollowUpRun.h"
#include "app/packages/FollowUpWork.h"
#include "app/packages/PackageExport.h"

#include <thread>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace waybill;
using namespace waybill::test;

/// What follows a fetch, and what is kept with a download. Of the programs that are run, each is this test itself: it
/// writes its arguments into a file.
class FollowUpTest : public DequeueTest
{
    Q_OBJECT

    QString said() const { return m_folder->filePath(u"said"_s); }
    QStringList lines() const
    {
        QFile file(said());
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)
                                              : QStringList();
    }
    /// Asks for the end as soon as the file is there.
    static std::jthread endingOnce(const QString &sign, std::stop_source stop)
    {
        return std::jthread([sign, stop](std::stop_token over) mutable {
            while (!QFileInfo::exists(sign) && !over.stop_requested())
                QThread::msleep(1);
            stop.request_stop();
        });
    }
    static QString self() { return QCoreApplication::applicationFilePath(); }
    void follow(Program &program, const AfterFetch &after, bool readOnly = false)
    {
        Environment uat = *program.environments.find(u"UAT"_s);
        uat.afterFetch = after;
        uat.readOnly = readOnly;
        program.environments.setTransient(uat);
    }
    AfterFetch saying(const QStringList &arguments) const
    {
        return {{}, self(), QStringList{u"--say"_s, said()} + arguments};
    }

private slots:
    void init() { prepare(); }

    void copiesAndRunsOnceItIsAcknowledged()
    {
        const QString inbox = m_folder->filePath(u"in box"_s);
        QVERIFY(QDir().mkpath(inbox));
        const auto p = program();
        AfterFetch after = saying({u"{file}"_s, u"{job}|{company}|{key}|{environment}|{correlationId}"_s,
                                   u"a b; $(touch x) \"q\""_s, QString()});
        after.copyTo = inbox;
        follow(*p, after);
        m_queue.resize(1);
        const Download row = p->run({}).rows.first();
        QCOMPARE(word(row.state), u"Acknowledged"_s);
        QCOMPARE(word(row.followUp), u"Done"_s);
        const QString file = p->dequeuer.store().path(row.file);
        QCOMPARE(lines(), (QStringList{QDir::toNativeSeparators(file), u"Out|usmf|1|UAT|a1"_s,
                                       u"a b; $(touch x) \"q\""_s, u"<empty>"_s}));
        const auto outcomes = *p->book.followUps(row.key);
        QCOMPARE(outcomes.size(), 2);
        QVERIFY(outcomes.first().worked && outcomes.last().worked);
        QCOMPARE(outcomes.last().output.trimmed(), u"4 arguments"_s);
        const QString copy = QDir(inbox).entryList(QDir::Files | QDir::Hidden).join(u'|');
        QCOMPARE(copy, QFileInfo(row.file).fileName());
        QCOMPARE(fileDigest(inbox + u'/' + copy)->sha256, row.sha256);
    }

    void overwritesNoCopy()
    {
        const QString inbox = m_folder->filePath(u"inbox"_s);
        QVERIFY(QDir().mkpath(inbox));
        Download download;
        QFile package(m_folder->filePath(u"p.zip"_s));
        QVERIFY(package.open(QIODevice::WriteOnly) && package.write("new") == 3);
        package.close();
        download.sha256 = fileDigest(package.fileName())->sha256;
        QFile there(inbox + u"/p.zip"_s);
        QVERIFY(there.open(QIODevice::WriteOnly) && there.write("old") == 3);
        there.close();
        for (int round = 0; round < 2; ++round) { // the second time the same is there already
            const auto done = doFollowUp({.copyTo = inbox}, package.fileName(), download, {});
            QVERIFY(done.first().worked);
            QVERIFY(done.first().detail.contains(u"p (2).zip"_s) && done.first().detail.contains(u"left alone"_s));
        }
        QCOMPARE(fileDigest(there.fileName())->bytes, 3);
        QCOMPARE(QDir(inbox).entryList(QDir::Files | QDir::Hidden).size(), 2);
        const auto missing = doFollowUp({.copyTo = inbox + u"/none"_s}, package.fileName(), download, {});
        QVERIFY(!missing.first().worked);
        QVERIFY(!QFileInfo::exists(inbox + u"/none"_s));
    }

    void leavesAloneWhatOtherProfilesCopyThere()
    {
        const QString inbox = m_folder->filePath(u"inbox"_s);
        QStringList packages;
        for (const QString &profile : {u"one"_s, u"two"_s}) { // both call it by its key
            QVERIFY(QDir().mkpath(m_folder->filePath(profile)) && QDir().mkpath(inbox));
            packages.append(m_folder->filePath(profile + u"/1.zip"_s));
            QFile package(packages.last());
            QVERIFY(package.open(QIODevice::WriteOnly) && package.write(profile.toUtf8()) == 3);
        }
        QVERIFY(copyPartPrefix(packages.first(), {}) != copyPartPrefix(packages.last(), {}));
        QStringList others{u".1.zip.0.part"_s, u"1.zip.part"_s, copyPartPrefix(packages.last(), {}) + u"7.part"_s};
        for (const QString &other : others)
            QVERIFY(QFile(inbox + u'/' + other).open(QIODevice::WriteOnly));
        QFile left(inbox + u'/' + copyPartPrefix(packages.first(), {}) + u"7.part"_s);
        QVERIFY(left.open(QIODevice::WriteOnly));
        QVERIFY(doFollowUp({.copyTo = inbox}, packages.first(), {}, {}).first().worked);
        removeCopyParts(inbox, packages.first(), {});
        others.append(u"1.zip"_s);
        others.sort();
        QStringList there = QDir(inbox).entryList(QDir::Files | QDir::Hidden);
        there.sort();
        QCOMPARE(there, others);
    }

    void whatFailsChangesNothingElse()
    {
        const auto p = program();
        follow(*p, saying({u"--fail"_s}));
        const DequeueRun run = p->drain();
        QCOMPARE(run.rows.size(), 2);
        for (const Download &row : run.rows) {
            QCOMPARE(word(row.state), u"Acknowledged"_s);
            QCOMPARE(word(row.followUp), u"Failed"_s);
            QVERIFY(!row.error);
        }
        QCOMPARE(p->book.followUps(run.rows.first().key)->first().detail, u"It ended with 3."_s);
        QCOMPARE(m_acks, 2);
        follow(*p, {{}, u"/not/there"_s});
        m_queue.append(Waiting{"c3", zipOf("third")});
        QCOMPARE(word(p->run({}).rows.first().followUp), u"Failed"_s);
    }

    void endsWhatTakesTooLong()
    {
        const auto done = doFollowUp({{}, self(), {u"--sleep"_s}, std::chrono::seconds(1)}, self(), {}, {});
        QVERIFY(!done.first().worked);
        QCOMPARE(done.first().detail, u"Ended: it took longer than 1 seconds."_s);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(doFollowUp(saying({}), self(), {}, stop.get_token()).isEmpty()); // it is due still
        QVERIFY(lines().isEmpty());
    }

    void endsWhatAProgramStartedToo()
    {
#ifndef Q_OS_UNIX
        QSKIP("a program is ended alone there");
#else
        const QString lock = m_folder->filePath(u"lock"_s);
        std::stop_source stop;
        const std::jthread ending = endingOnce(lock + u".forked"_s, stop);
        const auto done =
            doFollowUp({{}, self(), {u"--fork"_s, lock}, std::chrono::minutes(10)}, self(), {}, stop.get_token());
        QVERIFY(!done.first().worked);
        QTRY_VERIFY(!FileLock::isHeld(lock));
#endif
    }

    void saysWhereADiskTakesNoCopy()
    {
#ifndef Q_OS_UNIX
        QSKIP("no such limit there");
#else
        const QString inbox = m_folder->filePath(u"inbox"_s);
        QVERIFY(QDir().mkpath(inbox));
        QFile package(m_folder->filePath(u"p.zip"_s));
        QVERIFY(package.open(QIODevice::WriteOnly) && package.write(QByteArray(3'000, 'x')) == 3'000);
        package.close();
        Download download;
        download.sha256 = fileDigest(package.fileName())->sha256;
        const auto former = std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        rlimit small = before;
        small.rlim_cur = 1'000;
        setrlimit(RLIMIT_FSIZE, &small);
        const auto done = doFollowUp({.copyTo = inbox}, package.fileName(), download, {});
        setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, former);
        QVERIFY(!done.first().worked);
        QVERIFY2(done.first().detail.contains(u"cannot be written"_s), qPrintable(done.first().detail));
        QVERIFY(QDir(inbox).entryList(QDir::Files | QDir::Hidden).isEmpty());
#endif
    }

    void keepsLittleOfWhatNeverEnds()
    {
#if !defined(Q_OS_LINUX) || defined(__SANITIZE_ADDRESS__) // which keeps freed memory
        QSKIP("memory is counted otherwise there");
#else
        const auto most = [] { // KiB that were ever in memory
            rusage usage{};
            getrusage(RUSAGE_SELF, &usage);
            return usage.ru_maxrss;
        };
        const auto before = most();
        std::stop_source stop;
        const std::jthread ending = endingOnce(said(), stop); // as soon as the pipe is full
        const auto done = doFollowUp({{}, self(), {u"--flood-on"_s, said()}, std::chrono::seconds(600)}, self(), {},
                                     stop.get_token());
        QVERIFY(done.first().output.contains(u"bytes …]"_s));
        QVERIFY2(most() - before < 16'000, qPrintable(QString::number(most() - before)));
#endif
    }

    void boundsWhatAProgramWritesAndHidesItsOwnSettings()
    {
        qputenv("WAYBILL_SECRET_UAT", "hush");
        const auto done = doFollowUp({{}, self(), {u"--flood"_s}}, self(), {}, {});
        QVERIFY(done.first().worked);
        const QString output = done.first().output;
        QVERIFY(output.startsWith(u"begin [not set]"_s) && output.trimmed().endsWith(u"end"_s));
        QVERIFY2(output.size() < 20'000, qPrintable(QString::number(output.size())));
        QVERIFY(output.contains(u"bytes …]"_s));
        qunsetenv("WAYBILL_SECRET_UAT");
    }

    void followsOnceWhateverComesAgain()
    {
        m_queue.resize(1);
        const auto p = program();
        follow(*p, saying({u"{key}"_s}));
        QCOMPARE(word(p->drain(false).rows.first().state), u"Stored"_s);
        QVERIFY(lines().isEmpty()); // it was only looked at
        endLeases();
        QCOMPARE(word(p->drain().rows.first().followUp), u"Done"_s);
        QCOMPARE(lines().size(), 1);
        m_queue.first().acked = false; // the service lost the acknowledgement
        endLeases();
        const DequeueRun again = p->drain();
        QVERIFY(again.rows.first().redelivered);
        QCOMPARE(word(again.rows.first().state), u"Acknowledged"_s);
        QCOMPARE(lines().size(), 1);
    }

    void doesWhatAProgramThatDiedLeft()
    {
        m_queue.resize(1);
        const auto p = program();
        follow(*p, saying({u"{key}"_s}));
        const Download row = p->drain().rows.first();
        const auto set = [&](FollowUp followUp) {
            QVERIFY(QCoro::waitFor(p->book.commit(row.key, [followUp](Download &download) -> Result<void> {
                download.followUp = followUp;
                return {};
            })));
        };
        set(FollowUp::Due); // it died before
        p->drain();
        QCOMPARE(lines().size(), 2);
        AfterFetch copying = saying({u"{key}"_s});
        copying.copyTo = m_folder->path();
        follow(*p, copying);
        QFile part(m_folder->filePath(copyPartPrefix(p->dequeuer.store().path(row.file), row.key) + u"1.part"_s));
        QVERIFY(part.open(QIODevice::WriteOnly));
        set(FollowUp::Begun); // it died meanwhile: nobody knows
        p->drain();
        QVERIFY(!part.exists());
        QCOMPARE(lines().size(), 2);
        QCOMPARE(word(p->rows().first().followUp), u"Failed"_s);
        QVERIFY(p->book.followUps(row.key)->last().detail.contains(u"not done again"_s));
    }

    void whatIsLeftWaitsWhereNothingMayHappenAndWhereItIsStopped()
    {
        m_queue.resize(1);
        const auto p = program();
        follow(*p, saying({u"{key}"_s}));
        const DownloadKey key = p->drain().rows.first().key;
        QVERIFY(QCoro::waitFor(p->book.commit(key, [](Download &download) -> Result<void> {
            download.followUp = FollowUp::Due;
            return {};
        })));
        const auto settle = [&](const std::stop_token &stop) {
            QVERIFY(QCoro::waitFor(settleAllFollowUps(m_folder->path(), &p->book, &p->environments, m_clock, stop)));
        };
        follow(*p, saying({u"{key}"_s}), true);
        settle({});
        QCOMPARE(word(p->rows().first().followUp), u"Due"_s);
        follow(*p, saying({u"{key}"_s}));
        std::stop_source stop;
        stop.request_stop();
        const FollowUpRun run(&p->book, p->dequeuer.store(), m_clock);
        QVERIFY(QCoro::waitFor(run.run(p->rows().first(), saying({u"{key}"_s}), stop.get_token())));
        QCOMPARE(word(p->rows().first().followUp), u"Due"_s);
        settle({});
        QCOMPARE(word(p->rows().first().followUp), u"Done"_s);
        QCOMPARE(lines().size(), 2);
    }

    void keepsWhatWasSaidOverARestart()
    {
        m_queue.resize(1);
        DownloadKey key{};
        {
            const auto p = program();
            keepDownloadExchanges(&p->log, &p->book);
            key = p->run({}).rows.first().key;
        }
        const auto p = program();
        const auto kept = *p->book.exchanges(key);
        QStringList purposes;
        for (const StoredExchange &exchange : kept) {
            purposes.append(exchange.purpose);
            QVERIFY(!exchange.answer.contains(u"PopReceipt"_s));
        }
        purposes.sort();
        QCOMPARE(purposes, (QStringList{u"ack"_s, u"dequeue"_s, u"download"_s}));
    }

    void goesOnWithWhatFollowsAnExport()
    {
        const auto p = program();
        follow(*p, saying({u"{key}"_s}));
        PackageExport exporting(m_folder->path(), &p->book, &p->environments, &p->connections, m_clock);
        Download row;
        row.kind = DownloadKind::Exported;
        row.environment = u"UAT"_s;
        row.state = DownloadState::Stored;
        row.file = u"x.zip"_s;
        QVERIFY(p->dequeuer.store().prepare());
        for (const FollowUp followUp : {FollowUp::Due, FollowUp::Begun, FollowUp::Due}) {
            row.followUp = followUp;
            row.executionId = ExecutionId(u"run-%1"_s.arg(p->rows().size()));
            QVERIFY(QCoro::waitFor(p->book.append(row, {})));
        }
        // Another program is at the last one.
        const auto held = takeDequeueLock(m_folder->path(), u"UAT"_s, ActivityId(u"run-2"_s));
        QVERIFY(held && *held);
        const auto done = QCoro::waitFor(exporting.run({u"UAT"_s, u"Groups"_s, u"usmf"_s}, {}));
        QCOMPARE(word(done->state), u"ExportFailed"_s); // this service knows no exports
        QCOMPARE(lines(), QStringList{u"1"_s});
        QStringList followUps;
        for (const DownloadKey key : {DownloadKey(1), DownloadKey(2), DownloadKey(3)})
            followUps.append(word((*p->book.download(key))->followUp));
        QCOMPARE(followUps, (QStringList{u"Done"_s, u"Failed"_s, u"Due"_s}));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (isFollowedProgram(arguments))
        return beFollowedProgram(arguments);
    FollowUpTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "FollowUpTest.moc"
