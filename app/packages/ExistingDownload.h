#pragma once

#include "app/journal/DownloadBook.h"

namespace waybill {

/// The row of a download that must be there, read beside this thread; NotFound for a key that names none. The book
/// outlives it.
inline QCoro::Task<Result<Download>> existingDownload(const DownloadBook *book, DownloadKey key)
{
    auto asked = book->answerDownload(key);
    const auto row = co_await asked;
    if (!row)
        co_return fail(row.error());
    if (!*row) {
        co_return fail(ErrorKind::NotFound,
                       QStringLiteral("There is no download %1. See waybill-cli downloads.").arg(number(key)));
    }
    co_return **row;
}

} // namespace waybill
