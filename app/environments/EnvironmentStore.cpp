#include "app/environments/EnvironmentStore.h"

#include "app/environments/EnvironmentArray.h"
#include "app/environments/EnvironmentFile.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFileSystemWatcher>
#include <QLockFile>

#include <algorithm>
#include <chrono>

namespace waybill {
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
tl::unexpected<Error> unknown(const QString &name)
{
    return fail(ErrorKind::NotFound, u"There is no environment “%1” in this profile."_s.arg(name));
}
tl::unexpected<Error> taken(const QString &name)
{
    return fail(ErrorKind::Conflict,
                u"There is an environment “%1” already. Take another name, or remove the old one first."_s.arg(name));
}
tl::unexpected<Error> unknownJob(const QString &environment, const QString &job)
{
    return fail(ErrorKind::NotFound, u"The environment “%1” has no job “%2”."_s.arg(environment, job));
}
tl::unexpected<Error> takenJob(const QString &environment, const QString &job)
{
    return fail(ErrorKind::Conflict,
                u"The environment “%1” has a job “%2” already. Take another name, or remove the old one first."_s.arg(
                    environment, job));
}

/// Waits for the lock up to five seconds, asking often: QLockFile's own waits grow to seconds and would starve one of
/// two busy programs.
bool lock(QLockFile &file)
{
    const QDeadlineTimer deadline(5s);
    do {
        if (file.tryLock(20))
            return true;
    } while (file.error() == QLockFile::LockFailedError && !deadline.hasExpired());
    return false;
}
} // namespace

EnvironmentStore::EnvironmentStore(QString profileFolder, QObject *parent)
    : QObject(parent), m_folder(std::move(profileFolder))
{
}

EnvironmentStore::~EnvironmentStore() = default;

QString EnvironmentStore::path() const
{
    return QDir(m_folder).filePath(u"environments.json"_s);
}

const Environment *EnvironmentStore::find(QStringView name) const
{
    for (const Environment &environment : m_all) {
        if (environment.name == name)
            return &environment;
    }
    return nullptr;
}

Environment *EnvironmentStore::transient(const QString &name)
{
    for (Environment &environment : m_transient) {
        if (environment.name == name)
            return &environment;
    }
    return nullptr;
}

bool EnvironmentStore::isTransient(QStringView name) const
{
    return std::any_of(m_transient.cbegin(), m_transient.cend(),
                       [name](const Environment &environment) { return environment.name == name; });
}

void EnvironmentStore::publish(QList<Environment> saved)
{
    QList<Environment> all;
    for (const Environment &environment : std::as_const(saved)) {
        if (!transient(environment.name))
            all.append(environment);
    }
    all += m_transient;
    m_saved = std::move(saved);
    if (all == m_all)
        return;
    m_all = std::move(all);
    emit changed();
}

