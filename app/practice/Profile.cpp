#include "app/practice/Profile.h"

#include "app/practice/Seed.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>
#include <QRandomGenerator>
#include <QSaveFile>
#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace practice {
namespace {

const auto identityFile = "identity.json"_L1;

/// 32 random bytes, from the system's generator, in letters a person can paste.
QString newSecret()
{
    QByteArray bytes(32, Qt::Uninitialized);
    for (char &byte : bytes)
        byte = static_cast<char>(QRandomGenerator::system()->bounded(256));
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QJsonObject toJson(const Application &application)
{
    return {{u"name"_s, application.name},
            {u"clientId"_s, application.clientId},
            {u"secret"_s, application.secret},
            {u"mapped"_s, application.mapped}};
}

Application applicationFromJson(const QJsonObject &json)
{
    return {json["name"_L1].toString(), json["clientId"_L1].toString(), json["secret"_L1].toString(),
            json["mapped"_L1].toBool(true)};
}

} // namespace

Profile::Profile(const QString &folder) : m_folder(folder) {}

Profile::~Profile() = default;

std::unique_ptr<Profile> Profile::open(const QString &folder, std::optional<quint64> seed, QString &problem)
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
    for (const auto &item : json["jobs"_L1].toArray())
        m_jobs.append(jobFromJson(item.toObject()));
    const bool sound =
        !m_tenant.isEmpty() && !m_applications.isEmpty() &&
        std::all_of(m_applications.cbegin(), m_applications.cend(),
                    [](const Application &a) { return !a.clientId.isEmpty() && !a.secret.isEmpty(); }) &&
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
        m_applications = {{u"Waybill"_s, newGuid(u"application"_s), newSecret(), true},
                          {u"Not in F&O"_s, newGuid(u"other application"_s), newSecret(), false}};
        added = true;
    }
    for (Job job : builtInJobs()) {
        if (std::any_of(m_jobs.cbegin(), m_jobs.cend(), [&](const Job &other) { return other.name == job.name; }))
            continue;
        job.activityId = newGuid("job "_L1 + job.name);
        m_jobs.append(job);
        added = true;
    }
    return added;
}

bool Profile::save(QString &problem) const
{
    QJsonArray applications;
    for (const Application &application : m_applications)
        applications.append(toJson(application));
    const QJsonObject json{{u"tenant"_s, m_tenant}, {u"applications"_s, applications}, {u"jobs"_s, jobsAsJson()}};
    QSaveFile file(m_folder + u'/' + identityFile);
    if (file.open(QIODevice::WriteOnly)) {
        // Before the secret is in it: nobody else may read it even for a moment.
        file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
        file.write(QJsonDocument(json).toJson());
    }
    if (file.commit())
        return true;
    problem = u"The identity file %1 cannot be written: %2."_s.arg(file.fileName(), file.errorString());
    return false;
}

std::optional<Application> Profile::application(const QString &clientId) const
{
    for (const Application &application : m_applications)
        if (application.clientId.compare(clientId, Qt::CaseInsensitive) == 0)
            return application;
    return std::nullopt;
}

std::optional<Job> Profile::job(const QString &activityId) const
{
    for (const Job &job : m_jobs)
        if (job.activityId.compare(activityId, Qt::CaseInsensitive) == 0)
            return job;
    return std::nullopt;
}

QJsonArray Profile::jobsAsJson() const
{
    QJsonArray jobs;
    for (const Job &job : m_jobs)
        jobs.append(toJson(job));
    return jobs;
}

} // namespace practice
