#include "app/practice/PracticeService.h"

#include "app/practice/BatchPlan.h"
#include "app/practice/ErrorFileDesk.h"
#include "app/practice/HttpServer.h"
#include "app/practice/ImportWorker.h"
#include "app/practice/LifecycleClock.h"
#include "app/practice/MessageStore.h"
#include "app/practice/Profile.h"
#include "app/practice/authority/SignInDesk.h"
#include "app/practice/authority/TokenDesk.h"
#include "app/practice/faults/FaultBook.h"
#include "app/practice/history/History.h"
#include "app/practice/relay/CallChooser.h"
#include "app/practice/relay/FaultRelay.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

std::unique_ptr<const History> pastOf(const Settings &settings, const LifecycleClock &clock, const Profile &profile)
{
    if (settings.history == 0)
        return nullptr;
    return std::make_unique<History>(settings.history, settings.seed.value_or(1), clock.began(), profile.jobs());
}

/// The address under both of loopback's names.
QStringList bothNames(const QString &url)
{
    return {url, QString(url).replace("127.0.0.1"_L1, "localhost"_L1)};
}

} // namespace

/// In the order of making; destroyed from the bottom up, so that nobody outlives what he works with.
struct PracticeService::Parts {
    Parts(const Settings &s, std::unique_ptr<Profile> p)
        : settings(s), profile(std::move(p)), clock(profile->folder(), settings.speed),
          faults(clock, settings.seed, settings.scenario),
          batches(settings.batches, [this](qint64 at) { return faults.pace(at); }), realm(*profile, settings.signIns),
          tokens(realm, settings.tokenLife), signIns(realm), history(pastOf(settings, clock, *profile)),
          store(profile->folder(), settings.seed, history.get()), errorFiles(store),
          importer(profile->folder() + "/data"_L1), worker(store, importer)
    {
        for (const StoredMessage &message : store.messages())
            batches.add(batchedOf(*profile, settings.recurrence, message));
    }

    const Settings settings;
    const std::unique_ptr<Profile> profile;
    LifecycleClock clock;
    FaultBook faults;
    BatchPlan batches;
    Realm realm;
    TokenDesk tokens;
    SignInDesk signIns;
    const std::unique_ptr<const History> history; ///< null: none was asked for
    MessageStore store;
    ErrorFileDesk errorFiles;
    Importer importer;
    ImportWorker worker;
    std::optional<HttpServer> server;
    std::optional<FaultRelay> relay;
};

PracticeService::PracticeService(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

PracticeService::~PracticeService() = default;

std::unique_ptr<PracticeService> PracticeService::start(const Settings &settings, QString &problem)
{
    auto profile = Profile::open(settings.profile, settings.seed, problem);
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
    const QString url = u"http://127.0.0.1:%1"_s.arg(port);
    parts->realm.origins = bothNames(url);
    parts->server.emplace(Context{parts->settings, *parts->profile, parts->realm, parts->tokens, parts->signIns,
                                  parts->store, parts->faults, parts->clock, parts->batches, parts->importer,
                                  parts->worker, parts->errorFiles, url, parts->realm.origins, url, QString()});
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
                           {u"applications"_s, m_parts->profile->applicationsAsJson()},
                           {u"users"_s, m_parts->profile->usersAsJson()},
                           {u"jobs"_s, m_parts->profile->jobsAsJson()}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

} // namespace practice
