#pragma once

#include "app/base/Error.h"
#include "app/journal/JournalWork.h"

namespace waybill {

class Connection;

/// Makes all tables in an empty file, or brings an older journal to this version, all steps in one transaction. Before
/// the first step the older journal is copied beside it (`journal-before-N.sqlite`, N being this version): without room
/// for that copy nothing is changed and the journal is not opened for writing (Storage). Several programs may call it
/// at the same moment; one does it, the others wait. Cancelled when `watch` says no: then neither anything was changed
/// nor a copy stays.
Result<void> bringToThisVersion(Connection &connection, const JournalWatch &watch);

/// `user_version` of an open file.
Result<qint64> versionOf(Connection &connection);

} // namespace waybill
