// What hands exports out: the queue of their jobs, and the files themselves.
#pragma once

#include "app/practice/calls/HttpTypes.h"
#include "app/practice/exports/Export.h"

namespace practice {

struct Context;

/// The signed address of an export's file on the second origin, good as long as a lease.
QString signedAddress(const Context &context, const Export &made);

/// Dequeue, acknowledgement and download on the own origin.
void addExportCalls(httplib::Server &server, Context &context);
/// Download on the second origin, which stands for blob storage: with a signature, and with a token never.
void addBlobCalls(httplib::Server &server, Context &context);
/// The control paths.
void addExportControl(httplib::Server &server, Context &context);

/// As the control paths show an export.
QJsonObject shownExport(const Context &context, const Export &made);

} // namespace practice
