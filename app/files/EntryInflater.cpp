#include "app/files/EntryInflater.h"

#include <QCoreApplication>

#include <algorithm>

namespace waybill {

namespace {

constexpr std::size_t packedBlock = 128 << 10;

auto refuse(const char *sentence, const ArchiveEntry &entry)
{
    return fail(ErrorKind::BadInput,
                QCoreApplication::translate("waybill::EntryInflater", sentence).arg(quotedName(entry.name)));
}

auto damaged(const ArchiveEntry &entry)
{
    return refuse(QT_TRANSLATE_NOOP("waybill::EntryInflater", "%1 in the zip is damaged and cannot be unpacked."),
                  entry);
}
auto wrongLength(const ArchiveEntry &entry)
{
    return refuse(QT_TRANSLATE_NOOP("waybill::EntryInflater", "%1 in the zip is not as long as the zip says."), entry);
}

} // namespace

EntryInflater::EntryInflater(const ArchiveFile &file, const ArchiveEntry &entry)
    : m_file(file), m_entry(entry), m_at(entry.dataAt), m_left(entry.packed), m_expected(entry.bytes),
      m_isStored(entry.method == 0 || (entry.packed == 0 && entry.bytes == 0))
{
    if (m_isStored)
        return;
    m_packed.resize(std::size_t(std::min<qint64>(entry.packed, qint64(packedBlock))));
    m_isReady = ::inflateInit2(&m_stream, -MAX_WBITS) == Z_OK; // raw, as zips have it
}

EntryInflater::~EntryInflater()
{
    if (m_isReady)
        ::inflateEnd(&m_stream);
}

Result<void> EntryInflater::refill()
{
    const auto block = std::span(m_packed).first(std::size_t(std::min(m_left, qint64(m_packed.size()))));
    if (const auto read = m_file.read(m_at, block); !read)
        return fail(read.error());
    m_at += qint64(block.size());
    m_left -= qint64(block.size());
    m_stream.next_in = reinterpret_cast<Bytef *>(block.data());
    m_stream.avail_in = uInt(block.size());
    return {};
}

Result<std::size_t> EntryInflater::inflated(std::span<char> block)
{
    if (!m_isReady)
        return fail(ErrorKind::Storage,
                    QCoreApplication::translate("waybill::EntryInflater", "There is not enough memory to unpack %1.")
                        .arg(quotedName(m_entry.name)));
    m_stream.next_out = reinterpret_cast<Bytef *>(block.data());
    m_stream.avail_out = uInt(block.size());
    while (m_stream.avail_out > 0 && !m_isEnded) {
        if (m_stream.avail_in == 0 && m_left > 0) {
            if (const auto filled = refill(); !filled)
                return fail(filled.error());
        }
        const int done = ::inflate(&m_stream, Z_NO_FLUSH);
        m_isEnded = done == Z_STREAM_END;
        if (done != Z_OK && !m_isEnded) // also when the packed bytes end too soon
            return damaged(m_entry);
    }
    return block.size() - m_stream.avail_out;
}

Result<std::size_t> EntryInflater::next(std::span<char> block)
{
    if (m_isStored) {
        const auto part = block.first(std::size_t(std::min(m_left, qint64(block.size()))));
        if (m_entry.packed != m_entry.bytes)
            return wrongLength(m_entry);
        if (const auto read = m_file.read(m_at, part); !read)
            return fail(read.error());
        m_at += qint64(part.size());
        m_left -= qint64(part.size());
        return part.size();
    }
    if (m_expected > 0) {
        const auto got = inflated(block.first(std::size_t(std::min(m_expected, qint64(block.size())))));
        if (got && *got == 0)
            return wrongLength(m_entry);
        m_expected -= got ? qint64(*got) : 0;
        return got;
    }
    // The end of the packed bytes must be here too: not one byte follows.
    char one = 0;
    const auto more = inflated({&one, 1});
    if (!more)
        return more;
    if (*more != 0 || m_stream.avail_in != 0 || m_left != 0)
        return wrongLength(m_entry);
    return 0;
}

} // namespace waybill
