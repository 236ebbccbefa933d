#pragma once

#include "ui/environments/EnvironmentStates.h"
#include "ui/environments/EnvironmentsServices.h"

#include <QTemporaryDir>

namespace waybill {

/// A profile without a keychain, and what the dialogs about environments need of it.
struct EnvironmentsWorld {
    EnvironmentsWorld()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "");
        if (!environments.load())
            qFatal("the test's profile cannot be read");
    }

    static Environment named(const QString &name, const QUrl &url = QUrl(QStringLiteral("https://x.example.com")))
    {
        Environment environment;
        environment.name = name;
        environment.url = url;
        environment.authority = publicAuthority();
        environment.tenant = QStringLiteral("contoso.example");
        environment.clientId = QStringLiteral("client-1");
        return environment;
    }
    void add(const Environment &environment)
    {
        if (const auto added = environments.add(environment); !added)
            qFatal("%s", qPrintable(added.error().message));
    }
    QStringList names() const
    {
        QStringList names;
        for (const Environment &environment : environments.environments())
            names << environment.name;
        return names;
    }
    EnvironmentsServices services()
    {
        return {&environments,
                &secrets,
                &connections,
                &log,
                clock,
                browser,
                [this](const QString &, QObject *, const std::function<void(Result<qint64>)> &then) { then(messages); },
                [this](QWidget *, const QString &, const std::function<void(QString)> &then) { then(file); },
                [this](QWidget *, const QString &, const std::function<void(QString)> &then) { then(file); },
                [this](QWidget *, const QString &, const std::function<void(QString)> &then) { then(file); }};
    }

    QTemporaryDir folder;
    std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>();
    EnvironmentStore environments{folder.path()};
    SecretStore secrets{folder.path()};
    HttpLog log;
    Connections connections{&environments, &secrets, &log, clock};
    EnvironmentStates states{&secrets, &connections, clock};
    std::shared_ptr<BrowserOpener> browser;
    Result<qint64> messages = 0;
    QString file; ///< what is chosen where a file, where to save one, or a folder is asked for
};

} // namespace waybill
