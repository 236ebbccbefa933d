#pragma once

#include "app/base/Error.h"

namespace waybill {

class Connection;

/// Lets the queries of this version read a journal of an older one that may not be changed, so that reading verbs work
/// on a full or write-protected disk and on a copy: views that live in this connection only stand before the tables
/// that lack something, and show what is missing as SchemaStep.h says. Once another program has brought the file
/// forward the views give its columns; a table that was missing stays empty until the connection is opened anew.
Result<void> bridgeOlderJournal(Connection &connection);

} // namespace waybill
