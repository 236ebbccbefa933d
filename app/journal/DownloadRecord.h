#pragma once

#include "app/journal/Download.h"

#include <QVariantList>

class QSqlQuery;

namespace waybill {

class Connection;

/// The columns that downloadFrom reads, in its order.
QString downloadColumns();
Download downloadFrom(const QSqlQuery &row);

/// The word of a kind in the journal.
QString word(DownloadKind kind);

// What is written inside a transaction of the writer, in its thread.

/// Appends the row; the answer is its key.
Result<DownloadKey> insertDownload(Connection &connection, const Download &row);
/// Writes all of the row that may change.
Result<void> updateDownload(Connection &connection, const Download &row);
Result<void> writeDownloadEvent(Connection &connection, DownloadKey key, const DownloadEvent &event);
Result<void> writeJobLook(Connection &connection, const JobLook &look);

// Reads, on any connection.

Result<QList<Download>> readDownloads(Connection &connection, const QString &where, const QVariantList &values);
Result<QList<DownloadEvent>> readDownloadEvents(Connection &connection, DownloadKey key);
Result<QList<JobLook>> readJobLooks(Connection &connection, const QString &environment);

} // namespace waybill
