#include "app/files/ArchiveWork.h"

#include "app/base/Text.h"
#include "app/files/ArchiveReader.h"

#include <algorithm>
#include <optional>
#include <thread>

namespace waybill {

namespace {

constexpr qint64 tellingStep = 4 << 20;

/// The entries that are worked on, and the first of them that failed.
class Shift
{
public:
    Shift(std::size_t entries, std::size_t threads) : m_entries(entries), m_at(threads) {}

    /// The next entry for this thread, with a token that ends it.
    std::optional<std::size_t> next(std::size_t thread, const std::stop_token &stop, std::stop_token &entryStop)
    {
        const std::lock_guard lock(m_mutex);
        if (m_next >= std::min(m_entries, m_failed) || stop.stop_requested())
            return {};
        m_at[thread] = {m_next, std::stop_source()};
        entryStop = m_at[thread].stop.get_token();
        return m_next++;
    }
    void failed(std::size_t entry, const Error &error)
    {
        const std::lock_guard lock(m_mutex);
        if (entry >= m_failed)
            return;
        m_failed = entry;
        m_error = error;
        stopBehind(entry);
    }
    void stopAll()
    {
        const std::lock_guard lock(m_mutex);
        for (Working &working : m_at)
            working.stop.request_stop();
    }
    Result<void> result() const { return m_error ? Result<void>(fail(*m_error)) : Result<void>(); }

private:
    struct Working {
        std::size_t entry = 0;
        std::stop_source stop;
    };
    void stopBehind(std::size_t entry)
    {
        for (Working &working : m_at) {
            if (working.entry > entry)
                working.stop.request_stop();
        }
    }

    const std::size_t m_entries;
    std::size_t m_next = 0;
    std::size_t m_failed = std::numeric_limits<std::size_t>::max();
    std::optional<Error> m_error;
    std::vector<Working> m_at;
    std::mutex m_mutex;
};

} // namespace

Result<qint64> checkAmounts(const ArchiveListing &listing, const ArchiveLimits &limits)
{
    const auto isBomb = [&limits](qint64 bytes, qint64 packed) {
        return bytes > limits.ratioFrom && (bytes - 1) / limits.ratio >= packed;
    };
    qint64 all = 0;
    for (const ArchiveEntry &entry : listing.entries()) {
        if (const auto readable = checkReadable(entry); !readable)
            return fail(readable.error());
        if (entry.bytes > limits.bytes - all)
            return fail(ErrorKind::BadInput, text("With %1 the zip unpacks to more than the limit of %2 bytes (bytes).")
                                                 .arg(quotedName(entry.name), QString::number(limits.bytes)));
        if (isBomb(entry.bytes, entry.packed))
            return fail(ErrorKind::BadInput,
                        text("%1 unpacks to more than %2 times its packed size, the limit for large files (ratio).")
                            .arg(quotedName(entry.name), QString::number(limits.ratio)));
        all += entry.bytes;
    }
    if (isBomb(all, listing.file()->size()))
        return fail(ErrorKind::BadInput,
                    text("The zip unpacks to more than %1 times its size, the limit for large zips (ratio).")
                        .arg(limits.ratio));
    return all;
}

void ArchiveMeter::add(qint64 bytes)
{
    if (!m_progress)
        return;
    const std::lock_guard lock(m_mutex);
    m_done += bytes;
    if (m_done - m_told < tellingStep && m_done < m_all)
        return;
    m_told = m_done;
    m_progress(m_done, m_all);
}

Result<void> forEachEntry(const ArchiveListing &listing, const std::stop_token &stop,
                          const std::function<Result<void>(std::size_t entry, const std::stop_token &)> &work)
{
    const std::size_t entries = listing.entries().size();
    constexpr unsigned mostThreads = 8;
    const std::size_t threads =
        std::min<std::size_t>(entries, std::clamp(std::thread::hardware_concurrency(), 1U, mostThreads));
    Shift shift(entries, threads);
    const std::stop_callback stopping(stop, [&shift] { shift.stopAll(); });
    const auto run = [&](std::size_t thread) {
        std::stop_token entryStop;
        while (const auto entry = shift.next(thread, stop, entryStop)) {
            if (const auto done = work(*entry, entryStop); !done)
                shift.failed(*entry, done.error());
        }
    };
    {
        std::vector<std::jthread> others;
        for (std::size_t thread = 1; thread < threads; ++thread)
            others.emplace_back(run, thread);
        if (threads > 0)
            run(0);
    }
    if (stop.stop_requested())
        return fail(ErrorKind::Cancelled, text("Unpacking was cancelled."));
    return shift.result();
}

} // namespace waybill
