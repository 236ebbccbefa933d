#pragma once

#include "app/journal/DownloadBook.h"
#include "app/packages/DequeueAnswer.h"
#include "app/packages/PackageCheck.h"

namespace waybill {

// What happens to the row of a download, as changes of a DownloadBook.

/// Another state, and why.
DownloadBook::Change changeTo(DownloadState state, std::optional<Error> error = {});
/// The file is safe here under this name. `followUp` holds unless something followed it before.
DownloadBook::Change changeToSafe(DownloadState state, const QString &file, const CheckedPackage &package,
                                  const QDateTime &now, FollowUp followUp);
/// What came is no sound package; kept under this name, empty where it is not.
DownloadBook::Change changeToDamaged(const QString &file, const FileDigest &digest, const Error &error);
DownloadBook::Change changeToAcknowledged(const QDateTime &now);
/// An attempt to acknowledge failed.
DownloadBook::Change changeToNotAcknowledged(const Error &error);
/// The service handed the message out (again): its answer, and until when it is ours. In `state` while its file is
/// `file`, which may have been given up meanwhile; otherwise Announced.
DownloadBook::Change changeToHandedOut(const HandedOut &message, DownloadState state, const QString &file,
                                       const QDateTime &now, const QDateTime &leaseUntil);
/// The lease of a lost answer is over: it waits for nothing any more.
DownloadBook::Change changeToExpired();
/// Its lease is over: what was secret of it is blanked, and all else stays. Conflict when it is not as it was `seen`.
DownloadBook::Change changeToBlanked(const Download &seen);

} // namespace waybill
