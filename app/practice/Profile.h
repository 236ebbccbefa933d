// Who this practice environment is: tenant, applications, recurring data jobs. Kept in the profile folder.
#pragma once

#include "app/practice/Jobs.h"

#include <QJsonArray>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

class QLockFile;

namespace practice {

/// An application registered with the practice authority. `mapped`: also listed inside F&O and tied to a user there.
struct Application {
    QString name;
    QString clientId;
    QString secret;
    bool mapped = true;
};

/// The profile folder and the identity in it. Only one program at a time may hold a profile.
class Profile
{
public:
    ~Profile();

    /// Opens the folder, making it and the identity at the first start. Null, with a sentence in `problem`, when the
    /// folder cannot be used, its identity file is damaged, or another program holds it.
    /// With a `seed` the ids that are made are the same for the same seed; secrets never are.
    static std::unique_ptr<Profile> open(const QString &folder, std::optional<quint64> seed, QString &problem);

    QString folder() const { return m_folder; }
    QString tenant() const { return m_tenant; }
    const QList<Application> &applications() const { return m_applications; }
    const QList<Job> &jobs() const { return m_jobs; }

    /// The application whose id and secret the ready line names.
    const Application &mainApplication() const { return m_applications.constFirst(); }
    std::optional<Application> application(const QString &clientId) const;
    std::optional<Job> job(const QString &activityId) const;
    /// The jobs as the ready line and the control paths show them.
    QJsonArray jobsAsJson() const;

private:
    explicit Profile(const QString &folder);
    bool load(QString &problem);
    bool save(QString &problem) const;
    bool addWhatIsMissing(std::optional<quint64> seed);

    QString m_folder;
    QString m_tenant;
    QList<Application> m_applications;
    QList<Job> m_jobs;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace practice