Result<void> EnvironmentStore::change(const std::function<Result<void>(QJsonArray &)> &edit,
                                      const std::function<void()> &written)
{
    if (!QDir().exists(m_folder)) {
        if (!QDir().mkpath(m_folder)) {
            return fail(ErrorKind::Storage, u"The profile folder %1 cannot be made. Check your rights there."_s.arg(
                                                QDir::toNativeSeparators(m_folder)));
        }
        // What was sent is kept here as well: for the eyes of its owner only.
        QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    QLockFile lockFile(path() + u".lock"_s);
    if (!lock(lockFile)) {
        if (lockFile.error() == QLockFile::PermissionError) {
            return fail(ErrorKind::Storage,
                        u"Nothing can be written in the profile folder %1. Check your rights there."_s.arg(
                            QDir::toNativeSeparators(m_folder)));
        }
        return fail(ErrorKind::Busy, u"Another program is changing the environments of this profile. Try again."_s);
    }
    const EnvironmentFile file(path(), schemaVersion);
    auto root = file.read();
    if (!root)
        return fail(root.error());
    if (auto before = file.environments(*root); !before)
        return fail(before.error());
    QJsonArray array = root->value(u"environments"_s).toArray();
    if (auto edited = edit(array); !edited)
        return edited;
    root->insert(u"environments"_s, array);
    root->insert(u"version"_s, schemaVersion);
    auto after = file.environments(*root);
    if (!after)
        return fail(after.error());
    if (auto kept = file.backUp(); !kept)
        return kept;
    if (auto saved = file.write(*root); !saved)
        return saved;
    m_seen = file.stamp(); // under the lock still
    if (written)
        written();
    publish(std::move(*after));
    return {};
}

Result<void> EnvironmentStore::add(const Environment &environment)
{
    return add(QList<Environment>{environment});
}

Result<void> EnvironmentStore::add(const QList<Environment> &environments)
{
    for (const Environment &environment : environments) {
        if (auto checked = check(environment); !checked)
            return checked;
        if (transient(environment.name))
            return taken(environment.name);
    }
    return change([&](QJsonArray &array) -> Result<void> {
        for (const Environment &environment : environments) {
            if (indexOf(array, environment.name) >= 0)
                return taken(environment.name);
            if (auto checked = checkName(environment, array, m_transient); !checked)
                return checked;
            array.append(merged(toJson(environment), {{u"jobs"_s, jobsOf(environment, {})}}));
        }
        return {};
    });
}

Result<void> EnvironmentStore::replace(const QString &name, const Environment &environment)
{
    if (auto checked = check(environment); !checked)
        return checked;
    if (name != environment.name && transient(environment.name))
        return taken(environment.name);
    const auto tellName = [&] {
        if (name != environment.name)
            emit renamed(name, environment.name);
    };
    if (Environment *inMemory = transient(name)) {
        tellName();
        *inMemory = environment;
        publish(m_saved);
        return {};
    }
    return change([&](QJsonArray &array) { return put(array, name, environment); }, tellName);
}

/// Sets the environment of that name in the file's array.
Result<void> EnvironmentStore::put(QJsonArray &array, const QString &name, const Environment &environment) const
{
    const qsizetype at = indexOf(array, name);
    if (at < 0)
        return unknown(name);
    if (name != environment.name && indexOf(array, environment.name) >= 0)
        return taken(environment.name);
    QJsonObject before = array[at].toObject();
    if (name != environment.name || before[u"grant"_s].toString() != word(environment.grant)) {
        QJsonArray others = array;
        others.removeAt(at);
        if (auto checked = checkName(environment, others, m_transient); !checked)
            return checked;
    }
    for (const QString &field : optionalFields())
        before.remove(field);
    QJsonObject object = merged(before, toJson(environment));
    object[u"jobs"_s] = jobsOf(environment, object[u"jobs"_s].toArray());
    array[at] = object;
    return {};
}

Result<Environment> EnvironmentStore::edit(const QString &name,
                                           const std::function<Result<Environment>(const Environment &)> &how)
{
    if (const Environment *inMemory = transient(name)) {
        const auto after = how(*inMemory);
        if (!after)
            return after;
        if (auto replaced = replace(name, *after); !replaced)
            return fail(replaced.error());
        return after;
    }
    Result<Environment> after = unknown(name);
    const auto edited = change(
        [&](QJsonArray &array) -> Result<void> {
            const qsizetype at = indexOf(array, name);
            if (at < 0)
                return unknown(name);
            const auto present = environmentWithJobs(array[at].toObject());
            if (!present)
                return fail(present.error());
            after = how(*present);
            if (!after)
                return fail(after.error());
            if (auto checked = check(*after); !checked)
                return checked;
            if (after->name != name && transient(after->name))
                return taken(after->name);
            return put(array, name, *after);
        },
        [&] {
            if (after->name != name)
                emit renamed(name, after->name);
        });
    if (!edited)
        return fail(edited.error());
    return after;
}

Result<void> EnvironmentStore::remove(const QString &name)
{
    if (m_transient.removeIf([&](const Environment &candidate) { return candidate.name == name; }) > 0) {
        publish(m_saved);
        return {};
    }
    return change([&](QJsonArray &array) -> Result<void> {
        const qsizetype at = indexOf(array, name);
        if (at < 0)
            return unknown(name);
        array.removeAt(at);
        return {};
    });
}

Result<void> EnvironmentStore::move(const QString &name, qsizetype index)
{
    return change([&](QJsonArray &array) -> Result<void> {
        const qsizetype at = indexOf(array, name);
        if (at < 0)
            return unknown(name);
        const QJsonValue moved = array.takeAt(at);
        array.insert(std::clamp<qsizetype>(index, 0, array.size()), moved);
        return {};
    });
}

Result<void> EnvironmentStore::changeJobs(const QString &environment,
                                          const std::function<Result<void>(QJsonArray &)> &edit)
{
    if (Environment *inMemory = transient(environment)) {
        QJsonArray jobs = jobsOf(*inMemory, {});
        if (auto edited = edit(jobs); !edited)
            return edited;
        inMemory->jobs.clear();
        for (const QJsonValue &job : std::as_const(jobs))
            inMemory->jobs.append(*dataJobFromJson(job.toObject()));
        publish(m_saved);
        return {};
    }
    return change([&](QJsonArray &array) -> Result<void> {
        const qsizetype at = indexOf(array, environment);
        if (at < 0)
            return unknown(environment);
        QJsonObject object = array[at].toObject();
        QJsonArray jobs = object[u"jobs"_s].toArray();
        if (auto edited = edit(jobs); !edited)
            return edited;
        object[u"jobs"_s] = jobs;
        array[at] = object;
        return {};
    });
}

Result<void> EnvironmentStore::addJob(const QString &environment, const DataJob &job)
{
    if (auto checked = check(job); !checked)
        return checked;
    return changeJobs(environment, [&](QJsonArray &jobs) -> Result<void> {
        if (indexOf(jobs, job.name) >= 0)
            return takenJob(environment, job.name);
        jobs.append(toJson(job));
        return {};
    });
}

Result<void> EnvironmentStore::replaceJob(const QString &environment, const QString &job, const DataJob &with)
{
    if (auto checked = check(with); !checked)
        return checked;
    return changeJobs(environment, [&](QJsonArray &jobs) -> Result<void> {
        const qsizetype at = indexOf(jobs, job);
        if (at < 0)
            return unknownJob(environment, job);
        if (job != with.name && indexOf(jobs, with.name) >= 0)
            return takenJob(environment, with.name);
        jobs[at] = merged(jobs[at].toObject(), toJson(with));
        return {};
    });
}

Result<void> EnvironmentStore::removeJob(const QString &environment, const QString &job)
{
    return changeJobs(environment, [&](QJsonArray &jobs) -> Result<void> {
        const qsizetype at = indexOf(jobs, job);
        if (at < 0)
            return unknownJob(environment, job);
        jobs.removeAt(at);
        return {};
    });
}

void EnvironmentStore::setTransient(const Environment &environment)
{
    if (Environment *inMemory = transient(environment.name))
        *inMemory = environment;
    else
        m_transient.append(environment);
    publish(m_saved);
}

} // namespace waybill
