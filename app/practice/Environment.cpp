#include "app/practice/Environment.h"

#include "app/practice/HttpServer.h"
#include "app/practice/Profile.h"
#include "app/practice/authority/Desks.h"
#include "app/practice/relay/CallChooser.h"
#include "app/practice/relay/FaultRelay.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

std::unique_ptr<const History> pastOf(const Settings &settings, const LifecycleClock &clock, const Profile &profile)
{
    if (settings.history == 0)
        return nullptr;
    return std::make_unique<History>(settings.history, settings.seed.value_or(1), clock.began(), profile.jobs());
}

} // namespace

Environment::Environment(const Settings &settings, const Profile &profile)
    : m_settings(settings), m_profile(profile), m_clock(m_profile.folder(), settings.speed),
      m_faults(m_clock, settings.seed, settings.scenario),
      m_batches(settings.batches, [this](qint64 at) { return m_faults.pace(at); }),
      m_history(pastOf(settings, m_clock, m_profile)), m_store(m_profile.folder(), settings.seed, m_history.get()),
      m_errorFiles(m_store), m_importer(m_profile.folder() + "/data"_L1), m_worker(m_store, m_importer),
      m_odata({settings.seed.value_or(1), settings.entities, settings.pageSize, m_profile.folder() + "/data"_L1}),
      m_exports(m_settings, m_profile, m_clock, m_odata)
{
    for (const StoredMessage &message : m_store.messages())
        m_batches.add(batchedOf(m_profile, settings.recurrence, message));
}

Environment::~Environment() = default;

quint16 Environment::listen(quint16 port, QString &problem, const QString &url)
{
    Door door;
    door.relay = std::make_unique<FaultRelay>(chooserOf(m_faults, m_store));
    const quint16 taken = door.relay->listen(port);
    if (taken == 0) {
        problem = door.relay->problem();
        return 0;
    }
    door.url = url.isEmpty() ? u"http://127.0.0.1:%1"_s.arg(taken) : url;
    m_doors.push_back(std::move(door));
    return taken;
}

QStringList Environment::origins() const
{
    QStringList all;
    for (const Door &door : m_doors)
        all << door.url << QString(door.url).replace("127.0.0.1"_L1, "localhost"_L1);
    return all;
}

QStringList Environment::resources() const
{
    QStringList all = origins();
    for (const QString &origin : origins())
        all << origin + QLatin1StringView(onPremisesPath);
    return all;
}

bool Environment::open(Desks &desks, const QString &authority)
{
    return std::all_of(m_doors.begin(), m_doors.end(), [&](Door &door) {
        door.secondRelay = std::make_unique<FaultRelay>(chooserOf(m_faults, m_store));
        const quint16 second = door.secondRelay->listen(0);
        door.server = std::make_unique<HttpServer>(
            Context{m_settings, m_profile, desks.realm, desks.tokens, desks.signIns, m_store, m_faults, m_clock,
                    m_batches, m_importer, m_worker, m_errorFiles, m_odata, m_exports, door.url, resources(),
                    authority.isEmpty() ? door.url : authority, u"http://127.0.0.1:%1"_s.arg(second)});
        if (second == 0 || !door.server->start())
            return false;
        door.relay->start(door.server->port());
        door.secondRelay->start(door.server->secondPort());
        return true;
    });
}

} // namespace practice
