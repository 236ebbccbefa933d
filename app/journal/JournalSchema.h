#pragma once

#include "app/base/Error.h"

#include <QString>

namespace waybill {

class Connection;

enum class JournalFile {
    Missing, ///< no file, or one in which nothing has been made yet
    Ready,   ///< of the version asked for
};

/// Looks at a journal's version without changing a byte of it. Storage for a newer version, for a damaged file and
/// for something that is no journal.
Result<JournalFile> inspectJournal(const QString &path, int version);

/// Sets the connection's own settings: durability, references between tables.
Result<void> configureWriter(Connection &connection);

/// Makes tables, indexes and triggers where there are none yet, in one transaction. Several programs may call it at
/// the same moment.
Result<void> prepareJournal(Connection &connection, int version);

} // namespace waybill
