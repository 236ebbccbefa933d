#pragma once

#include "app/base/Clock.h"
#include "app/environments/AfterFetch.h"
#include "app/journal/DownloadBook.h"
#include "app/packages/DownloadStore.h"

#include <memory>
#include <stop_token>

namespace waybill {

/// Does what follows a fetch, once for each package: the row says *Begun* before anything is done, so that a program
/// that dies meanwhile never makes it happen twice. One thread; the work itself is done on another.
class FollowUpRun
{
public:
    /// `book` outlives what run() gives.
    FollowUpRun(DownloadBook *book, DownloadStore store, std::shared_ptr<const Clock> clock)
        : m_book(book), m_store(std::move(store)), m_clock(std::move(clock))
    {
    }

    /// Of a row on which nothing is due, or whose package still hangs on an acknowledgement, nothing changes. The row
    /// afterwards; what went wrong stands with it and changes nothing else. What was stopped before anything came of it
    /// is due still. An error is one of the journal.
    QCoro::Task<Result<Download>> run(Download row, AfterFetch after, std::stop_token stop) const;
    /// What a program left undone that nobody is at any more: what is due is done; what was *Begun* is not done again,
    /// and that is said; what is left of a half-done copy is removed.
    QCoro::Task<Result<Download>> goOn(Download row, AfterFetch after, std::stop_token stop) const;

private:
    QCoro::Task<Result<Download>> end(DownloadKey key, QList<FollowUpOutcome> outcomes) const;

    DownloadBook *m_book;
    DownloadStore m_store;
    std::shared_ptr<const Clock> m_clock;
};

} // namespace waybill
