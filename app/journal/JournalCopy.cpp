#include "app/journal/JournalCopy.h"

#include "app/journal/Connection.h"
#include "app/journal/ConnectionWatch.h"
#include "app/journal/Durable.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <optional>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
const QString unfinished = u".part"_s;

tl::unexpected<Error> notCopied(const QString &target, const QString &reason)
{
    return fail(ErrorKind::Storage,
                u"The journal could not be copied to %1. Make room there and check that you may write to the folder."_s
                    .arg(QDir::toNativeSeparators(target)),
                reason);
}
} // namespace

Result<void> copyJournal(Connection &connection, const QString &target, const std::function<bool(qint64)> &goesOn)
{
    if (goesOn && !goesOn(0))
        return fail(ErrorKind::Cancelled, u"Copying the journal was ended before it began."_s);
    const QString part = target + u'.' + QUuid::createUuid().toString(QUuid::Id128) + unfinished;
    QFile file(part);
    // SQLite would make it readable for everybody.
    if (!file.open(QIODevice::ReadWrite | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return notCopied(target, file.errorString());
    const auto copied = [&]() -> Result<qint64> {
        std::optional<ConnectionWatch> watch;
        if (goesOn)
            watch.emplace(connection, [&] { return goesOn(QFileInfo(part).size()); });
        return connection.write(u"VACUUM INTO ?"_s, {part});
    }();
    if (copied && syncFile(file)) {
        file.close();
        if (file.rename(target) && syncFolder(QFileInfo(target).absolutePath()))
            return {};
    }
    const QString reason = copied ? qt_error_string() : copied.error().detail;
    file.remove();
    if (!copied && copied.error().kind == ErrorKind::Cancelled)
        return fail(copied.error());
    return notCopied(target, reason);
}

void removeUnfinishedCopies(const QString &folder, const QString &beginning, const std::optional<QDateTime> &before)
{
    // SQLite's own file beside one has its name with more behind it.
    const QString names = beginning + u"*.sqlite.*"_s + unfinished + u'*';
    for (const QFileInfo &file : QDir(folder).entryInfoList({names}, QDir::Files)) {
        if (!before || file.lastModified() < *before)
            QFile::remove(file.filePath());
    }
}

} // namespace waybill
