#pragma once

#include "app/http/HttpLog.h"
#include "ui/push/PushServices.h"

#include <QTemporaryDir>
#include <qcorotask.h>

namespace waybill {
using namespace Qt::StringLiterals;

/// A profile with an environment at an address where nobody answers.
struct PushWorld {
    explicit PushWorld(EnvironmentKind kind)
    {
        Environment environment;
        environment.name = u"UAT Europe"_s;
        environment.url = QUrl(u"http://127.0.0.1:9"_s);
        environment.authority = environment.url;
        environment.tenant = u"contoso.example"_s;
        environment.clientId = u"11111111-2222-3333-4444-555555555555"_s;
        environment.kind = kind;
        environment.jobs = {{u"Customer groups"_s, ActivityId(u"00000000-0000-0000-0000-000000000001"_s),
                             JobDirection::Import, u"Customer groups"_s, u"usmf"_s, false},
                            {u"Demand forecast"_s, ActivityId(u"00000000-0000-0000-0000-000000000002"_s),
                             JobDirection::Import, u"Demand forecast entries"_s, u"usmf"_s, false},
                            {u"Packages"_s, ActivityId(u"00000000-0000-0000-0000-000000000004"_s), JobDirection::Import,
                             {}, u"usmf"_s, true},
                            {u"Customers export"_s, ActivityId(u"00000000-0000-0000-0000-000000000003"_s),
                             JobDirection::Export, u"Customers V3"_s, u"usmf"_s, false}};
        if (!environments.load() || !environments.add(environment))
            qFatal("the test's profile cannot be written");
        journal = Journal::open(folder.path(), clock, Journal::Access::ReadWrite).value();
        desk = std::make_unique<MessageDesk>(folder.path(), journal.get(), &environments, &connections, clock);
    }
    ~PushWorld()
    {
        // As the program ends: what still waits for the journal goes on before anything it uses is gone.
        QCoro::waitFor(desk->shutDown(Error{ErrorKind::Cancelled, u"The test is over."_s, {}, 0, {}}));
    }

    QString file(const QString &name, const QByteArray &content) const
    {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("the test's folder cannot be written");
        return file.fileName();
    }
    QList<Message> messages() const { return journal->messages({}).value(); }

    QTemporaryDir folder;
    std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>();
    EnvironmentStore environments{folder.path()};
    SecretStore secrets{folder.path()};
    HttpLog log;
    Connections connections{&environments, &secrets, &log, clock};
    std::unique_ptr<Journal> journal;
    std::unique_ptr<MessageDesk> desk;
    QStringList chosen;
};

} // namespace waybill
