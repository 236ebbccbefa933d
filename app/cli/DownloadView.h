#pragma once

#include "app/cli/Services.h"

namespace waybill {

class Guard;

/// `{"key","kind","environment","job","correlationId",…}`; `file` is its whole path. Neither the answer of the dequeue
/// nor an address is in it.
QJsonObject downloadJson(const Download &download, const DownloadStore &store);
/// Downloads as a table, or as a JSON array.
void showDownloads(Services &services, const QList<Download> &downloads);
/// One download with what happened to it, or as a JSON object.
Result<void> showDownload(Services &services, const Download &download);
/// Their errors on standard error.
void noteDownloads(Services &services, const QList<Download> &downloads);

/// The key that `text` is. Usage with what it is not.
Result<DownloadKey> downloadKeyFrom(const QString &text);
/// The download with this key, before anything is opened for writing. NotFound.
Result<Download> downloadBy(Services &services, DownloadKey key);
/// Asks the guard about the environments of these downloads.
Result<void> checkHomes(Services &services, const Guard &guard, const QList<Download> &downloads);

/// What a download's state means for the exit code of the command that fetched or acknowledged it.
ExitCode exitCodeOf(const Download &download);

} // namespace waybill
