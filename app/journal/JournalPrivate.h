#pragma once

#include "app/journal/Durable.h"
#include "app/journal/FileLock.h"
#include "app/journal/Journal.h"
#include "app/journal/JournalHealth.h"
#include "app/journal/JournalReader.h"
#include "app/journal/JournalRescue.h"
#include "app/journal/JournalSchema.h"
#include "app/journal/JournalWriter.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSet>
#include <QTimer>

namespace waybill {
using namespace Qt::StringLiterals;

/// What a Journal holds, and how its file is opened: sound, brought forward, or saved first where it is damaged.
struct Journal::Private {
    QString path;
    std::shared_ptr<const Clock> clock;
    std::unique_ptr<JournalReader> reader;
    std::unique_ptr<JournalWriter> writer; ///< none with ReadOnly
    std::optional<Rescue> rescue;
    bool endedUncleanly = false;
    QTimer othersTimer;
    qint64 newestEvent = 0;
    QSet<MessageKey> toldSinceLook; ///< told already, because this program wrote them

    std::shared_ptr<PendingWrite> submit(JournalWriter::Work work)
    {
        auto pending = std::make_shared<PendingWrite>();
        if (writer)
            writer->submit(std::move(work), pending);
        else
            *pending = {true, refused(), {}};
        return pending;
    }

    /// Opens the file for writing, after saving what is sound where it is damaged.
    Result<std::unique_ptr<JournalWriter>> start(Journal *journal)
    {
        auto writer = startSound(journal);
        if (writer || !saysDamaged(writer.error()) || !beginsAsAJournal(path))
            return writer;
        const auto turn = takeTurnToRescue(path);
        if (!turn)
            return fail(turn.error());
        writer = startSound(journal); // another program may have saved it meanwhile
        if (writer || !saysDamaged(writer.error()))
            return writer;
        const auto rescued = rescueJournal(path, clock->utcNow());
        if (!rescued)
            return fail(rescued.error());
        rescue = *rescued;
        return startWriter(journal);
    }

    Result<std::unique_ptr<JournalWriter>> startSound(Journal *journal) const
    {
        if (isFoundDamaged())
            return fail(damageOf(path));
        return startWriter(journal);
    }

    /// Whether it was found damaged while it was in use, and is still.
    bool isFoundDamaged() const
    {
        if (!isDamageNoted(path))
            return false;
        const auto faults = checkJournal(path);
        if (faults && faults->isEmpty())
            forgetDamage(path); // somebody put back a sound one
        return faults && !faults->isEmpty();
    }

    Result<std::unique_ptr<JournalWriter>> startWriter(Journal *journal) const
    {
        // Before anything could write: a newer journal stays as it is.
        if (const auto file = inspectJournal(path); !file)
            return fail(file.error());
        // What companies exchange is nobody else's business: SQLite gives the files beside it the same rights.
        if (QFile file(path); !file.exists())
            (void)file.open(QIODevice::ReadWrite | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner);
        return JournalWriter::start(path, [journal](std::shared_ptr<WrittenGroup> group) {
            QMetaObject::invokeMethod(
                journal, [journal, group] { journal->deliver(*group); }, Qt::QueuedConnection);
        });
    }

    tl::unexpected<Error> refused() const
    {
        return fail(ErrorKind::Storage, u"The journal %1 was opened for reading only; nothing was changed."_s.arg(
                                            QDir::toNativeSeparators(path)));
    }

    MessageChange dated(MessageChange change) const
    {
        if (!change.event.atUtc.isValid())
            change.event.atUtc = clock->utcNow();
        return change;
    }
};

} // namespace waybill
