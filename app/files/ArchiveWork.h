#pragma once

#include "app/files/ArchiveCheck.h"

#include <functional>
#include <mutex>

namespace waybill {

/// How many bytes all entries unpack to. BadInput when one of them cannot be read, or limits of bytes or ratio are
/// passed: as the zip says, which readEntry holds it to.
Result<qint64> checkAmounts(const ArchiveListing &listing, const ArchiveLimits &limits);

/// Adds up what several threads have done and passes it on now and then.
class ArchiveMeter
{
public:
    ArchiveMeter(const ArchiveProgress &progress, qint64 all) : m_progress(progress), m_all(all) {}
    /// Any thread.
    void add(qint64 bytes);

private:
    const ArchiveProgress &m_progress;
    const qint64 m_all;
    std::mutex m_mutex;
    qint64 m_done = 0;
    qint64 m_told = 0;
};

/// Calls `work` for every entry, on as many threads as there are processors, and ends when all are done. After an error
/// the entries behind that one are stopped by their token and no more begun; the error is that of the first entry, in
/// the order of the zip, that has one. Cancelled when `stop` ended it.
Result<void> forEachEntry(const ArchiveListing &listing, const std::stop_token &stop,
                          const std::function<Result<void>(std::size_t entry, const std::stop_token &)> &work);

} // namespace waybill
