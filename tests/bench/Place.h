#pragma once

#include "PeakMemory.h"
#include "PracticeProgram.h"

#include "app/auth/Connections.h"

#include <QFile>

#include <qcorotask.h>

namespace waybill::bench {

/// Runs a program to its end; its errors go to ours. Ends the bench with a sentence when it fails.
inline void run(const QString &program, const QStringList &arguments, const QString &output = QProcess::nullDevice())
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.setStandardOutputFile(output);
    process.start(program, arguments);
    if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        qFatal("%s failed (%d).", qPrintable(program), process.exitCode());
}

/// One practice environment and a client of it, as the program has them.
class Place
{
public:
    Place() : m_environments(m_profile.path()), m_secrets(m_profile.path())
    {
        Environment environment;
        environment.name = QStringLiteral("Practice");
        environment.url = QUrl(practice.told(QStringLiteral("url")));
        environment.authority = QUrl(practice.told(QStringLiteral("authority")));
        environment.tenant = practice.told(QStringLiteral("tenant"));
        environment.clientId = practice.told(QStringLiteral("clientId"));
        environment.requestsPerSecond = 1000;
        m_environments.setTransient(environment);
        m_secrets.keepForSession(environment.name, practice.told(QStringLiteral("secret")));
        client = *m_connections.client(environment.name);
        const auto got = QCoro::waitFor(client->tokens().token({}));
        if (!got)
            qFatal("%s", qPrintable(got.error().message));
        m_token = *got;
    }

    const QString &folder() const { return m_folder; }

    /// What curl does with these arguments and the token, from the start of the program to its end.
    void curl(QStringList arguments) const
    {
        arguments += {QStringLiteral("--silent"),  QStringLiteral("--show-error"),
                      QStringLiteral("--fail"),    QStringLiteral("--globoff"),
                      QStringLiteral("--noproxy"), QStringLiteral("*"),
                      QStringLiteral("-H"),        QStringLiteral("Authorization: Bearer ") + m_token};
        run(QStringLiteral("curl"), arguments);
    }

    /// A file that no import can read, so that the practice environment does nothing but store it.
    QString makeFile(qint64 megabytes) const
    {
        const QString path = m_folder + QStringLiteral("/%1-megabytes.zip").arg(megabytes);
        QFile file(path);
        const QByteArray block(megabyte, 'w');
        if (!file.open(QIODevice::WriteOnly))
            qFatal("There is no room for the file of the bench.");
        for (qint64 i = 0; i < megabytes; ++i) {
            if (file.write(block) != block.size())
                qFatal("There is no room for the file of the bench.");
        }
        return path;
    }

    PracticeProgram practice;

private:
    QTemporaryDir m_profile;
    QString m_folder = m_profile.path();
    HttpLog m_log;
    EnvironmentStore m_environments;
    SecretStore m_secrets;
    Connections m_connections{&m_environments, &m_secrets, &m_log, std::make_shared<SystemClock>()};
    QString m_token;

public:
    std::shared_ptr<HttpClient> client;
};

} // namespace waybill::bench
