#include "app/journal/JournalBackups.h"

#include "app/journal/Connection.h"
#include "app/journal/Durable.h"
#include "app/journal/JournalCopy.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
constexpr qint64 largeBytes = qint64(256) << 20;
constexpr int kept = 7, keptOfLarge = 2;
constexpr qint64 daySeconds = 24 * 60 * 60;
const QString timeFormat = u"yyyyMMdd-HHmmss"_s;

QDateTime timeOf(const QString &path)
{
    QDateTime time = QDateTime::fromString(QFileInfo(path).completeBaseName().section(u'-', 1), timeFormat);
    time.setTimeSpec(Qt::UTC);
    return time;
}
} // namespace

JournalBackups::JournalBackups(QString profileFolder)
    : m_profile(std::move(profileFolder)), m_folder(m_profile + u"/backups"_s)
{
}

QStringList JournalBackups::all(const QDateTime &now) const
{
    QStringList paths;
    const QDir folder(m_folder);
    for (const QString &name : folder.entryList({u"journal-*.sqlite"_s}, QDir::Files, QDir::Name | QDir::Reversed)) {
        if (timeOf(name).isValid())
            paths.append(folder.filePath(name));
    }
    std::ranges::stable_partition(paths, [&now](const QString &path) { return timeOf(path) <= now; });
    return paths;
}

QDateTime JournalBackups::newest(const QDateTime &now) const
{
    const QStringList paths = all(now);
    const QDateTime made = paths.isEmpty() ? QDateTime() : timeOf(paths.first());
    return made <= now ? made : QDateTime();
}

bool JournalBackups::isDue(const QDateTime &now) const
{
    const QString journal = m_profile + u"/journal.sqlite"_s;
    const QFileInfo file(journal), log(journal + u"-wal"_s);
    if (!file.exists())
        return false;
    const QDateTime made = newest(now);
    if (!made.isValid())
        return true;
    if (made.secsTo(now) < daySeconds)
        return false;
    const QDateTime changed = log.exists() ? std::max(file.lastModified(), log.lastModified()) : file.lastModified();
    return changed > QFileInfo(all(now).first()).lastModified();
}

Result<QString> JournalBackups::make(const QDateTime &now, const std::function<bool()> &goesOn) const
{
    if (!makeFolder(m_folder)) {
        const QString reason = qt_error_string();
        return fail(ErrorKind::Storage, u"The folder %1 cannot be made: %2. The journal was not copied."_s.arg(
                                            QDir::toNativeSeparators(m_folder), reason));
    }
    removeUnfinishedCopies(m_folder, u"journal-"_s, now.addDays(-1)); // another program may be copying just now
    const auto pathFor = [this](const QDateTime &time) {
        return m_folder + u"/journal-%1.sqlite"_s.arg(time.toUTC().toString(timeFormat));
    };
    QDateTime named = now;
    while (QFile::exists(pathFor(named)))
        named = named.addSecs(1); // made in the same second
    const QString target = pathFor(named);
    {
        const auto connection = Connection::open(m_profile + u"/journal.sqlite"_s, Connection::Mode::ReadOnly);
        if (!connection)
            return fail(connection.error());
        std::function<bool(qint64)> watch;
        if (goesOn)
            watch = [&goesOn](qint64) { return goesOn(); };
        if (auto copied = copyJournal(**connection, target, watch); !copied)
            return fail(std::move(copied.error()));
    }
    const QStringList paths = all(named);
    const int most = QFileInfo(target).size() > largeBytes ? keptOfLarge : kept;
    for (qsizetype i = most; i < paths.size(); ++i)
        QFile::remove(paths[i]);
    return target;
}

} // namespace waybill
