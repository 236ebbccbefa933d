#pragma once

#include "app/base/Clock.h"
#include "app/base/Error.h"
#include "app/journal/JournalRescue.h"
#include "app/journal/JournalWork.h"
#include "app/journal/JournalWriter.h"
#include "app/journal/ProgramMark.h"

#include <QString>

#include <memory>
#include <optional>

namespace waybill {

/// A journal that is open for writing and belongs to no thread yet; a Journal takes it.
struct OpenedJournal {
    QString path;
    std::unique_ptr<ProgramMark> mark; ///< tells other programs that this file is in use
    std::unique_ptr<JournalWriter> writer;
    std::optional<Rescue> rescue;
    bool endedUncleanly = false; ///< the program that wrote last did not close it, or has it open still
};

/// Opens (and makes) `journal.sqlite` in `folder` for writing: sound, brought forward where it is of an older version,
/// saved first where it is damaged. Any thread; blocks for as long as that takes, which `watch` is told. Errors as
/// Journal::open; Cancelled when `watch` says no.
Result<OpenedJournal> openJournal(const QString &folder, const Clock &clock, const JournalWatch &watch = goesOn);

} // namespace waybill
