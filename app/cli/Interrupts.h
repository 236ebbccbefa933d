#pragma once

#include "app/cli/ExitCode.h"

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace waybill {

/// SIGINT, SIGTERM and the end of the terminal (on Windows Ctrl+C and closing the console) as a Qt signal in the thread
/// that made it; a second one ends the program at once, with exit code 4 unless the command was done. SIGHUP that was
/// ignored stays so. At most one object a program.
class Interrupts : public QObject
{
    Q_OBJECT
public:
    explicit Interrupts(QObject *parent = nullptr);
    ~Interrupts() override;

    /// Whether one has come, also while the event loop stands. Any thread.
    static bool areSeen();
    /// What the command came to: a second one ends the program with that from now on. Any thread.
    static void commandIsDone(ExitCode code);

signals:
    void interrupted();

private:
#ifdef Q_OS_UNIX
    std::unique_ptr<QSocketNotifier> m_notifier;
#endif
};

} // namespace waybill
