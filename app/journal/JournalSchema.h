#pragma once

#include "app/base/Error.h"
#include "app/journal/JournalWork.h"

#include <QString>

namespace waybill {

class Connection;

enum class JournalFile {
    Missing, ///< no file, or one in which nothing has been made yet
    Older,   ///< a journal of an older version: a writer brings it forward, a reader uses a bridge
    Ready,   ///< of this version
};

/// SQLite's `application_id` of a journal ("WBY1"): tells it from other SQLite files.
constexpr qint64 journalApplicationId = 0x57425931;

/// Looks at a journal's version without changing a byte of it. Storage for a newer version, for a damaged file and
/// for something that is no journal.
Result<JournalFile> inspectJournal(const QString &path);

/// True when the file begins as a journal of this or an older version does, whatever comes after. False also for one
/// that cannot be read.
bool beginsAsAJournal(const QString &path);

/// Sets the connection's own settings: durability, references between tables.
Result<void> configureWriter(Connection &connection);

/// Turns the file into a journal of this version (bringToThisVersion) with a write-ahead log. Several programs may call
/// it at the same moment. Cancelled when `watch` says no.
Result<void> prepareJournal(Connection &connection, const JournalWatch &watch = goesOn);

/// The error for a file that something else wrote.
tl::unexpected<Error> notAJournal(const QString &path);

} // namespace waybill
