#include "app/packages/LeaseEnd.h"

#include "app/packages/DequeueAnswer.h"
#include "app/packages/DownloadChanges.h"

#include <QPointer>

namespace waybill {
using namespace Qt::StringLiterals;

Result<QList<Download>> overdue(const DownloadBook &book, const QDateTime &now)
{
    auto rows = book.downloads({});
    if (!rows)
        return rows;
    rows->removeIf([&now](const Download &row) {
        const bool isOver = row.leaseUntilUtc.isValid() && row.leaseUntilUtc <= now;
        return !isOver || row.state == DownloadState::Leased || !holdsSignature(row.dequeueJson);
    });
    return rows;
}

QCoro::Task<Result<void>> blank(DownloadBook *book, QList<Download> rows)
{
    const QPointer<DownloadBook> alive(book);
    for (const Download &row : std::as_const(rows)) {
        if (!alive) // a window that was closed
            co_return Result<void>();
        const DownloadBook::Change over = changeToBlanked(row);
        const auto written = co_await book->commit(row.key, over);
        if (!written && written.error().kind != ErrorKind::Conflict)
            co_return fail(written.error());
    }
    co_return Result<void>();
}

QCoro::Task<Result<void>> blankOverdue(DownloadBook *book, QDateTime now)
{
    const auto rows = overdue(*book, now);
    if (!rows)
        co_return fail(rows.error());
    auto done = co_await blank(book, *rows);
    co_return done;
}

} // namespace waybill
