#include "app/cli/Interrupts.h"

#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace waybill;

namespace {
/// The exit code of a program in which `run` ran; it ends with 100 by itself.
template <class Run>
int exitCodeAfter(Run run)
{
    const pid_t child = ::fork();
    if (child == 0) {
        const Interrupts interrupts; // here: the test has handlers of its own
        run();
        ::_exit(100);
    }
    int status = 0;
    return ::waitpid(child, &status, 0) == child && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}
} // namespace

class InterruptsTest : public QObject
{
    Q_OBJECT
private slots:
    void theFirstOneIsSeenAtOnce()
    {
        QCOMPARE(exitCodeAfter([] {
                     ::raise(SIGINT);
                     ::_exit(Interrupts::areSeen() ? 1 : 0);
                 }),
                 1);
    }

    void theSecondOneEndsTheProgram()
    {
        QCOMPARE(exitCodeAfter([] {
                     ::raise(SIGINT);
                     ::raise(SIGTERM);
                 }),
                 int(ExitCode::Undecided));
    }

    void theEndOfTheTerminalIsOne()
    {
        ::signal(SIGHUP, SIG_DFL); // whoever started the test may ignore it
        QCOMPARE(exitCodeAfter([] {
                     ::raise(SIGHUP);
                     ::_exit(Interrupts::areSeen() ? 1 : 0);
                 }),
                 1);
    }

    void theEndOfTheTerminalIsNothingToNohup()
    {
        ::signal(SIGHUP, SIG_IGN);
        QCOMPARE(exitCodeAfter([] {
                     ::raise(SIGHUP);
                     ::_exit(Interrupts::areSeen() ? 1 : 0);
                 }),
                 0);
        ::signal(SIGHUP, SIG_DFL);
    }

    void theCodeOfACommandThatWasDoneStays()
    {
        QCOMPARE(exitCodeAfter([] {
                     Interrupts::commandIsDone(ExitCode::BadOutcome);
                     ::raise(SIGINT);
                     ::raise(SIGINT);
                 }),
                 int(ExitCode::BadOutcome));
    }
};

QTEST_GUILESS_MAIN(InterruptsTest)
#include "InterruptsTest.moc"
