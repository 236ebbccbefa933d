#include "app/journal/JournalOpening.h"

#include "app/journal/Connection.h"
#include "app/journal/Durable.h"
#include "app/journal/FileLock.h"
#include "app/journal/JournalHealth.h"
#include "app/journal/JournalSchema.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// Whether it was found damaged while it was in use, and is still.
Result<bool> isFoundDamaged(const QString &path, const JournalWatch &watch)
{
    if (!isDamageNoted(path))
        return false;
    const JournalWork work{.kind = JournalWork::Kind::Checking};
    if (!watch(work))
        return fail(ErrorKind::Cancelled, u"Checking the journal was ended; nothing was changed."_s);
    const auto faults = checkJournal(path, [&] { return watch(work); });
    if (!faults && faults.error().kind == ErrorKind::Cancelled)
        return fail(faults.error());
    if (faults && faults->isEmpty())
        forgetDamage(path); // somebody put back a sound one
    return faults && !faults->isEmpty();
}

Result<std::unique_ptr<JournalWriter>> startWriter(const QString &path, const JournalWatch &watch)
{
    // Before anything could write: a newer journal stays as it is.
    if (const auto file = inspectJournal(path); !file)
        return fail(file.error());
    // What companies exchange is nobody else's business: SQLite gives the files beside it the same rights.
    if (QFile file(path); !file.exists())
        (void)file.open(QIODevice::ReadWrite | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner);
    return JournalWriter::start(path, watch);
}

Result<std::unique_ptr<JournalWriter>> startSound(const QString &path, const JournalWatch &watch)
{
    const auto damaged = isFoundDamaged(path, watch);
    if (!damaged)
        return fail(damaged.error());
    if (*damaged)
        return fail(damageOf(path));
    return startWriter(path, watch);
}

/// Opens the file for writing, after saving what is sound where it is damaged.
Result<std::unique_ptr<JournalWriter>> startSaved(const QString &path, const QString &mark, const Clock &clock,
                                                  const JournalWatch &watch, std::optional<Rescue> &rescue)
{
    auto writer = startSound(path, watch);
    if (writer || !saysDamaged(writer.error()))
        return writer;
    if (!beginsAsAJournal(path))
        return notAJournal(path); // nothing of ours is in it that could be saved
    const auto turn = takeTurnToRescue(path);
    if (!turn)
        return fail(turn.error());
    writer = startSound(path, watch); // another program may have saved it meanwhile
    if (writer || !saysDamaged(writer.error()))
        return writer;
    const auto rescued = rescueJournal(path, mark, clock.utcNow(), watch);
    if (!rescued)
        return fail(rescued.error());
    rescue = *rescued;
    return startWriter(path, watch);
}
} // namespace

Result<OpenedJournal> openJournal(const QString &folder, const Clock &clock, const JournalWatch &watch)
{
    OpenedJournal opened;
    opened.path = folder + u"/journal.sqlite"_s;
    if (!makeFolder(folder)) {
        const QString reason = qt_error_string();
        return fail(ErrorKind::Storage,
                    u"The profile folder %1 cannot be made: %2."_s.arg(QDir::toNativeSeparators(folder), reason));
    }
    // First the mark, then the look: who saves a damaged journal takes his turn first and looks for marks then, so that
    // one of the two sees the other, and no file is replaced under a program that writes to it.
    auto mark = ProgramMark::take(folder);
    if (!mark)
        return fail(std::move(mark.error()));
    opened.mark = std::move(*mark);
    if (auto free = seeThatNobodyRescues(opened.path); !free)
        return fail(std::move(free.error()));
    finishRescue(opened.path);
    opened.endedUncleanly = QFileInfo(opened.path + u"-wal"_s).size() > 0;
    auto writer = startSaved(opened.path, opened.mark->text(), clock, watch, opened.rescue);
    if (!writer)
        return fail(std::move(writer.error()));
    opened.writer = std::move(*writer);
    return opened;
}

} // namespace waybill
