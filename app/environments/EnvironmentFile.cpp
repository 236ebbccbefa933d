#include "app/environments/EnvironmentFile.h"

#include "app/base/FileThere.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QSet>

#include <algorithm>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 largest = 16 << 20; ///< bytes; 500 environments of 40 jobs are about 4 MB

bool flushToDisk([[maybe_unused]] int handle)
{
#ifdef Q_OS_UNIX
    // Some file systems know no fsync; they say so, and there is nothing else to be done on them.
    return ::fsync(handle) == 0 || errno == EINVAL || errno == ENOTSUP;
#else
    return true; // QSaveFile::commit flushes there
#endif
}

bool flushFolder([[maybe_unused]] const QString &folder)
{
#ifdef Q_OS_UNIX
    const int handle = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return false;
    const bool done = flushToDisk(handle);
    ::close(handle);
    return done;
#else
    return true;
#endif
}
} // namespace

EnvironmentFile::EnvironmentFile(QString path, int version) : m_path(std::move(path)), m_version(version) {}

tl::unexpected<Error> EnvironmentFile::damaged(const QString &how) const
{
    return fail(
        ErrorKind::Storage,
        u"The saved environments in %1 cannot be used: %2. The file was left as it is; mend it or move it away."_s.arg(
            QDir::toNativeSeparators(m_path), how));
}

std::pair<QDateTime, qint64> EnvironmentFile::stamp() const
{
    const QFileInfo file(m_path);
    return {file.lastModified(), file.size()};
}

Result<QJsonObject> EnvironmentFile::read() const
{
    QFile file(m_path);
    const auto there = isThere(m_path);
    if (!there)
        return fail(there.error());
    if (!*there)
        return QJsonObject{{u"version"_s, m_version}, {u"environments"_s, QJsonArray()}};
    if (!file.open(QIODevice::ReadOnly))
        return damaged(u"it cannot be read (%1)"_s.arg(file.errorString()));
    if (file.size() > largest)
        return damaged(u"it is larger than %1 MB"_s.arg(largest >> 20));
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return damaged(u"it cannot be read (%1)"_s.arg(file.errorString()));
    QJsonParseError parsing;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parsing);
    if (parsing.error != QJsonParseError::NoError) {
        const auto line = QByteArrayView(bytes).first(qBound(0, parsing.offset, int(bytes.size()))).count('\n') + 1;
        return damaged(u"line %1 is not JSON (%2)"_s.arg(line).arg(parsing.errorString()));
    }
    const QJsonObject root = document.object();
    const int version = root[u"version"_s].toInt();
    if (version > m_version) {
        return fail(ErrorKind::Storage,
                    u"The environments in %1 were saved by a newer Waybill (version %2 of the file, "
                    u"this program knows %3). The file was left as it is; use the newer program."_s.arg(
                        QDir::toNativeSeparators(m_path), QString::number(version), QString::number(m_version)));
    }
    if (version < 1 || !root[u"environments"_s].isArray())
        return damaged(u"it is not a list of environments"_s);
    return root;
}

Result<QList<Environment>> EnvironmentFile::environments(const QJsonObject &root) const
{
    QList<Environment> found;
    QSet<QString> names;
    for (const QJsonValue &value : root[u"environments"_s].toArray()) {
        auto environment = environmentFromJson(value.toObject());
        if (!environment)
            return damaged(u"environment %1 in it: %2"_s.arg(found.size() + 1).arg(environment.error().message));
        if (names.contains(environment->name))
            return damaged(u"the environment “%1” stands in it twice"_s.arg(environment->name));
        names.insert(environment->name);
        for (const QJsonValue &jobValue : value[u"jobs"_s].toArray()) {
            auto job = dataJobFromJson(jobValue.toObject());
            if (!job)
                return damaged(u"a job of “%1” in it: %2"_s.arg(environment->name, job.error().message));
            if (environment->job(job->name))
                return damaged(u"the job “%1” of “%2” stands in it twice"_s.arg(job->name, environment->name));
            environment->jobs.append(*job);
        }
        found.append(*environment);
    }
    return found;
}

Result<void> EnvironmentFile::backUp() const
{
    constexpr qsizetype most = 10;
    if (!QFileInfo::exists(m_path))
        return {};
    QDir folder(QFileInfo(m_path).absolutePath() + u"/environments-backups"_s);
    const auto nameAt = [](const QDateTime &utc) {
        return u"environments-%1.json"_s.arg(utc.toString(u"yyyyMMdd'T'HHmmss.zzz'Z'"_s));
    };
    const bool there = folder.mkpath(u"."_s);
    QDateTime now = QDateTime::currentDateTimeUtc();
    while (folder.exists(nameAt(now)))
        now = now.addMSecs(1); // two changes within one
    if (!there || !QFile::copy(m_path, folder.filePath(nameAt(now)))) {
        return fail(ErrorKind::Storage, u"The saved environments could not be copied into %1, and so nothing was "
                                        u"changed. Check the free space and your rights there."_s.arg(
                                            QDir::toNativeSeparators(folder.path())));
    }
    // Their names sort by time. The clock was wrong when those were made that bear a time to come: they go first.
    QStringList all = folder.entryList({u"environments-????????T??????.???Z.json"_s}, QDir::Files, QDir::Name);
    std::stable_partition(all.begin(), all.end(), [&](const QString &name) { return name > nameAt(now); });
    while (all.size() > most)
        folder.remove(all.takeFirst());
    return {};
}

Result<void> EnvironmentFile::write(const QJsonObject &root) const
{
    QSaveFile file(m_path);
    const QByteArray bytes = QJsonDocument(root).toJson(QJsonDocument::Indented);
    const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush() &&
                         flushToDisk(file.handle()) && file.commit();
    if (!written || !flushFolder(QFileInfo(m_path).absolutePath())) {
        return fail(ErrorKind::Storage,
                    u"The environments could not be saved in %1: %2. Check the free space and your rights there."_s.arg(
                        QDir::toNativeSeparators(m_path), file.errorString()));
    }
    return {};
}

} // namespace waybill
