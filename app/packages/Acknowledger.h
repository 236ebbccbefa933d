#pragma once

#include "app/base/Clock.h"
#include "app/journal/DownloadBook.h"
#include "app/packages/DequeueCalls.h"

#include <QDeadlineTimer>

namespace waybill {

/// Acknowledges what is safe here, as often as one command may try: at most 5 times a package, and for 60 s in all from
/// the beginning of an attempt until one holds, however long the service keeps silent. One thread.
class Acknowledger
{
public:
    static constexpr int mostAttempts = 5;
    static constexpr std::chrono::seconds patience{60};

    /// `book` outlives what run() gives.
    Acknowledger(DownloadBook *book, std::shared_ptr<const Clock> clock, std::chrono::milliseconds most = patience)
        : m_book(book), m_clock(std::move(clock)), m_most(most)
    {
    }

    /// The row afterwards: Acknowledged, or AckPending with the reason. The error is one of the journal alone;
    /// AnswerLost where the service took the acknowledgement and the journal did not.
    QCoro::Task<Result<Download>> run(Download row, DequeueCalls calls, std::stop_token stop);
    /// Whether its time is over: nothing more need be tried.
    bool isOutOfPatience() const { return m_end.hasExpired(); }

private:
    QCoro::Task<Result<void>> attempt(Download row, DequeueCalls calls, std::stop_token stop) const;

    DownloadBook *m_book;
    std::shared_ptr<const Clock> m_clock;
    std::chrono::milliseconds m_most;
    QDeadlineTimer m_end{QDeadlineTimer::Forever};
};

} // namespace waybill
