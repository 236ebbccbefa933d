#pragma once

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace waybill {

/// Runs the built waybill-cli on a profile of its own, without a keychain, a terminal or settings of this computer.
class CliProcess
{
public:
    struct Ran {
        int exitCode = -1;
        QByteArray out, err;
        QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
        QJsonArray array() const { return QJsonDocument::fromJson(out).array(); }
        QString errorKind() const { return object()[QStringLiteral("error")][QStringLiteral("kind")].toString(); }
    };

    QString profile() const { return m_folder.filePath(QStringLiteral("profile")); }
    QString file(const QString &name, const QByteArray &content) const
    {
        const QString path = m_folder.filePath(name);
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(content);
        return path;
    }
    void set(const QString &variable, const QString &value) { m_variables.insert(variable, value); }

    void begin(QProcess &process, const QStringList &arguments) const
    {
        QProcessEnvironment environment = m_variables;
        for (const char *kept :
             {"PATH", "LD_LIBRARY_PATH", "LC_ALL", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS"})
            environment.insert(QString::fromLatin1(kept), qEnvironmentVariable(kept));
        environment.insert(QStringLiteral("HOME"), m_folder.path());
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QString());
        if (!environment.contains(QStringLiteral("WAYBILL_PROFILE")))
            environment.insert(QStringLiteral("WAYBILL_PROFILE"), profile());
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(WAYBILL_CLI), arguments);
    }

    Ran run(const QStringList &arguments, const QByteArray &input = {}) const
    {
        QProcess process;
        begin(process, arguments);
        process.write(input);
        process.closeWriteChannel();
        return finished(process);
    }

    static Ran finished(QProcess &process)
    {
        const bool ended = process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit;
        return {ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError()};
    }

    /// Adds the environment *Test*; nothing answers at its address unless one is given.
    Ran addEnvironment(const QString &url = QStringLiteral("http://127.0.0.1:9"),
                       const QString &name = QStringLiteral("Test")) const
    {
        return run({QStringLiteral("environments"), QStringLiteral("add"), QStringLiteral("--name"), name,
                    QStringLiteral("--url"), url, QStringLiteral("--tenant"), QStringLiteral("contoso.com"),
                    QStringLiteral("--client-id"), QStringLiteral("client-1"), QStringLiteral("--authority"), url,
                    QStringLiteral("--kind"), QStringLiteral("test"), QStringLiteral("--json")});
    }
    Ran addJob(const QString &name = QStringLiteral("Groups")) const
    {
        return run({QStringLiteral("jobs"), QStringLiteral("add"), QStringLiteral("--name"), name,
                    QStringLiteral("--activity-id"), QStringLiteral("8f3c0000-1111-2222-3333-444455556666"),
                    QStringLiteral("--entity"), QStringLiteral("Customer groups"), QStringLiteral("--json")});
    }

private:
    QTemporaryDir m_folder;
    QProcessEnvironment m_variables;
};

} // namespace waybill
