#include "app/practice/PracticeService.h"

#include "app/practice/Environment.h"
#include "app/practice/Profile.h"
#include "app/practice/Seed.h"
#include "app/practice/authority/Desks.h"
#include "app/practice/tls/TlsFront.h"
#include "app/practice/tls/TlsIdentity.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <optional>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

QString addressOf(const QString &scheme, quint16 port)
{
    return u"%1://127.0.0.1:%2"_s.arg(scheme).arg(port);
}

QString cannotListen(quint16 port, const QString &reason, const QString &option)
{
    return u"Port %1 on 127.0.0.1 cannot be listened on: %2. Choose another with %3."_s.arg(QString::number(port),
                                                                                            reason, option);
}

/// The second environment has ids and chances of its own, and neither a past nor faults to begin with.
Settings ofSecond(Settings settings)
{
    if (settings.seed)
        settings.seed = mixed({*settings.seed, 2});
    settings.faultsFile.clear();
    settings.history = 0;
    return settings;
}

} // namespace

/// In the order of making; destroyed from the bottom up, so that nobody outlives what he works with.
struct PracticeService::Parts {
    explicit Parts(const Settings &s) : settings(s), secondSettings(ofSecond(s)) {}

    bool openFirst(QString &problem);
    bool openTls(QString &problem);
    bool openSecond(QString &problem);
    bool serve(QString &problem);

    const Settings settings;
    const Settings secondSettings;
    std::unique_ptr<Profile> profile;
    std::unique_ptr<Profile> secondProfile;
    std::optional<Desks> desks;
    std::optional<Environment> first;
    std::optional<Environment> second;
    std::optional<TlsFront> tls;
    quint16 port = 0;
    quint16 secondPort = 0;
    quint16 innerTlsPort = 0;
};

bool PracticeService::Parts::openFirst(QString &problem)
{
    profile = Profile::open(settings.profile, settings.seed, problem);
    if (!profile || (settings.clientCertificate && !profile->makeCertificate(problem)))
        return false;
    desks.emplace(*profile, settings.signIns, settings.tokenLife);
    first.emplace(settings, *profile);
    if (!settings.faultsFile.isEmpty()) {
        problem = first->faults().replaceFromFile(settings.faultsFile);
        if (!problem.isEmpty())
            return false;
    }
    QString reason;
    port = first->listen(settings.port, reason);
    if (port == 0)
        problem = cannotListen(settings.port, reason, u"--port"_s);
    return port != 0;
}

bool PracticeService::Parts::openTls(QString &problem)
{
    const auto authority = tlsAuthorityOf(profile->folder(), problem);
    if (!authority)
        return false;
    tls.emplace(tlsCertificateFrom(*authority, settings.tlsCertificate));
    if (tls->listen(settings.tlsPort) == 0) {
        problem = cannotListen(settings.tlsPort, tls->problem(), u"--tls-port"_s);
        return false;
    }
    innerTlsPort = first->listen(0, problem, addressOf(u"https"_s, tls->port()));
    return innerTlsPort != 0;
}

bool PracticeService::Parts::openSecond(QString &problem)
{
    secondProfile = Profile::open(profile->folder() + "/second"_L1, secondSettings.seed, problem, profile.get());
    if (!secondProfile)
        return false;
    second.emplace(secondSettings, *secondProfile);
    QString reason;
    secondPort = second->listen(settings.secondPort, reason);
    if (secondPort == 0)
        problem = cannotListen(settings.secondPort, reason, u"--second-port"_s);
    return secondPort != 0;
}

bool PracticeService::Parts::serve(QString &problem)
{
    desks->realm.origins = first->origins();
    desks->realm.resources = first->resources();
    if (second)
        desks->realm.resources += second->resources();
    if (!first->open(*desks, {}) || (second && !second->open(*desks, addressOf(u"http"_s, port)))) {
        problem = u"No free port was found on 127.0.0.1 for the HTTP server."_s;
        return false;
    }
    if (tls)
        tls->start(innerTlsPort);
    return true;
}

PracticeService::PracticeService(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

PracticeService::~PracticeService() = default;

std::unique_ptr<PracticeService> PracticeService::start(const Settings &settings, QString &problem)
{
    auto parts = std::make_unique<Parts>(settings);
    if (!parts->openFirst(problem) || (settings.tls && !parts->openTls(problem)) ||
        (settings.second && !parts->openSecond(problem)) || !parts->serve(problem))
        return nullptr;
    return std::unique_ptr<PracticeService>(new PracticeService(std::move(parts)));
}

quint16 PracticeService::port() const
{
    return m_parts->port;
}

QString PracticeService::url() const
{
    return addressOf(u"http"_s, port());
}

QByteArray PracticeService::readyLine() const
{
    const Profile &profile = *m_parts->profile;
    QJsonObject line{{u"url"_s, url()},
                     {u"authority"_s, url() + "/authority"_L1},
                     {u"tenant"_s, profile.tenant()},
                     {u"clientId"_s, profile.mainApplication().clientId},
                     {u"secret"_s, profile.mainApplication().secret},
                     {u"applications"_s, profile.applicationsAsJson()},
                     {u"users"_s, profile.usersAsJson()},
                     {u"jobs"_s, profile.jobsAsJson()}};
    if (m_parts->tls) {
        const QString tlsUrl = addressOf(u"https"_s, m_parts->tls->port());
        line["tlsUrl"_L1] = tlsUrl;
        line["tlsAuthority"_L1] = tlsUrl + "/authority"_L1;
        line["caFile"_L1] = authorityFileOf(profile.folder());
    }
    if (m_parts->second)
        line["second"_L1] = QJsonObject{{u"name"_s, u"Practice test"_s},
                                        {u"url"_s, addressOf(u"http"_s, m_parts->secondPort)},
                                        {u"authority"_s, url() + "/authority"_L1},
                                        {u"tenant"_s, profile.tenant()},
                                        {u"jobs"_s, m_parts->secondProfile->jobsAsJson()}};
    if (m_parts->settings.clientCertificate)
        line["clientCertificate"_L1] = profile.certificateAsJson();
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

} // namespace practice
