// Who this practice environment is: tenant, applications, recurring data jobs. Kept in the profile folder.
#pragma once

#include "app/practice/Applications.h"
#include "app/practice/Jobs.h"

#include <QJsonArray>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

class QLockFile;

namespace practice {

/// The profile folder and the identity in it. Only one program at a time may hold a profile.
class Profile
{
public:
    ~Profile();

    /// Opens the folder, making it and the identity at the first start. Null, with a sentence in `problem`, when the
    /// folder cannot be used, its identity file is damaged, or another program holds it.
    /// With a `seed` the ids that are made are the same for the same seed; secrets never are.
    /// `home`: the profile whose tenant, applications and users this one shares; null: its own.
    static std::unique_ptr<Profile> open(const QString &folder, std::optional<quint64> seed, QString &problem,
                                         const Profile *home = nullptr);
    /// Gives the main application a key and a certificate in files of the folder, unless they are there. False, with a
    /// sentence in `problem`, when they cannot be written.
    bool makeCertificate(QString &problem);
    /// Where these files are, and the passphrase of one of them.
    QJsonObject certificateAsJson() const;

    QString folder() const { return m_folder; }
    QString tenant() const { return m_tenant; }
    /// True for its id, and for the domain that every practice tenant has.
    bool isTenant(const QString &text) const;
    /// Never empty.
    const QList<Application> &applications() const { return m_applications; }
    const QList<Job> &jobs() const { return m_jobs; }

    /// The application whose id and secret the ready line names.
    const Application &mainApplication() const { return m_applications.constFirst(); }
    std::optional<Application> application(const QString &clientId) const;
    const QList<User> &users() const { return m_users; }
    /// By user name, without regard to case.
    std::optional<User> user(const QString &userName) const;
    std::optional<Job> job(const QString &activityId) const;
    /// As the identity file, the ready line and the control paths show them.
    QJsonArray applicationsAsJson() const;
    QJsonArray usersAsJson() const;
    QJsonArray jobsAsJson() const;

private:
    explicit Profile(const QString &folder);
    bool load(QString &problem);
    bool save(QString &problem) const;
    bool addWhatIsMissing(std::optional<quint64> seed);

    QString m_folder;
    QString m_tenant;
    QList<Application> m_applications;
    QList<User> m_users;
    QList<Job> m_jobs;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace practice
