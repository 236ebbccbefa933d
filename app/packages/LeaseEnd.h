#pragma once

#include "app/journal/DownloadBook.h"

namespace waybill {

/// The downloads whose lease is over and whose kept answer still holds a secret: signature or receipt. In any job.
Result<QList<Download>> overdue(const DownloadReader &reader, const QDateTime &now);
/// Blanks what is secret of them, each in a transaction of its own; what became another since it was read, because it
/// was handed out again, is left alone.
QCoro::Task<Result<void>> blank(DownloadBook *book, QList<Download> rows);
/// Both, read beside this thread. Ends early when `book` does.
QCoro::Task<Result<void>> blankOverdue(DownloadBook *book, QDateTime now);

} // namespace waybill
