#include "app/files/ArchiveReader.h"

#include "app/base/Text.h"
#include "app/files/EntryInflater.h"

#include <array>
#include <condition_variable>
#include <optional>
#include <thread>

namespace waybill {

namespace {

constexpr std::size_t readAtOnce = 256 << 10;
constexpr qint64 worthAThread = 2 << 20; ///< unpacked bytes from which a second thread pays

auto cancelled()
{
    return fail(ErrorKind::Cancelled, text("Unpacking was cancelled."));
}

/// Counts the CRC of what is taken.
class CheckedSink
{
public:
    explicit CheckedSink(const ArchiveSink &take) : m_take(take) {}

    Result<void> take(std::span<const char> block)
    {
        m_crc = ::crc32(m_crc, reinterpret_cast<const Bytef *>(block.data()), uInt(block.size()));
        return m_take(block);
    }
    Result<void> compare(const ArchiveEntry &entry) const
    {
        if (m_crc == entry.crc)
            return {};
        return fail(ErrorKind::BadInput,
                    text("%1 in the zip is damaged: its checksum is wrong.").arg(quotedName(entry.name)));
    }

private:
    const ArchiveSink &m_take;
    uLong m_crc = 0;
};

/// Blocks on their way from the thread that inflates to the one that takes them.
class BlockRing
{
public:
    /// An empty block, when there is one; none when the other side has ended.
    std::span<char> empty()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_filled - m_taken < m_blocks.size() || m_isEnded; });
        return m_isEnded ? std::span<char>() : std::span(m_blocks[m_filled % m_blocks.size()].bytes);
    }
    void filled(std::size_t size)
    {
        const std::lock_guard lock(m_mutex);
        m_blocks[m_filled++ % m_blocks.size()].size = size;
        m_changed.notify_all();
    }
    /// The next full block; none when no more comes.
    std::span<const char> full()
    {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_taken < m_filled || m_isEnded; });
        if (m_taken == m_filled)
            return {};
        const Block &block = m_blocks[m_taken % m_blocks.size()];
        return std::span(block.bytes).first(block.size);
    }
    void taken()
    {
        const std::lock_guard lock(m_mutex);
        ++m_taken;
        m_changed.notify_all();
    }
    void end()
    {
        const std::lock_guard lock(m_mutex);
        m_isEnded = true;
        m_changed.notify_all();
    }

private:
    struct Block {
        std::vector<char> bytes = std::vector<char>(readAtOnce);
        std::size_t size = 0;
    };
    std::array<Block, 4> m_blocks;
    std::size_t m_filled = 0, m_taken = 0;
    bool m_isEnded = false;
    std::mutex m_mutex;
    std::condition_variable m_changed;
};

Result<void> readInOneThread(EntryInflater &inflater, qint64 bytes, CheckedSink &sink, const std::stop_token &stop)
{
    std::vector<char> block(std::size_t(std::clamp<qint64>(bytes, 1, qint64(readAtOnce))));
    for (;;) {
        if (stop.stop_requested())
            return cancelled();
        const auto got = inflater.next(block);
        if (!got)
            return fail(got.error());
        if (*got == 0)
            return {};
        if (auto taken = sink.take(std::span(block).first(*got)); !taken)
            return taken;
    }
}

Result<void> readInTwoThreads(EntryInflater &inflater, CheckedSink &sink, const std::stop_token &stop)
{
    BlockRing ring;
    Result<void> taken;
    std::jthread taker([&ring, &sink, &taken] {
        for (auto block = ring.full(); !block.empty() && taken; block = ring.full()) {
            taken = sink.take(block);
            ring.taken();
        }
        ring.end();
    });
    Result<void> read;
    for (auto block = ring.empty(); !block.empty(); block = ring.empty()) {
        const auto got = stop.stop_requested() ? Result<std::size_t>(cancelled()) : inflater.next(block);
        if (!got)
            read = fail(got.error());
        if (!got || *got == 0)
            break;
        ring.filled(*got);
    }
    ring.end();
    taker.join();
    return taken ? read : taken;
}

} // namespace

Result<void> checkReadable(const ArchiveEntry &entry)
{
    if (entry.isEncrypted)
        return fail(
            ErrorKind::BadInput,
            text("%1 in the zip is encrypted. Only zips without a password can be read.").arg(quotedName(entry.name)));
    if (!entry.isReadable())
        return fail(ErrorKind::BadInput, text("%1 is packed in a way that cannot be read (method %2). Pack it anew as "
                                              "usual (deflate).")
                                             .arg(quotedName(entry.name), QString::number(entry.method)));
    return {};
}

Result<void> readEntry(const ArchiveFile &file, const ArchiveEntry &entry, const ArchiveSink &take,
                       const std::stop_token &stop)
{
    if (auto readable = checkReadable(entry); !readable)
        return readable;
    EntryInflater inflater(file, entry);
    CheckedSink sink(take);
    const bool isLarge = entry.bytes >= worthAThread;
    if (auto read =
            isLarge ? readInTwoThreads(inflater, sink, stop) : readInOneThread(inflater, entry.bytes, sink, stop);
        !read)
        return read;
    return sink.compare(entry);
}

} // namespace waybill
