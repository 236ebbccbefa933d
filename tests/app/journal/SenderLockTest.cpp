#include "ChildProgram.h"

#include "app/journal/SenderLock.h"

#include <QDir>
#include <QTemporaryDir>
#include <QUuid>

#include <atomic>
#include <thread>
#include <vector>

using namespace waybill;
using namespace Qt::StringLiterals;

class SenderLockTest : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void oneTakesIt()
    {
        const QString path = senderLockPath(m_folder->path());
        QVERIFY(path.endsWith(u"/sender.lock"_s));
        QVERIFY(!FileLock::isHeld(path));
        QVERIFY(!QFileInfo::exists(path)); // asking makes nothing
        auto lock = FileLock::tryTake(path);
        QVERIFY(lock && *lock);
        QVERIFY(FileLock::isHeld(path));
        const auto second = FileLock::tryTake(path);
        QVERIFY(second && !*second);
        lock->reset();
        QVERIFY(!FileLock::isHeld(path));
        const auto third = FileLock::tryTake(path);
        QVERIFY(third && *third);
    }

    void saysWhenTheFileCannotBeMade()
    {
        const auto lock = FileLock::tryTake(m_folder->filePath(u"missing/sender.lock"_s));
        QVERIFY(!lock);
        QCOMPARE(lock.error().kind, ErrorKind::Storage);
        QVERIFY(lock.error().message.contains(u"sender.lock"_s));
    }

    void anotherProgramHoldsItUntilItIsKilled()
    {
        const QString path = senderLockPath(m_folder->path());
        ChildProgram other({u"--hold"_s, path});
        QCOMPARE(other.line(), "held");
        QVERIFY(FileLock::isHeld(path));
        const auto refused = FileLock::tryTake(path);
        QVERIFY(refused && !*refused);
        other.kill();
        QVERIFY(!FileLock::isHeld(path));
        const auto taken = FileLock::tryTake(path);
        QVERIFY(taken && *taken);
    }

    void programsStartedFromHereDoNotInheritIt()
    {
        const QString path = senderLockPath(m_folder->path());
        auto lock = FileLock::tryTake(path);
        QVERIFY(lock && *lock);
        ChildProgram other({u"--wait"_s});
        QCOMPARE(other.line(), "waiting");
        lock->reset();
        QVERIFY(!FileLock::isHeld(path)); // although the other still runs
    }

    void ofManyAtOnceOneWins()
    {
        const QString path = senderLockPath(m_folder->path());
        std::atomic<int> winners = 0, ready = 0;
        std::vector<std::unique_ptr<FileLock>> locks(8);
        std::vector<std::thread> threads;
        for (auto &mine : locks) {
            threads.emplace_back([&] {
                ++ready;
                while (ready < 8)
                    QThread::usleep(200);
                auto taken = FileLock::tryTake(path);
                if (taken && *taken) {
                    ++winners;
                    mine = std::move(*taken);
                }
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(winners, 1);
    }

    void askingDoesNotTakeItFromWhoTries()
    {
        const QString path = senderLockPath(m_folder->path());
        std::atomic<bool> stop = false;
        std::thread asking([&] {
            while (!stop) {
                FileLock::isHeld(path);
                std::this_thread::yield();
            }
        });
        int taken = 0;
        for (int i = 0; i < 200; ++i) {
            const auto lock = FileLock::tryTake(path);
            taken += lock && *lock;
        }
        stop = true;
        asking.join();
        // Refused five times in a row by chance: hardly ever, but no promise of a machine under load.
        QVERIFY(taken > 50);
    }

    void aMarkLivesAsLongAsItsProgram()
    {
        const QString profile = m_folder->path();
        auto mine = ProgramMark::take(profile);
        QVERIFY(mine);
        const QString text = (*mine)->text();
        QVERIFY(!text.isEmpty());
        QVERIFY(ProgramMark::isAlive(profile, text));
        mine->reset();
        QVERIFY(!ProgramMark::isAlive(profile, text));
        QVERIFY(marks().isEmpty());
    }

    void aKilledProgramIsNotAlive()
    {
        const QString profile = m_folder->path();
        ChildProgram other({u"--mark"_s, profile});
        const QString mark = QString::fromLatin1(other.line());
        QVERIFY(ProgramMark::isAlive(profile, mark));
        const auto beside = ProgramMark::take(profile); // clears dead marks only
        QVERIFY(beside && (*beside)->text() != mark);
        QVERIFY(ProgramMark::isAlive(profile, mark));
        other.kill();
        QVERIFY(!ProgramMark::isAlive(profile, mark));
        QCOMPARE(marks().size(), 2);
        const auto next = ProgramMark::take(profile);
        QCOMPARE(marks().size(), 2); // the dead one's is gone
        QVERIFY(ProgramMark::isAlive(profile, (*beside)->text()));
        QVERIFY(ProgramMark::isAlive(profile, (*next)->text()));
    }

    void whatIsNoMarkIsNotAlive()
    {
        const QString profile = m_folder->filePath(u"profile"_s);
        const auto mine = ProgramMark::take(profile);
        const auto outside = FileLock::tryTake(m_folder->filePath(u"outside.lock"_s));
        QVERIFY(outside && *outside);
        QVERIFY(!ProgramMark::isAlive(profile, {}));
        QVERIFY(!ProgramMark::isAlive(profile, u"../../outside"_s));
        QVERIFY(!ProgramMark::isAlive(profile, QUuid::createUuid().toString(QUuid::WithoutBraces)));
    }

private:
    QStringList marks() const { return QDir(m_folder->filePath(u"programs"_s)).entryList(QDir::Files); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {
/// Says what it has, then waits to be killed.
int playOtherProgram(const QStringList &arguments)
{
    if (arguments[1] == u"--hold"_s) {
        const auto lock = FileLock::tryTake(arguments[2]);
        sayLine(lock && *lock ? "held" : "refused");
        return QCoreApplication::exec();
    }
    if (arguments[1] == u"--mark"_s) {
        const auto mark = ProgramMark::take(arguments[2]);
        sayLine(mark ? (*mark)->text().toLatin1() : QByteArray());
        return QCoreApplication::exec();
    }
    sayLine("waiting");
    return QCoreApplication::exec();
}
} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() > 1 && QStringList{u"--hold"_s, u"--mark"_s, u"--wait"_s}.contains(arguments[1]))
        return playOtherProgram(arguments);
    SenderLockTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "SenderLockTest.moc"
