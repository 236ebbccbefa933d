#pragma once

#include <QCoreApplication>
#include <QProcess>
#include <QTest>

namespace waybill {

/// A test's own program run a second time, with arguments that make it play another program on the same profile.
class ChildProgram
{
public:
    explicit ChildProgram(const QStringList &arguments)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationFilePath(), arguments);
    }
    ~ChildProgram() { kill(); }

    /// The next line it prints, without its end; empty when it ended.
    QByteArray line()
    {
        while (!m_process.canReadLine()) {
            if (!m_process.waitForReadyRead(30000))
                return {};
        }
        return m_process.readLine().trimmed();
    }
    /// Ends it at once, as `kill -9` does, and gives what it had printed.
    QByteArray kill()
    {
        m_process.kill();
        m_process.waitForFinished();
        return m_process.readAllStandardOutput();
    }

private:
    QProcess m_process;
};

/// Prints a line that the parent sees at once.
inline void sayLine(const QByteArray &text)
{
    fputs((text + '\n').constData(), stdout);
    fflush(stdout);
}

} // namespace waybill
