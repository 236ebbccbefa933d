#include "app/cli/Interrupts.h"

#include <QSocketNotifier>

#include <atomic>
#include <cstdlib>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#else
#include <windows.h>
#endif

namespace waybill {

namespace {
std::atomic<int> seen{0};
std::atomic<int> exitCode{int(ExitCode::Undecided)};

#ifdef Q_OS_UNIX
int pipeEnds[2] = {-1, -1};

// Only what is allowed inside a signal handler: an atomic and write().
void onSignal(int)
{
    if (seen.fetch_add(1) > 0)
        ::_exit(exitCode.load());
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(pipeEnds[1], &byte, 1);
}
#else
Interrupts *receiver = nullptr;

BOOL WINAPI onControl(DWORD)
{
    if (seen.fetch_add(1) > 0)
        std::_Exit(exitCode.load());
    QMetaObject::invokeMethod(receiver, &Interrupts::interrupted, Qt::QueuedConnection);
    return TRUE;
}
#endif
} // namespace

bool Interrupts::areSeen()
{
    return seen.load() > 0;
}

void Interrupts::commandIsDone(ExitCode code)
{
    exitCode.store(int(code));
}

#ifdef Q_OS_UNIX
Interrupts::Interrupts(QObject *parent) : QObject(parent)
{
    if (::pipe(pipeEnds) != 0)
        return; // the signals then end the program as they always do
    for (const int end : pipeEnds)
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
    m_notifier = std::make_unique<QSocketNotifier>(pipeEnds[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        if (::read(pipeEnds[0], &byte, 1) == 1)
            emit interrupted();
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    ::sigaction(SIGINT, &action, nullptr);
    ::sigaction(SIGTERM, &action, nullptr);
    // Whoever started this with nohup wants it to go on without a terminal.
    struct sigaction before = {};
    if (::sigaction(SIGHUP, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
        ::sigaction(SIGHUP, &action, nullptr);
    // Output to a closed pipe is told by write(); being killed in the middle of a send is not what anybody wants.
    ::signal(SIGPIPE, SIG_IGN);
}

Interrupts::~Interrupts()
{
    ::signal(SIGINT, SIG_DFL);
    ::signal(SIGTERM, SIG_DFL);
    struct sigaction now = {};
    if (::sigaction(SIGHUP, nullptr, &now) == 0 && now.sa_handler == onSignal)
        ::signal(SIGHUP, SIG_DFL);
}
#else
Interrupts::Interrupts(QObject *parent) : QObject(parent)
{
    receiver = this;
    SetConsoleCtrlHandler(onControl, TRUE);
}

Interrupts::~Interrupts()
{
    SetConsoleCtrlHandler(onControl, FALSE);
    receiver = nullptr;
}
#endif

} // namespace waybill
