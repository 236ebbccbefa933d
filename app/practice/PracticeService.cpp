#include "app/practice/PracticeService.h"

#include "app/practice/HttpServer.h"
#include "app/practice/ImportWorker.h"
#include "app/practice/LifecycleClock.h"
#include "app/practice/MessageStore.h"
#include "app/practice/Profile.h"
#include "app/practice/TokenDesk.h"
#include "app/practice/faults/FaultBook.h"
#include "app/practice/relay/CallChooser.h"
#include "app/practice/relay/FaultRelay.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

using namespace Qt::StringLiterals;

namespace practice {

/// In the order of making; destroyed from the bottom up, so that nobody outlives what he works with.
struct PracticeService::Parts {
    Parts(const Settings &s, std::unique_ptr<Profile> p)
        : settings(s), profile(std::move(p)), clock(profile->folder(), settings.speed),
          tokens(*profile, settings.tokenLife), store(profile->folder()), importer(profile->folder() + "/data"_L1),
          worker(store, importer)
    {
    }

    const Settings settings;
    const std::unique_ptr<Profile> profile;
    FaultBook faults;
    LifecycleClock clock;
    TokenDesk tokens;
    MessageStore store;
    Importer importer;
    ImportWorker worker;
    std::optional<HttpServer> server;
    std::optional<FaultRelay> relay;
};

PracticeService::PracticeService(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

PracticeService::~PracticeService() = default;

std::unique_ptr<PracticeService> PracticeService::start(const Settings &settings, QString &problem)
{
    auto profile = Profile::open(settings.profile, problem);
    if (!profile)
        return nullptr;
    auto parts = std::make_unique<Parts>(settings, std::move(profile));
    if (!settings.faultsFile.isEmpty()) {
        problem = parts->faults.replaceFromFile(settings.faultsFile);
        if (!problem.isEmpty())
            return nullptr;
    }
    parts->relay.emplace(chooserOf(parts->faults, parts->store));
    const quint16 port = parts->relay->listen(settings.port);
    if (port == 0) {
        problem = u"Port %1 on 127.0.0.1 cannot be listened on: %2. Choose another with --port."_s.arg(
            QString::number(settings.port), parts->relay->problem());
        return nullptr;
    }
    parts->server.emplace(Context{parts->settings, *parts->profile, parts->tokens, parts->store, parts->faults,
                                  parts->clock, parts->importer, parts->worker, u"http://127.0.0.1:%1"_s.arg(port)});
    const quint16 inner = parts->server->start();
    if (inner == 0) {
        problem = u"No free port was found on 127.0.0.1 for the HTTP server."_s;
        return nullptr;
    }
    parts->relay->start(inner);
    return std::unique_ptr<PracticeService>(new PracticeService(std::move(parts)));
}

quint16 PracticeService::port() const
{
    return m_parts->relay->port();
}

QString PracticeService::url() const
{
    return u"http://127.0.0.1:%1"_s.arg(port());
}

QByteArray PracticeService::readyLine() const
{
    const Application &application = m_parts->profile->mainApplication();
    const QJsonObject line{{u"url"_s, url()},
                           {u"authority"_s, url() + "/authority"_L1},
                           {u"tenant"_s, m_parts->profile->tenant()},
                           {u"clientId"_s, application.clientId},
                           {u"secret"_s, application.secret},
                           {u"jobs"_s, m_parts->profile->jobsAsJson()}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

} // namespace practice
