#include "app/journal/ProgramMark.h"

#include "app/base/Guid.h"
#include "app/journal/FileLock.h"

#include <QDir>
#include <QUuid>

#include <algorithm>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
QString marksFolder(const QString &profileFolder)
{
    return profileFolder + u"/programs"_s;
}

QString markPath(const QString &profileFolder, const QString &mark)
{
    return marksFolder(profileFolder) + u'/' + mark + u".lock"_s;
}

void clearDeadMarks(const QString &profileFolder)
{
    const QDir folder(marksFolder(profileFolder));
    for (const QString &name : folder.entryList({u"*.lock"_s}, QDir::Files)) {
        const QString path = folder.filePath(name);
        if (FileLock::isHeld(path))
            continue;
        // Removed while held, so that a program that is just making this mark sees that it lost it.
        const auto lock = FileLock::tryTake(path);
        if (lock && *lock)
            QFile::remove(path);
    }
}
} // namespace

ProgramMark::ProgramMark(QString text, QString path, std::unique_ptr<FileLock> lock)
    : m_text(std::move(text)), m_path(std::move(path)), m_lock(std::move(lock))
{
}

Result<std::unique_ptr<ProgramMark>> ProgramMark::take(const QString &profileFolder)
{
    if (!QDir().mkpath(marksFolder(profileFolder))) {
        return fail(ErrorKind::Storage,
                    u"The folder %1 cannot be made. Check that the profile folder may be written to."_s.arg(
                        QDir::toNativeSeparators(marksFolder(profileFolder))));
    }
    clearDeadMarks(profileFolder);
    // Another program that starts at this moment may clear a mark between its making and its locking: take another.
    for (;;) {
        const QString mark = QUuid::createUuid().toString(QUuid::WithoutBraces);
        const QString path = markPath(profileFolder, mark);
        auto lock = FileLock::tryTake(path);
        if (!lock)
            return fail(std::move(lock.error()));
        if (*lock && (*lock)->isStillThere())
            return std::unique_ptr<ProgramMark>(new ProgramMark(mark, path, std::move(*lock)));
    }
}

ProgramMark::~ProgramMark()
{
#ifdef Q_OS_WIN
    m_lock.reset(); // an open file cannot be removed there
#endif
    QFile::remove(m_path);
}

bool ProgramMark::isAlive(const QString &profileFolder, const QString &mark)
{
    // A mark comes from the journal and becomes part of a path: only what `take` makes is one.
    return guidFrom(mark) == mark && FileLock::isHeld(markPath(profileFolder, mark));
}

bool ProgramMark::othersAlive(const QString &profileFolder, const QString &mine)
{
    const QDir folder(marksFolder(profileFolder));
    const QStringList marks = folder.entryList({u"*.lock"_s}, QDir::Files);
    return std::ranges::any_of(marks, [&](const QString &name) {
        return name != mine + u".lock"_s && FileLock::isHeld(folder.filePath(name));
    });
}

} // namespace waybill
