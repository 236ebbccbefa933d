// waybill-practice: the practice environment as a program.
#include "app/practice/PracticeService.h"
#include "app/practice/traffic/PackageMaker.h"

#include <QCoreApplication>

#include <poll.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

namespace {

int endPipe[2] = {-1, -1};

extern "C" void onEndSignal(int)
{
    // write() is one of the few calls a signal handler may make.
    [[maybe_unused]] const ssize_t written = write(endPipe[1], "", 1);
}

/// SIGINT and SIGTERM become a byte in a pipe; a peer that went away must not end the program.
bool catchSignals()
{
    if (pipe(endPipe) != 0)
        return false;
    struct sigaction action = {};
    action.sa_handler = onEndSignal;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    signal(SIGPIPE, SIG_IGN);
    return true;
}

/// Returns when a signal came, or standard input closed and `parentPipe` is set.
void waitForTheEnd(bool parentPipe)
{
    pollfd watched[2] = {{endPipe[0], POLLIN, 0}, {parentPipe ? STDIN_FILENO : -1, POLLIN, 0}};
    while (true) {
        if (poll(watched, 2, -1) < 0)
            continue;
        if (watched[0].revents != 0)
            return;
        char buffer[256];
        if (watched[1].revents != 0 && read(STDIN_FILENO, buffer, sizeof buffer) <= 0)
            return;
    }
}

/// Writes the file that was ordered to standard output; the program's exit code.
int writeFile(const practice::FileOrder &order)
{
    const practice::MadeFile file =
        practice::isPackage(order) ? practice::makePackage(order) : practice::makeFile(order);
    if (!file.problem.isEmpty()) {
        std::fprintf(stderr, "waybill-practice: %s\n", qUtf8Printable(file.problem));
        return 2;
    }
    const auto size = size_t(file.bytes.size());
    return std::fwrite(file.bytes.constData(), 1, size, stdout) == size && std::fflush(stdout) == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const auto parsed = practice::parseSettings(QCoreApplication::arguments().mid(1));
    if (const auto *refusal = std::get_if<practice::UsageNote>(&parsed)) {
        std::fprintf(refusal->isHelp ? stdout : stderr, refusal->isHelp ? "%s" : "waybill-practice: %s\n",
                     qUtf8Printable(refusal->text));
        return refusal->isHelp ? 0 : 2;
    }
    const auto &settings = std::get<practice::Settings>(parsed);
    if (!settings.file.entity.isEmpty())
        return writeFile(settings.file);
    QString problem;
    if (!catchSignals())
        problem = QStringLiteral("The system has no file descriptors left.");
    const auto service = problem.isEmpty() ? practice::PracticeService::start(settings, problem) : nullptr;
    if (!service) {
        std::fprintf(stderr, "waybill-practice: %s\n", qUtf8Printable(problem));
        return 2;
    }
    std::printf("%s\n", service->readyLine().constData());
    std::fflush(stdout);
    waitForTheEnd(settings.parentPipe);
    return 0;
}
