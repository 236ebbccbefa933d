#pragma once

#include "app/base/Clock.h"
#include "app/journal/DownloadBook.h"
#include "app/packages/DequeueCalls.h"
#include "app/packages/DownloadStore.h"

namespace waybill {

struct CheckedPackage;

/// Brings one package that the service handed out into the store: downloaded into a part beside it, gone on with where
/// it broke off, checked, brought onto the disk, named. One thread; what takes long is done on others.
class PackageFetch
{
public:
    /// `book` outlives what run() gives; `nameTemplate` as in PackageName.h, `followUp` Due where
    /// something is to follow.
    PackageFetch(DownloadBook *book, DownloadStore store, std::shared_ptr<const Clock> clock, DequeueCalls calls,
                 QString nameTemplate, FollowUp followUp);

    /// The row afterwards: in the state `safe` (AckPending or Stored), Damaged, Missing or Refused; or Announced with
    /// the error that kept it, its part being kept too. The error is one of the journal alone.
    QCoro::Task<Result<Download>> run(Download row, DownloadState safe, DequeueCalls::Progress progress,
                                      std::stop_token stop) const;

private:
    struct Arrival;
    QCoro::Task<Result<Arrival>> download(QUrl address, DownloadKey key, DequeueCalls::Progress progress,
                                          std::stop_token stop) const;
    QCoro::Task<Result<Download>> store(Download row, CheckedPackage package, DownloadState safe) const;
    QCoro::Task<Result<Download>> keepDamaged(Download row, Error reason) const;
    QString nameOf(const Download &row) const;

    DownloadBook *m_book;
    DownloadStore m_store;
    std::shared_ptr<const Clock> m_clock;
    DequeueCalls m_calls;
    QString m_nameTemplate;
    FollowUp m_followUp;
};

} // namespace waybill
