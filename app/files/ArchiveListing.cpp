#include "app/files/ArchiveListing.h"

#include "app/base/Text.h"
#include "app/base/VisibleText.h"
#include "app/files/ArchiveEnd.h"
#include "app/files/ArchiveHeader.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace waybill {

namespace {

constexpr qint64 mostNameBytes = 64 << 20; ///< of all names together

auto refuse(const char *sentence, const QString &name)
{
    return fail(ErrorKind::BadInput, text(sentence).arg(quotedName(name)));
}

/// The central directory, a header after the other, out of a window that moves over it.
class DirectoryWindow
{
public:
    DirectoryWindow(const ArchiveFile &file, const ArchiveEnd &end)
        : m_file(file), m_next(end.directoryAt), m_end(end.directoryAt + end.directoryBytes)
    {
    }

    qint64 left() const { return m_end - m_next + qint64(m_bytes.size() - m_taken); }
    /// The next bytes, without taking them; they stay until the next call.
    Result<const char *> peek(qint64 wanted)
    {
        if (qint64(m_bytes.size() - m_taken) < wanted) {
            m_bytes.erase(m_bytes.begin(), m_bytes.begin() + std::ptrdiff_t(m_taken));
            m_taken = 0;
            const std::size_t kept = m_bytes.size();
            m_bytes.resize(kept + std::size_t(std::min(std::max(wanted, window), m_end - m_next)));
            const auto room = std::span(m_bytes).subspan(kept);
            if (const auto read = m_file.read(m_next, room); !read)
                return fail(read.error());
            m_next += qint64(room.size());
        }
        return m_bytes.data() + m_taken;
    }
    void take(qint64 bytes) { m_taken += std::size_t(bytes); }

private:
    static constexpr qint64 window = 256 << 10;
    const ArchiveFile &m_file;
    qint64 m_next;
    qint64 m_end;
    std::vector<char> m_bytes;
    std::size_t m_taken = 0;
};

/// Which entries follow which in the file; BadInput where two share bytes, or bytes belong to none.
Result<void> checkPlaces(const ArchiveFile &file, std::vector<ArchiveEntry> &entries,
                         const std::vector<CentralHeader> &headers, qint64 end, const std::stop_token &stop)
{
    std::vector<std::size_t> order(headers.size());
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return headers[a].headerAt < headers[b].headerAt; });
    qint64 expected = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, text("Reading the zip was cancelled."));
        ArchiveEntry &entry = entries[order[i]];
        const CentralHeader &header = headers[order[i]];
        const qint64 next = i + 1 < order.size() ? headers[order[i + 1]].headerAt : end;
        if (header.headerAt != expected || next > end)
            return refuse(QT_TRANSLATE_NOOP("waybill", "%1 does not begin where the entry before it "
                                                       "ends: bytes of the zip belong to nothing."),
                          entry.name);
        if (next == header.headerAt)
            return refuse(QT_TRANSLATE_NOOP("waybill", "%1 overlaps another entry of the zip."), entry.name);
        const auto dataAt = checkLocalHeader(file, header, entry, next);
        if (!dataAt)
            return fail(dataAt.error());
        entry.dataAt = *dataAt;
        expected = next;
    }
    if (expected != end)
        return fail(ErrorKind::BadInput, text("The zip holds bytes that belong to none of its entries."));
    return {};
}

} // namespace

QString quotedName(const QString &name)
{
    constexpr qsizetype longest = 120;
    return u'“' + visibleText(name, LineEnds::AsSpaces, longest) + u'”';
}

Result<ArchiveListing> ArchiveListing::read(const QString &path, const ArchiveLimits &limits,
                                            const std::stop_token &stop)
{
    const auto file = ArchiveFile::open(path);
    if (!file)
        return fail(file.error());
    const auto end = readArchiveEnd(**file);
    if (!end)
        return fail(end.error());
    if (end->entries > limits.entries)
        return fail(ErrorKind::BadInput,
                    text("The zip holds %1 files and folders, more than the limit of %2 (entries).")
                        .arg(end->entries)
                        .arg(limits.entries));
    ArchiveListing listing;
    listing.m_file = *file;
    std::vector<CentralHeader> headers;
    DirectoryWindow window(**file, *end);
    const auto wrongCount = [] {
        return fail(ErrorKind::BadInput,
                    text("The zip's list of files does not hold as many as its end record says, or is damaged."));
    };
    qint64 nameBytes = 0;
    for (qint64 i = 0; i < end->entries; ++i) {
        if (stop.stop_requested())
            return fail(ErrorKind::Cancelled, text("Reading the zip was cancelled."));
        if (window.left() < CentralHeader::fixedBytes)
            return wrongCount();
        const auto fixed = window.peek(CentralHeader::fixedBytes);
        if (!fixed)
            return fail(fixed.error());
        const qint64 length = CentralHeader::lengthOf(*fixed);
        if (length == 0 || window.left() < length)
            return wrongCount();
        const auto bytes = window.peek(length);
        if (!bytes)
            return fail(bytes.error());
        ArchiveEntry entry;
        auto header = CentralHeader::read(*bytes, entry);
        if (!header)
            return fail(header.error());
        nameBytes += std::max(header->name.size(), entry.name.size());
        if (nameBytes > mostNameBytes)
            return fail(ErrorKind::BadInput, text("The names in the zip are longer than can be taken."));
        window.take(length);
        headers.push_back(std::move(*header));
        listing.m_entries.push_back(std::move(entry));
    }
    if (window.left() != 0)
        return wrongCount();
    if (const auto placed = checkPlaces(**file, listing.m_entries, headers, end->directoryAt, stop); !placed)
        return fail(placed.error());
    return listing;
}

} // namespace waybill
