#include "app/files/EntryStream.h"

#include <QCoreApplication>

#include <zlib.h>

#include <algorithm>
#include <vector>

namespace waybill {

namespace {

constexpr qint64 firstPiece = 32 << 10; ///< packed bytes that are read at first: somebody may want the beginning only
constexpr qint64 laterPiece = 256 << 10;
constexpr quint16 stored = 0;

QString text(const char *source)
{
    return QCoreApplication::translate("waybill::EntryStream", source);
}

class EntryStream final : public ByteStream
{
public:
    EntryStream(std::shared_ptr<const ArchiveFile> file, const ArchiveEntry &entry, std::stop_token stop)
        : m_file(std::move(file)), m_entry(entry), m_stop(std::move(stop)), m_at(entry.dataAt), m_left(entry.packed)
    {
    }
    ~EntryStream() override
    {
        if (m_isInflating)
            inflateEnd(&m_inflate);
    }

    Result<void> begin()
    {
        if (m_entry.method == stored)
            return {};
        // Below 0: no header of zlib's own stands before the bytes.
        if (inflateInit2(&m_inflate, -MAX_WBITS) != Z_OK)
            return fail(ErrorKind::Storage, text("There is no memory to unpack %1.").arg(quotedName(m_entry.name)));
        m_isInflating = true;
        return {};
    }

    Result<qint64> read(char *to, qint64 most) override
    {
        if (m_stop.stop_requested())
            return fail(ErrorKind::Cancelled, text("Reading the zip was cancelled."));
        auto got = m_entry.method == stored ? copied(to, most) : inflated(to, most);
        if (!got)
            return got;
        m_done += *got;
        if (m_done > m_entry.bytes)
            return fail(ErrorKind::BadInput,
                        text("%1 in the zip is longer than the zip says.").arg(quotedName(m_entry.name)));
        m_crc = quint32(crc32_z(m_crc, reinterpret_cast<const Bytef *>(to), std::size_t(*got)));
        if (*got == 0 && (m_done != m_entry.bytes || m_crc != m_entry.crc))
            return damaged();
        return got;
    }

private:
    tl::unexpected<Error> damaged() const
    {
        return fail(ErrorKind::BadInput,
                    text("%1 in the zip is damaged: what it unpacks to is not what was packed. Fetch the package anew.")
                        .arg(quotedName(m_entry.name)));
    }

    Result<qint64> copied(char *to, qint64 most)
    {
        const qint64 now = std::min(most, m_left);
        if (now == 0)
            return 0;
        if (auto got = m_file->read(m_at, {to, std::size_t(now)}); !got)
            return fail(got.error());
        m_at += now;
        m_left -= now;
        return now;
    }

    Result<void> refill()
    {
        const qint64 now = std::min(m_left, m_packed.empty() ? firstPiece : laterPiece);
        m_packed.resize(std::size_t(now));
        if (auto got = m_file->read(m_at, m_packed); !got)
            return got;
        m_at += now;
        m_left -= now;
        m_inflate.next_in = reinterpret_cast<Bytef *>(m_packed.data());
        m_inflate.avail_in = uInt(now);
        return {};
    }

    Result<qint64> inflated(char *to, qint64 most)
    {
        const auto wanted = uInt(std::min<qint64>(most, 1 << 30));
        m_inflate.next_out = reinterpret_cast<Bytef *>(to);
        m_inflate.avail_out = wanted;
        while (m_inflate.avail_out > 0 && !m_isEnd) {
            if (m_inflate.avail_in == 0 && m_left > 0) {
                if (auto filled = refill(); !filled)
                    return fail(filled.error());
            }
            const int outcome = inflate(&m_inflate, Z_NO_FLUSH);
            m_isEnd = outcome == Z_STREAM_END;
            if (outcome != Z_OK && !m_isEnd)
                return damaged();
        }
        if (m_isEnd && (m_inflate.avail_in > 0 || m_left > 0))
            return damaged();
        return qint64(wanted - m_inflate.avail_out);
    }

    std::shared_ptr<const ArchiveFile> m_file;
    ArchiveEntry m_entry;
    std::stop_token m_stop;
    qint64 m_at;
    qint64 m_left; // packed bytes that were not read yet
    std::vector<char> m_packed;
    z_stream m_inflate = {};
    bool m_isInflating = false;
    bool m_isEnd = false;
    qint64 m_done = 0;
    quint32 m_crc = 0;
};

} // namespace

Result<std::unique_ptr<ByteStream>> openEntry(const ArchiveListing &zip, qsizetype entry, std::stop_token stop)
{
    if (entry < 0 || entry >= qsizetype(zip.entries().size()))
        return fail(ErrorKind::NotFound, text("The zip has no such file."));
    const ArchiveEntry &wanted = zip.entries()[std::size_t(entry)];
    if (!wanted.isFile())
        return fail(ErrorKind::BadInput,
                    text("%1 in the zip is no file: there is nothing to read in it.").arg(quotedName(wanted.name)));
    if (wanted.isEncrypted)
        return fail(ErrorKind::BadInput,
                    text("%1 in the zip is encrypted; Waybill reads no such files.").arg(quotedName(wanted.name)));
    if (!wanted.isReadable())
        return fail(ErrorKind::BadInput, text("%1 in the zip is packed in a way that Waybill cannot read (method %2). "
                                              "Pack it anew with deflate.")
                                             .arg(quotedName(wanted.name))
                                             .arg(wanted.method));
    auto stream = std::make_unique<EntryStream>(zip.file(), wanted, std::move(stop));
    if (auto begun = stream->begin(); !begun)
        return fail(begun.error());
    return std::unique_ptr<ByteStream>(std::move(stream));
}

Result<QByteArray> entryBytes(const ArchiveListing &zip, qsizetype entry, qint64 most, const std::stop_token &stop)
{
    const auto stream = openEntry(zip, entry, stop);
    if (!stream)
        return fail(stream.error());
    const ArchiveEntry &wanted = zip.entries()[std::size_t(entry)];
    if (wanted.bytes > most)
        return fail(ErrorKind::BadInput,
                    text("%1 in the zip is longer than %2 MB: that is too much to be read at once.")
                        .arg(quotedName(wanted.name))
                        .arg(most >> 20));
    // One more than there should be: the end is seen, and with it the checksum compared. What the zip says is not
    // believed before it was read.
    QByteArray bytes;
    for (;;) {
        const qsizetype had = bytes.size();
        bytes.resize(std::min<qint64>(wanted.bytes, std::max<qint64>(2 * had, laterPiece)) + 1);
        const auto got = (*stream)->read(bytes.data() + had, bytes.size() - had);
        if (!got)
            return fail(got.error());
        bytes.resize(had + *got);
        if (*got == 0)
            return bytes;
    }
}

} // namespace waybill
