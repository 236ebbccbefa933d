#include "app/practice/Profile.h"

#include "app/practice/SecretFile.h"
#include "app/practice/Seed.h"
#include "app/practice/tls/KeyPair.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QRandomGenerator>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

const auto identityFile = "identity.json"_L1;
const auto certificateFile = "client-certificate.pem"_L1;
const auto pfxFile = "client-certificate.pfx"_L1;
const auto domain = "practice.example"_L1;
constexpr char pfxPassphrase[] = "practice";

/// 32 random bytes, from the system's generator, in letters a person can paste.
QString newSecret()
{
    QByteArray bytes(32, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

/// What a built-in application's client id is made from; the first two have had these words from the beginning.
QString seedNameOf(const QString &name)
{
    if (name == "Waybill"_L1)
        return u"application"_s;
    return name == "Not in F&O"_L1 ? u"other application"_s : "application "_L1 + name;
}

template <typename Thing>
QJsonArray listOf(const QList<Thing> &things)
{
    QJsonArray list;
    for (const Thing &thing : things)
        list.append(toJson(thing));
    return list;
}

template <typename Thing>
bool hasNamed(const QList<Thing> &list, const QString &name)
{
    return std::any_of(list.cbegin(), list.cend(), [&](const Thing &other) { return other.name == name; });
}

} // namespace

Profile::Profile(const QString &folder) : m_folder(folder) {}

Profile::~Profile() = default;

std::unique_ptr<Profile> Profile::open(const QString &folder, std::optional<quint64> seed, QString &problem,
                                       const Profile *home)
{
    std::unique_ptr<Profile> profile(new Profile(QDir(folder).absolutePath()));
    if (!QDir().mkpath(profile->m_folder)) {
        problem = u"The profile folder %1 cannot be made; check the path and its permissions."_s.arg(profile->m_folder);
        return nullptr;
    }
    profile->m_lock = std::make_unique<QLockFile>(profile->m_folder + "/practice.lock"_L1);
    profile->m_lock->setStaleLockTime(0);
    if (!profile->m_lock->tryLock(0)) {
        problem = profile->m_lock->error() == QLockFile::LockFailedError
                      ? u"The profile %1 is in use by another practice environment."_s.arg(profile->m_folder)
                      : u"The profile folder %1 cannot be written to; check its permissions."_s.arg(profile->m_folder);
        return nullptr;
    }
    if (!profile->load(problem))
        return nullptr;
    if (home) {
        profile->m_tenant = home->m_tenant;
        profile->m_applications = home->m_applications;
        profile->m_users = home->m_users;
    }
    if (profile->addWhatIsMissing(seed) && !profile->save(problem))
        return nullptr;
    return profile;
}

bool Profile::load(QString &problem)
{
    QFile file(m_folder + u'/' + identityFile);
    if (!file.exists())
        return true;
    if (!file.open(QIODevice::ReadOnly)) {
        problem = u"The identity file %1 cannot be read: %2."_s.arg(file.fileName(), file.errorString());
        return false;
    }
    const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
    m_tenant = json["tenant"_L1].toString();
    for (const auto &item : json["applications"_L1].toArray())
        m_applications.append(applicationFromJson(item.toObject()));
    for (const auto &item : json["users"_L1].toArray())
        m_users.append(userFromJson(item.toObject()));
    for (const auto &item : json["jobs"_L1].toArray())
        m_jobs.append(jobFromJson(item.toObject()));
    const bool sound =
        !m_tenant.isEmpty() && !m_applications.isEmpty() &&
        std::all_of(m_applications.cbegin(), m_applications.cend(),
                    [](const Application &a) { return !a.clientId.isEmpty(); }) &&
        std::all_of(m_jobs.cbegin(), m_jobs.cend(), [](const Job &j) { return !QUuid(j.activityId).isNull(); });
    if (!sound)
        problem = u"The identity file %1 is damaged; mend it, or remove it for a new identity."_s.arg(file.fileName());
    return sound;
}

bool Profile::addWhatIsMissing(std::optional<quint64> seed)
{
    const auto newGuid = [seed](const QString &what) { return seed ? seededGuid(*seed, what) : randomGuid(); };
    bool added = false;
    if (m_tenant.isEmpty()) {
        m_tenant = newGuid(u"tenant"_s);
        added = true;
    }
    for (Application application : builtInApplications(newSecret)) {
        if (hasNamed(m_applications, application.name))
            continue;
        application.clientId = newGuid(seedNameOf(application.name));
        m_applications.append(application);
        added = true;
    }
    for (User user : builtInUsers()) {
        if (hasNamed(m_users, user.name))
            continue;
        user.objectId = newGuid("user "_L1 + user.name);
        m_users.append(user);
        added = true;
    }
    for (Job job : builtInJobs()) {
        if (hasNamed(m_jobs, job.name))
            continue;
        job.activityId = newGuid("job "_L1 + job.name);
        m_jobs.append(job);
        added = true;
    }
    return added;
}

bool Profile::save(QString &problem) const
{
    const QJsonObject json{{u"tenant"_s, m_tenant},
                           {u"applications"_s, applicationsAsJson()},
                           {u"users"_s, usersAsJson()},
                           {u"jobs"_s, jobsAsJson()}};
    problem = writeSecretFile(m_folder + u'/' + identityFile, QJsonDocument(json).toJson());
    return problem.isEmpty();
}

bool Profile::makeCertificate(QString &problem)
{
    if (QFile::exists(m_folder + u'/' + certificateFile) && QFile::exists(m_folder + u'/' + pfxFile))
        return true;
    CertificateOrder order;
    order.commonName = u"Waybill practice"_s;
    order.isRsa = true;
    const KeyPair pair = KeyPair::make(order);
    m_applications.first().certificates += pair.certificatePem();
    problem = writeSecretFile(m_folder + u'/' + certificateFile, pair.keyPem() + pair.certificatePem());
    if (problem.isEmpty())
        problem = writeSecretFile(m_folder + u'/' + pfxFile, pair.pfx(pfxPassphrase));
    return problem.isEmpty() && save(problem);
}

QJsonObject Profile::certificateAsJson() const
{
    return {{u"pemFile"_s, QString(m_folder + u'/' + certificateFile)},
            {u"pfxFile"_s, QString(m_folder + u'/' + pfxFile)},
            {u"passphrase"_s, QString::fromLatin1(pfxPassphrase)}};
}

bool Profile::isTenant(const QString &text) const
{
    return text.compare(m_tenant, Qt::CaseInsensitive) == 0 || text.compare(domain, Qt::CaseInsensitive) == 0;
}

std::optional<Application> Profile::application(const QString &clientId) const
{
    for (const Application &application : m_applications)
        if (application.clientId.compare(clientId, Qt::CaseInsensitive) == 0)
            return application;
    return std::nullopt;
}

std::optional<User> Profile::user(const QString &userName) const
{
    for (const User &user : m_users)
        if (user.userName.compare(userName, Qt::CaseInsensitive) == 0)
            return user;
    return std::nullopt;
}

std::optional<Job> Profile::job(const QString &activityId) const
{
    for (const Job &job : m_jobs)
        if (job.activityId.compare(activityId, Qt::CaseInsensitive) == 0)
            return job;
    return std::nullopt;
}

QJsonArray Profile::applicationsAsJson() const
{
    return listOf(m_applications);
}

QJsonArray Profile::usersAsJson() const
{
    return listOf(m_users);
}

QJsonArray Profile::jobsAsJson() const
{
    return listOf(m_jobs);
}

} // namespace practice
