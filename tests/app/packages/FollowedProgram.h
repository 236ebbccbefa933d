#pragma once

#include "app/journal/FileLock.h"

#include <QFile>
#include <QStringList>
#include <QTextStream>
#include <QThread>

#ifdef Q_OS_UNIX
#include <csignal>
#include <unistd.h>
#endif

namespace waybill::test {
using namespace Qt::StringLiterals;

/// Whether a test was started with these arguments to be the program that follows a fetch.
inline bool isFollowedProgram(const QStringList &arguments)
{
    static const QStringList programs{u"--sleep"_s, u"--fork"_s, u"--flood"_s, u"--flood-on"_s, u"--say"_s};
    return programs.contains(arguments.value(1));
}

/// What the test does when it is the program that is run.
inline int beFollowedProgram(const QStringList &arguments)
{
    const QString what = arguments.value(1);
    QTextStream out(stdout);
    if (what == "--sleep"_L1) {
        QThread::sleep(60);
#ifdef Q_OS_UNIX
    } else if (what == "--fork"_L1) {
        const auto lock = FileLock::tryTake(arguments.value(2)); // until both have ended
        std::signal(SIGTERM, SIG_IGN);
        if (::fork() > 0)
            std::signal(SIGTERM, SIG_DFL);
        else
            (void)QFile(arguments.value(2) + u".forked"_s).open(QIODevice::WriteOnly);
        QThread::sleep(60);
    } else if (what == "--flood-on"_L1) {
        std::signal(SIGTERM, SIG_IGN);
        const QByteArray line(64 << 10, 'y');
        while (::write(STDOUT_FILENO, line.constData(), size_t(line.size())) > 0)
            (void)QFile(arguments.value(2)).open(QIODevice::WriteOnly);
#endif
    } else if (what == "--flood"_L1) {
        out << "begin [" << qEnvironmentVariable("WAYBILL_SECRET_UAT", u"not set"_s) << "]\n";
        for (int line = 0; line < 20'000; ++line)
            out << "line " << line << '\n';
        out << "end\n";
    } else {
        QFile file(arguments.value(2));
        if (!file.open(QIODevice::Append))
            return 1;
        for (const QString &argument : arguments.mid(3))
            file.write((argument.isEmpty() ? u"<empty>"_s : argument).toUtf8() + '\n');
        out << arguments.size() - 3 << " arguments\n";
        return arguments.contains(u"--fail"_s) ? 3 : 0;
    }
    return 0;
}

} // namespace waybill::test
