#include "app/packages/LeaseEnd.h"

#include "app/packages/DequeueAnswer.h"
#include "app/packages/DownloadChanges.h"

#include <QPointer>

namespace waybill {
using namespace Qt::StringLiterals;

namespace {
/// Not in the coroutine itself: g++ 12 destroys twice what a lambda there has captured.
auto overdueAt(const QDateTime &now)
{
    return [now](const DownloadReader &reader) { return overdue(reader, now); };
}
} // namespace

Result<QList<Download>> overdue(const DownloadReader &reader, const QDateTime &now)
{
    auto rows = reader.downloads({});
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
    const QPointer<DownloadBook> alive(book);
    auto asked = book->answer(overdueAt(now));
    const auto rows = co_await asked;
    if (!rows)
        co_return fail(rows.error());
    if (!alive) // a window that was closed
        co_return Result<void>();
    auto done = co_await blank(book, *rows);
    co_return done;
}

} // namespace waybill
